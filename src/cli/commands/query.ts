/** `freehold query`: SQL on a replica, reading only. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { resolve } from 'node:path';
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { Project } from '../../core/project/project.ts';
import type { AttachedFile } from '../../core/replica/attachReplica.ts';
import type { ReplicaReader } from '../../core/replica/reader.ts';
import { sqlTarget } from '../../core/sqlText/directives.ts';
import type { AttachedReplica } from '../../core/sqlText/directives.ts';
import { titleOf } from '../../core/sqlText/outline.ts';
import { boundStatement } from '../../core/sqlText/parameters.ts';
import type { SqlStatement } from '../../core/sqlText/statements.ts';
import { systemClock } from '../../core/systemOutside.ts';
import { registerTableFunctions } from '../../core/tables/tableFunctions.ts';
import { planText } from '../../core/wording/planText.ts';
import { runOf } from '../../core/wording/pointInTime.ts';
import { counted } from '../../core/wording/quantities.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { wholeArgument } from '../globals.ts';
import { formatOfFile, writeQueryFile } from '../queryFile.ts';
import { ROW_FORMATS, isForStdout, writeRows } from '../queryOutput.ts';
import type { RowFormat } from '../queryOutput.ts';
import { openReader } from '../readStates.ts';
import { withPlace } from '../sqlFailure.ts';
import { attachOptions, parameterOptions, readSqlInput } from '../sqlInput.ts';
import type { SqlInput } from '../sqlInput.ts';
import type { Output } from '../terminal.ts';

/** A table is for eyes; who wants all takes a format for programs. */
const TABLE_ROWS = 1000;
const ALL_ROWS = Number.MAX_SAFE_INTEGER;

interface Given {
	readonly format?: RowFormat;
	readonly limit?: number;
	readonly asOf?: string;
	readonly file?: string;
	readonly statement?: string;
	readonly attach?: readonly string[];
	readonly param?: readonly string[];
	readonly explain?: true;
	readonly output?: string;
	readonly table?: string;
	readonly guardFormulas?: true;
}

export function addQuery(program: Command, run: (action: Action) => void): void {
	program
		.command('query')
		.summary('SQL on a replica, reading only')
		.description(
			'Runs SQL on the replica of a connection: one statement, or a .freehold.sql file. SQLite itself refuses to write.',
		)
		.argument('[connection]', 'connection of freehold.yaml; a file may name it: -- @connection mls')
		.argument('[sql]', 'one statement, such as \'SELECT City, count(*) FROM "Property" GROUP BY City\', or a file')
		.option('--file <file>', 'a file with statements')
		.option(
			'--statement <number|name>',
			'one statement of the file, by its number or by its name (-- @name Price cuts)',
		)
		.option('--attach <connection>', 'a further replica, its tables called connection.Table (mls=m: m.Table)', listed)
		.option('--param <name=value>', 'the value of a parameter, such as :city', listed)
		.option('--explain', 'how SQLite would find the rows, instead of the rows')
		.addOption(
			new Option(
				'--format <format>',
				'how to write the rows (default: table, or what the name of --output says)',
			).choices(ROW_FORMATS),
		)
		.option(
			'--output <file>',
			'writes the rows to a file, and beside it <file>.freehold.json, which says what they are',
		)
		.option('--table <name>', 'SQL: the table that the rows go into; Excel: the sheet (default: rows)')
		.option('--guard-formulas', "CSV: puts ' before text that a spreadsheet would run; this changes the data")
		.option(
			'--limit <rows>',
			`at most so many rows (default for tables: ${TABLE_ROWS})`,
			wholeArgument(1, 1_000_000_000),
		)
		.option('--as-of <run|time>', 'the tables as they were after a run, or at a time (2026-05-01T12:00Z)')
		.action((connection: string | undefined, sql: string | undefined, given: Given) =>
			run((context) => runQuery(context, [connection, sql], given)),
		);
}

async function runQuery(
	context: CommandContext,
	words: readonly (string | undefined)[],
	given: Given,
): Promise<number> {
	const { output, terminal } = context;
	const input = await readSqlInput({ words, file: given.file, statement: given.statement }, terminal.cwd);
	const project = await openProject(context);
	const format = formatOf(given, output);
	const isAlone = input.statements.length === 1;
	if (!isAlone && format !== 'table' && given.explain !== true) throw severalResults(input, format);
	// SQLite computes in this thread, where no signal would be heard.
	terminal.endAtSignals?.();
	for (const [nth, statement] of input.statements.entries()) {
		if (!isAlone) await output.data(`${nth === 0 ? '' : '\n'}-- ${titleOf(statement)}\n`);
		const target = sqlTarget(input.file, statement);
		const connection = input.connection ?? target.connection;
		if (connection === undefined) throw noConnection();
		using replicas = await OpenReplicas.open(project, connection, [
			...target.attached,
			...attachOptions(given.attach ?? []),
		]);
		try {
			if (given.explain === true) await explain(output, replicas, statement);
			else await writeResult(output, replicas, statement, { ...given, format });
		} catch (error) {
			throw withPlace(error, replicas.reader, {
				...input,
				text: input.file.text,
				statement,
				attached: replicas.attached,
			});
		}
	}
	return EXIT_CODES.done;
}

