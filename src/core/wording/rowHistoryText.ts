/** What became of one row, run by run: what `freehold diff --row` prints and the editor shows. */
import type { RunRecord } from '../replica/contract.ts';
import type { ReplicaReader } from '../replica/reader.ts';
import type { RowHistoryEntry } from '../replica/rowHistory.ts';
import { oneLine } from './cellText.ts';
import { rowName, shortValue, valuesText } from './changeSummary.ts';
import { clockTime, counted } from './quantities.ts';

const VERBS = { inserted: 'came', updated: 'changed', deleted: 'went' } as const;

/** Longer values are told from where they differ; JSON and the grid have them whole. */
const LONGEST_VALUE = 120;

/** The newest first. @param target  `mls/Property` */
export function rowHistoryLines(
	reader: Pick<ReplicaReader, 'row' | 'rowHistory' | 'historyStart'>,
	target: string,
	dataset: string,
	key: string,
	now: number,
): readonly string[] {
	const history = reader.rowHistory(dataset, key).toReversed();
	const row = reader.row(dataset, key) ?? lastRow(history);
	const start = reader.historyStart();
	const name = rowName(row, key);
	return [
		oneLine(`${target} ${key}${name === key ? '' : `: ${name}`}`),
		...(history.length === 0 ? [noHistory(row !== undefined, start)] : [counted(history.length, 'change')]),
		...history.flatMap((entry) => ['', ...entryLines(entry, now)]),
		...(start === undefined ? [] : ['', startLine(start, now)]),
	];
}

function entryLines(entry: RowHistoryEntry, now: number): readonly string[] {
	const head = `Run ${entry.run}, ${clockTime(entry.at, now)}: ${VERBS[entry.kind]}`;
	if (entry.kind === 'updated') {
		return [head, ...entry.cells.map(({ column, from, to }) => valueLine(column, valuesText(from, to, LONGEST_VALUE)))];
	}
	const values = Object.entries(entry.row).filter(([, value]) => value !== null);
	return [head, ...values.map(([column, value]) => valueLine(column, shortValue(value, LONGEST_VALUE)))];
}

function valueLine(column: string, text: string): string {
	return `  ${oneLine(`${column}: ${text}`)}`;
}

/** Of a row that is gone: as it went. */
function lastRow(history: readonly RowHistoryEntry[]): Readonly<Record<string, unknown>> | undefined {
	const [last] = history;
	return last === undefined || last.kind === 'updated' ? undefined : last.row;
}

function noHistory(isThere: boolean, start: RunRecord | undefined): string {
	if (!isThere && start === undefined) return 'There never was such a row.';
	if (!isThere) return 'There is no such row, and no change of one is remembered.';
	return 'No change of it is remembered.';
}

function startLine({ id, startedAt }: RunRecord, now: number): string {
	return `What lies before run ${id} (${clockTime(startedAt, now)}) was dropped: history in freehold.yaml says how long it is kept.`;
}
