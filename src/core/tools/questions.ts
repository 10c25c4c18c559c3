/** What is asked of a replica in a process of its own: by tools, and by whoever explains a query. Answers are small. */
import { reapitDialect } from '../filter/dialect.ts';
import type { FieldIndex } from '../filter/fieldIndex.ts';
import { parse } from '../filter/parse.ts';
import type { Json } from '../json.ts';
import type { AttachedFile } from '../replica/attachReplica.ts';
import type { RunOutcome, RunRecord } from '../replica/contract.ts';
import type { FilterCount } from '../replica/filterRows.ts';
import type { PlanStep, ReplicaReader } from '../replica/reader.ts';
import { registerTableFunctions } from '../tables/tableFunctions.ts';
import { ENVELOPE_BYTES, MOST_BYTES, jsonBytes } from './toolResult.ts';

export interface StoredDataset {
	readonly dataset: string;
	/** Where the table is called otherwise. */
	readonly table?: string;
	readonly rows: number;
	readonly key: readonly string[];
	readonly lastRun?: {
		readonly run: number;
		readonly phase: RunRecord['phase'];
		readonly outcome: RunOutcome;
		/** ISO 8601. */
		readonly at: string;
		readonly error?: string;
	};
	/** Records that could not be read. */
	readonly gaps?: number;
	/** Why a purge is held. */
	readonly heldPurge?: string;
	/** Type by name. */
	readonly columns: Readonly<Record<string, string>>;
}

export interface QueryAnswer {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly Json[])[];
	/** What kept further rows away. */
	readonly cutBy: 'rows' | 'bytes' | undefined;
	/** How many long values were shortened. */
	readonly cutValues: number;
}

/** Longer values are shortened: one description must not push all other rows out. */
const MOST_CHARACTERS = 2000;

export const questions = {
	datasets: (reader: ReplicaReader): readonly StoredDataset[] => {
		const renamed = 'SELECT dataset, table_name FROM _datasets WHERE dataset <> table_name';
		const tables = new Map(
			reader.query(renamed, { limit: MOST_RENAMED }).rows.map(([dataset, table]) => [dataset, table]),
		);
		return reader.states().map(({ dataset, rows, keyColumns, lastRun, gaps, heldSweep, columns }) => {
			const table = tables.get(dataset);
			return {
				dataset,
				...(typeof table === 'string' ? { table } : {}),
				rows,
				key: keyColumns,
				...(lastRun === undefined ? {} : { lastRun: runOf(lastRun) }),
				...(gaps.length === 0 ? {} : { gaps: gaps.length }),
				...(heldSweep === undefined ? {} : { heldPurge: heldSweep.why }),
				columns: Object.fromEntries(columns.map(({ name, type }) => [name, type])),
			};
		});
	},

	query: (reader: ReplicaReader, sql: string, limit: number): QueryAnswer => {
		const query = reader.openQuery(sql, {});
		try {
			return boundedRows(query.columns, query.rows, limit);
		} finally {
			query.close();
		}
	},

	plan: (reader: ReplicaReader, sql: string, attached: readonly AttachedFile[]): readonly PlanStep[] =>
		reader.queryPlan(sql, { attached, register: registerTableFunctions }),

	fields: (reader: ReplicaReader, dataset: string): FieldIndex => reader.metadataFields(dataset),

	matches: (reader: ReplicaReader, dataset: string, filters: readonly string[]): FilterCount =>
		reader.countMatches(
			dataset,
			filters.map((text) => parse(text, reapitDialect)),
		),
} as const;

/** One for each dataset, and no vendor has so many. */
const MOST_RENAMED = 100_000;

type Questions = typeof questions;
export type QuestionName = keyof Questions;
/** Without the reader, which each question gets in its process. */
type ArgumentsOf<Name extends QuestionName> =
	Parameters<Questions[Name]> extends [ReplicaReader, ...infer Rest] ? Rest : never;
export type AnswerOf<Name extends QuestionName> = ReturnType<Questions[Name]>;

export interface ReplicaQuestion<Name extends QuestionName = QuestionName> {
	/** The replica. */
	readonly file: string;
	readonly name: Name;
	readonly args: ArgumentsOf<Name>;
}

function runOf({ id, phase, outcome, startedAt, finishedAt, error }: RunRecord): NonNullable<StoredDataset['lastRun']> {
	const at = new Date(finishedAt ?? startedAt).toISOString();
	return { run: id, phase, outcome, at, ...(error === undefined ? {} : { error: shortened(error).text }) };
}

function boundedRows(
	columns: readonly string[],
	found: Iterable<readonly (string | number | bigint | null | Uint8Array)[]>,
	limit: number,
): QueryAnswer {
	const names = columns.map((name) => shortened(name).text);
	const rows: Json[][] = [];
	let left = MOST_BYTES - ENVELOPE_BYTES - jsonBytes(names);
	let cutValues = 0;
	for (const values of found) {
		if (rows.length >= limit) return { columns: names, rows, cutBy: 'rows', cutValues };
		const cells = values.map(cell);
		const row = cells.map(({ value }) => value);
		left -= jsonBytes(row) + 1;
		if (left < 0) return { columns: names, rows, cutBy: 'bytes', cutValues };
		rows.push(row);
		cutValues += cells.filter(({ isCut }) => isCut).length;
	}
	return { columns: names, rows, cutBy: undefined, cutValues };
}

function cell(value: string | number | bigint | null | Uint8Array): { readonly value: Json; readonly isCut: boolean } {
	// A number that JSON readers would round.
	if (typeof value === 'bigint') return { value: String(value), isCut: false };
	if (value instanceof Uint8Array) return { value: `(${value.length} bytes)`, isCut: true };
	if (typeof value !== 'string') return { value, isCut: false };
	const { text, isCut } = shortened(value);
	return { value: text, isCut };
}

function shortened(text: string): { readonly text: string; readonly isCut: boolean } {
	if (text.length <= MOST_CHARACTERS) return { text, isCut: false };
	return { text: `${text.slice(0, MOST_CHARACTERS).toWellFormed()}… (${text.length} characters)`, isCut: true };
}
