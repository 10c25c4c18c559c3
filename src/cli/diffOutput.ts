/** Writes what changed: a line for each row, sentences for all, rows for programs, or the life of one row. */
import { figuresOf } from '../core/changes/figuresOf.ts';
import { relatedTables } from '../core/changes/relatedTables.ts';
import type { RowChange } from '../core/replica/contract.ts';
import type { RunRange } from '../core/replica/pastState.ts';
import type { ReplicaReader } from '../core/replica/reader.ts';
import { changeSentences } from '../core/wording/changeSentences.ts';
import { DIFF_COLUMNS, diffRows } from '../core/wording/diffRows.ts';
import { ChangeTally, changeLine, changeObject } from '../core/wording/diffText.ts';
import { englishWording } from '../core/wording/language.ts';
import { counted } from '../core/wording/quantities.ts';
import { rowHistoryLines } from '../core/wording/rowHistoryText.ts';
import type { CommandContext } from './context.ts';
import { writeRows } from './queryOutput.ts';

export const DIFF_FORMATS = ['table', 'csv', 'ndjson', 'json'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

export interface DiffTarget {
	readonly reader: ReplicaReader;
	readonly connection: string;
	readonly dataset: string;
}

export async function writeDiff(
	{ output, signal }: CommandContext,
	{ reader, connection, dataset }: DiffTarget,
	range: RunRange,
	{ limit, format }: { readonly limit: number; readonly format?: DiffFormat },
): Promise<void> {
	const tally = new ChangeTally();
	const changes = counting(reader.diff(dataset, range), tally, signal);
	if (format === 'table' || format === 'csv') {
		await writeRows(output, format, { columns: DIFF_COLUMNS, rows: rowsOf(changes) });
	} else if (format === 'json') {
		await writeArray(output, changes);
	} else {
		for (const change of changes) {
			if (output.options.json) await output.line(changeObject(connection, dataset, change));
			else if (format === 'ndjson') await output.data(`${JSON.stringify(change, plain)}\n`);
			else if (tally.total <= limit) await output.data(`${changeLine(reader, dataset, change)}\n`);
		}
		const hidden = tally.total - limit;
		if (!output.options.json && format === undefined && hidden > 0)
			output.say(`… and ${counted(hidden, 'more row')}: use --limit, --format or --json`);
	}
	output.say(tally.text(`${connection}/${dataset}`));
}

/** Of the dataset, and of the tables that are read along with it. */
export async function writeSummary(
	{ output, signal }: CommandContext,
	{ reader, connection, dataset }: DiffTarget,
	range: RunRange,
): Promise<void> {
	for (const table of relatedTables(reader, dataset, range)) {
		const figures = figuresOf(reader, table, range, signal);
		if (output.options.json) {
			await output.line({ type: 'summary', connection, dataset: table, ...range, ...figures });
			continue;
		}
		const [first = 'nothing changed', ...others] = changeSentences(figures, englishWording);
		await output.data([`${connection}/${table}: ${first}`, ...others.map((text) => `  ${text}`), ''].join('\n'));
	}
}

export async function writeRowHistory(
	{ output }: CommandContext,
	{ reader, connection, dataset }: DiffTarget,
	key: string,
): Promise<void> {
	if (output.options.json) {
		for (const entry of reader.rowHistory(dataset, key)) {
			await output.line({ type: 'version', connection, dataset, ...entry });
		}
		return;
	}
	const lines = rowHistoryLines(reader, `${connection}/${dataset}`, dataset, key, Date.now());
	await output.data(lines.map((line) => `${line}\n`).join(''));
}

function* counting(changes: Iterable<RowChange>, tally: ChangeTally, signal: AbortSignal): Generator<RowChange> {
	for (const change of changes) {
		signal.throwIfAborted();
		tally.add(change);
		yield change;
	}
}

function* rowsOf(changes: Iterable<RowChange>): Generator<ReturnType<typeof diffRows>[number]> {
	for (const change of changes) yield* diffRows(change);
}

async function writeArray(output: CommandContext['output'], changes: Iterable<RowChange>): Promise<void> {
	let isFirst = true;
	for (const change of changes) {
		await output.data(`${isFirst ? '[\n' : ',\n'}${JSON.stringify(change, plain)}`);
		isFirst = false;
	}
	await output.data(isFirst ? '[]\n' : '\n]\n');
}

/** Integers beyond a double become texts, because JSON readers would round them. */
function plain(_: string, value: unknown): unknown {
	return typeof value === 'bigint' ? String(value) : value;
}
