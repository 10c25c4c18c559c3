/** The tools that language models are given, as data: the same in the editor, in its MCP server, and in `freehold mcp`. */
import type { Json } from '../json.ts';

export const TOOL_NAMES = ['list_datasets', 'query_replica', 'explain_filter', 'run_job'] as const;
export type ToolName = (typeof TOOL_NAMES)[number];

export const USUAL_ROWS = 100;
export const MOST_ROWS = 1000;
export const MOST_FILTERS = 20;

/** JSON Schema of a tool's input; also the manifest's, so only words that every client knows. */
export interface InputSchema {
	readonly type: 'object';
	readonly properties: Readonly<Record<string, { readonly type: string } & Readonly<Record<string, Json>>>>;
	readonly required?: readonly string[];
	readonly additionalProperties: false;
}

export interface Tool {
	readonly name: ToolName;
	readonly title: string;
	/** For the model: what it gives, when to take it, what to give it. */
	readonly description: string;
	readonly inputSchema: InputSchema;
	/** Whether it changes nothing, here or at a vendor. */
	readonly isReadOnly: boolean;
	/** Whether it asks anybody outside this machine. */
	readonly isOpenWorld: boolean;
}

const folder = {
	type: 'string',
	description: 'Workspace folder, by name. Only needed where several folders have a freehold.yaml.',
} as const;

/** A type of its keys: a tool without its entry does not compile. */
const catalogue: Readonly<Record<ToolName, Omit<Tool, 'name'>>> = {
	list_datasets: {
		title: 'List Datasets',
		description:
			'Lists what Freehold has replicated from Realpad, Reapit and Spark into SQLite on this machine: connections, their datasets (each is a table of the same name) with the number of rows, key, last run, and columns with types; also the jobs that freehold.yaml declares. Call it before query_replica to learn the names of tables and columns. Where there is much, columns are left out: name a connection and a dataset to see them.',
		inputSchema: {
			type: 'object',
			properties: {
				connection: { type: 'string', description: 'Only this connection of freehold.yaml.' },
				dataset: { type: 'string', description: 'Only this dataset; with its connection.' },
				folder,
			},
			additionalProperties: false,
		},
		isReadOnly: true,
		isOpenWorld: false,
	},
	query_replica: {
		title: 'Query Replica',
		description: `Runs one SQL SELECT (SQLite dialect) on the local replica of a connection and returns columns and rows. It only reads. At most ${USUAL_ROWS} rows come back (limit: up to ${MOST_ROWS}) and at most 64 KB; the result says when it was cut, so count and group in SQL rather than fetching rows. Quote names of tables and columns with double quotes. Nested values are JSON text: use json_extract. Tables that begin with an underscore are Freehold's own (_runs, _history, _files).`,
		inputSchema: {
			type: 'object',
			properties: {
				connection: { type: 'string', description: 'Connection of freehold.yaml whose replica is queried.' },
				sql: {
					type: 'string',
					description:
						'One SELECT statement, such as: SELECT "City", count(*) FROM "Property" GROUP BY 1 ORDER BY 2 DESC',
				},
				limit: {
					type: 'integer',
					minimum: 1,
					maximum: MOST_ROWS,
					description: `Rows to return at most; ${USUAL_ROWS} where it is absent.`,
				},
				folder,
			},
			required: ['connection', 'sql'],
			additionalProperties: false,
		},
		isReadOnly: true,
		isOpenWorld: false,
	},
	explain_filter: {
		title: 'Explain Filter',
		description:
			"Checks metadata filters of Reapit's Foundations platform (such as: metadata.city $eq 'London') without asking the vendor: says in plain English what they select, what is wrong with them and how to mend it, how they should be written, and the SQL condition that does the same on a replica. Given a replicated dataset, it also checks the fields against its data and counts the rows that match.",
		inputSchema: {
			type: 'object',
			properties: {
				filters: {
					type: 'array',
					items: { type: 'string' },
					minItems: 1,
					maxItems: MOST_FILTERS,
					description: 'Filter expressions; all of them must hold.',
				},
				dataset: {
					type: 'string',
					description: 'Replicated dataset that they are meant for, such as agency/properties.',
				},
				folder,
			},
			required: ['filters'],
			additionalProperties: false,
		},
		isReadOnly: true,
		isOpenWorld: false,
	},
	run_job: {
		title: 'Run Job',
		description:
			"Runs one job that freehold.yaml declares (list_datasets names them) and returns how each dataset fared when it has ended. It sends requests to the vendor, which counts them against the user's limits, and writes replicas or files into the data folder. It may take minutes. Only use it when the user asks for fresh data.",
		inputSchema: {
			type: 'object',
			properties: { job: { type: 'string', description: 'Name of a job of freehold.yaml.' }, folder },
			required: ['job'],
			additionalProperties: false,
		},
		isReadOnly: false,
		isOpenWorld: true,
	},
};

export const TOOLS: readonly Tool[] = TOOL_NAMES.map((name) => ({ name, ...catalogue[name] }));

export function toolNamed(name: string): Tool | undefined {
	return TOOLS.find((tool) => tool.name === name);
}