async function writeResult(
	output: Output,
	{ reader, attached, origin }: OpenReplicas,
	statement: SqlStatement,
	given: Given & { readonly format: RowFormat },
): Promise<void> {
	const { format, limit = format === 'table' ? TABLE_ROWS : ALL_ROWS, asOf, param, guardFormulas, table } = given;
	if (asOf !== undefined && attached.length > 0) throw pastOfOne();
	const { sql, params } = boundStatement(statement, parameterOptions(statement, param ?? []));
	const run = asOf === undefined ? undefined : runOf(reader, asOf);
	const query = reader.openQuery(sql, { asOf: run, attached, params, register: registerTableFunctions });
	try {
		const shown = new FirstRows(query.rows, limit);
		const more = (): readonly string[] => (shown.isTruncated ? [`There are more than ${counted(limit, 'row')}.`] : []);
		const stream = { columns: query.columns, rows: shown };
		if (given.output !== undefined && format !== 'table') {
			const source = { kind: 'query', ...origin, sql: statement.text, parameters: param, afterRun: run };
			const file = resolve(output.terminal.cwd, given.output);
			const asked = { file, format, source, name: table, guardFormulas: guardFormulas === true, notes: more };
			await writeQueryFile(output, stream, { ...asked, now: systemClock().now() });
			return;
		}
		if (!isForStdout(format)) throw noFile(format);
		const onNote = (note: string): void => output.say(output.paint('yellow', note));
		await writeRows(output, format, stream, { guardFormulas, name: table, onNote });
		for (const note of more()) output.say(`${note} Use --limit, or --format csv for all.`);
	} finally {
		query.close();
	}
}

function formatOf({ format, output: file }: Given, output: Output): RowFormat {
	if (file !== undefined) return formatOfFile(file, format);
	return format ?? (output.options.json ? 'ndjson' : 'table');
}

async function explain(output: Output, { reader, attached }: OpenReplicas, statement: SqlStatement): Promise<void> {
	const steps = reader.queryPlan(statement.text, { attached, register: registerTableFunctions });
	const plan = output.options.json
		? `${JSON.stringify({ type: 'plan', sql: statement.text, steps })}\n`
		: planText({ sql: statement.text, steps });
	await output.data(plan);
}

/** The replicas of one statement. */
class OpenReplicas implements Disposable {
	readonly reader: ReplicaReader;
	readonly attached: (AttachedFile & { readonly reader: ReplicaReader })[] = [];

	/** What a file says of where its rows come from. */
	readonly origin: { readonly connection: string; readonly attached: readonly AttachedReplica[] | undefined };

	private constructor(reader: ReplicaReader, origin: OpenReplicas['origin']) {
		this.reader = reader;
		this.origin = origin;
	}

	static async open(project: Project, connection: string, attached: readonly AttachedReplica[]): Promise<OpenReplicas> {
		const further = attached.length === 0 ? undefined : attached;
		const replicas = new OpenReplicas(await openReader(project, connection), { connection, attached: further });
		try {
			for (const { connection: name, schema } of attached) {
				const reader = await openReader(project, name);
				replicas.attached.push({ file: replicaFile(project.dataFolder, name), schema, reader });
			}
			return replicas;
		} catch (error) {
			replicas[Symbol.dispose]();
			throw error;
		}
	}

	[Symbol.dispose](): void {
		for (const { reader } of this.attached) reader.close();
		this.reader.close();
	}
}

function listed(value: string, before: readonly string[] = []): readonly string[] {
	return [...before, value];
}

function severalResults({ statements }: SqlInput, format: RowFormat): FreeholdError {
	return new FreeholdError('usage', {
		what: `The results could not be written as ${format}`,
		why: `there are ${statements.length} statements, and ${format} holds one result`,
		next: 'Choose one: --statement 1, or --statement NAME',
	});
}

function noFile(format: RowFormat): FreeholdError {
	return new FreeholdError('usage', {
		what: `${format} cannot be written to the terminal`,
		why: 'it is a format of files',
		next: `Name a file: --output rows.${format}`,
	});
}

function noConnection(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The query could not be run',
		why: 'neither the command nor the file says on which connection',
		next: 'Name it: freehold query CONNECTION FILE, or -- @connection CONNECTION at the head of the file',
	});
}

function pastOfOne(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The query could not be run',
		why: '--as-of is of one replica, and another one is attached',
		next: 'Leave out --as-of, or what is attached',
	});
}

class FirstRows<T> implements Iterable<T> {
	readonly #rows: Iterable<T>;
	readonly #limit: number;
	/** Known once all have been taken. */
	isTruncated = false;

	constructor(rows: Iterable<T>, limit: number) {
		this.#rows = rows;
		this.#limit = limit;
	}

	*[Symbol.iterator](): Generator<T> {
		let taken = 0;
		for (const row of this.#rows) {
			if (taken++ >= this.#limit) {
				this.isTruncated = true;
				return;
			}
			yield row;
		}
	}
}
