/** `freehold query`: SQL on a replica, reading only. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { wholeArgument } from '../globals.ts';
import { runOf } from '../../core/wording/pointInTime.ts';
import { counted } from '../../core/wording/quantities.ts';
import { ROW_FORMATS, writeRows } from '../queryOutput.ts';
import type { RowFormat } from '../queryOutput.ts';
import { openReader } from '../readStates.ts';

/** A table is for eyes; who wants all takes a format for programs. */
const TABLE_ROWS = 1000;
const ALL_ROWS = Number.MAX_SAFE_INTEGER;

interface Given {
	readonly format?: RowFormat;
	readonly limit?: number;
	readonly asOf?: string;
}

export function addQuery(program: Command, run: (action: Action) => void): void {
	program
		.command('query')
		.summary('SQL on a replica, reading only')
		.description('Runs a SQL statement on the replica of a connection. SQLite itself refuses to write.')
		.argument('<connection>', 'connection of freehold.yaml')
		.argument('<sql>', 'one statement, such as \'SELECT City, count(*) FROM "Property" GROUP BY City\'')
		.addOption(new Option('--format <format>', 'how to write the rows (default: table)').choices(ROW_FORMATS))
		.option(
			'--limit <rows>',
			`at most so many rows (default for tables: ${TABLE_ROWS})`,
			wholeArgument(1, 1_000_000_000),
		)
		.option('--as-of <run|time>', 'the tables as they were after a run, or at a time (2026-05-01T12:00Z)')
		.action((connection: string, sql: string, given: Given) =>
			run((context) => runQuery(context, connection, sql, given)),
		);
}

async function runQuery(context: CommandContext, connection: string, sql: string, given: Given): Promise<number> {
	const { output, terminal } = context;
	const project = await openProject(context);
	const reader = await openReader(project, connection);
	try {
		const format = given.format ?? (output.options.json ? 'ndjson' : 'table');
		const limit = given.limit ?? (format === 'table' ? TABLE_ROWS : ALL_ROWS);
		const asOf = given.asOf === undefined ? undefined : runOf(reader, given.asOf);
		// SQLite computes in this thread, where no signal would be heard.
		terminal.endAtSignals?.();
		const query = reader.openQuery(sql, { asOf });
		try {
			const shown = new FirstRows(query.rows, limit);
			await writeRows(output, format, { columns: query.columns, rows: shown });
			if (shown.isTruncated)
				output.say(`There are more than ${counted(limit, 'row')}: use --limit, or --format csv for all.`);
		} finally {
			query.close();
		}
		return EXIT_CODES.done;
	} finally {
		reader.close();
	}
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
