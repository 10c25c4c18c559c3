/** What changed between two points in a replica's history: counts per table and a few readable examples. */
import { isBookkeeping } from '../changes/columnRoles.ts';
import type { Json } from '../json.ts';
import type { RowChange } from '../replica/contract.ts';
import { count } from './quantities.ts';

/** Columns that say which row it is, the most telling first; only those that a row has are used. */
const NAMING_COLUMNS = [
	'UnparsedAddress',
	'MemberFullName',
	'OfficeName',
	'DisplayName',
	'OpenHouseDate',
	'MediaCategory',
	'RoomType',
	'name',
];

export interface ChangeCounts {
	readonly inserted: number;
	readonly updated: number;
	readonly deleted: number;
}

export interface ChangeSummary extends ChangeCounts {
	readonly table: string;
	readonly examples: readonly RowChange[];
}

/** Goes through all changes once and keeps the few most telling: of each kind some, prices before the rest. */
export function summarizeChanges(table: string, changes: Iterable<RowChange>, exampleCount: number): ChangeSummary {
	const counts = { inserted: 0, updated: 0, deleted: 0 };
	let examples: RowChange[] = [];
	for (const change of changes) {
		counts[change.kind]++;
		examples.push(change);
		if (examples.length > exampleCount * 20) examples = best(examples, exampleCount);
	}
	return { table, ...counts, examples: best(examples, exampleCount) };
}

/** The most telling ones, but of each kind at least one where there is room: a deletion is news as well. */
function best(changes: readonly RowChange[], wanted: number): RowChange[] {
	const sorted = changes.toSorted((a, b) => interest(b) - interest(a));
	const firsts = (['updated', 'inserted', 'deleted'] as const).flatMap(
		(kind) => sorted.find((one) => one.kind === kind) ?? [],
	);
	const chosen = new Set(firsts.slice(0, wanted));
	// Ten raised prices say less than one price and one sale.
	const told = new Set([...chosen].map(changedColumns));
	for (const one of sorted) {
		if (chosen.size >= wanted) break;
		if (told.has(changedColumns(one))) continue;
		told.add(changedColumns(one));
		chosen.add(one);
	}
	for (const one of sorted) if (chosen.size < wanted) chosen.add(one);
	return sorted.filter((one) => chosen.has(one));
}

function interest(change: RowChange): number {
	if (change.kind !== 'updated') return 2;
	const told = tellingCells(change);
	if (told.some((cell) => /price$/i.test(cell.column))) return 4;
	if (told.some((cell) => /status$/i.test(cell.column) || cell.column === 'OfficeKey')) return 3;
	return told.length > 0 ? 1 : 0;
}

function changedColumns(change: RowChange): string {
	return change.kind === 'updated'
		? tellingCells(change)
				.map((cell) => cell.column)
				.join()
		: change.kind;
}

/** @param name  what people call the row, where it is known */
export function changeText(change: RowChange, name: string): string {
	if (change.kind === 'inserted') return `${name}: new`;
	if (change.kind === 'deleted') return `${name}: gone`;
	const told = tellingCells(change);
	const shown = told.slice(0, 3).map(({ column, from, to }) => `${column} ${valuesText(from, to)}`);
	const more = told.length > 3 ? ` and ${told.length - 3} more` : '';
	return `${name}: ${shown.length === 0 ? 'timestamps only' : shown.join(', ') + more}`;
}

function tellingCells(change: RowChange & { kind: 'updated' }): (RowChange & { kind: 'updated' })['cells'] {
	return change.cells.filter((cell) => !isBookkeeping(cell.column));
}

/** @param row  the row as it was or is */
export function rowName(row: Readonly<Record<string, unknown>> | undefined, key: string): string {
	if (typeof row?.surname === 'string') return [row.forename, row.surname].filter(isText).join(' ') || key;
	const column = NAMING_COLUMNS.find((name) => typeof row?.[name] === 'string' && row[name] !== '');
	const city = typeof row?.City === 'string' && column === 'UnparsedAddress' ? `, ${row.City}` : '';
	const named = column === undefined ? undefined : row?.[column];
	if (typeof named !== 'string') return key;
	return named.includes(city.slice(2)) ? named : named + city;
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

/** Long values are shown from a little before the place where they begin to differ. */
export function valuesText(from: Json, to: Json, most = mostLength): string {
	const texts = [valueText(from), valueText(to)] as const;
	const start = texts.some((text) => text.length > most) ? Math.max(0, firstDifference(...texts) - contextLength) : 0;
	return texts.map((text) => excerpt(text, start, most)).join(' → ');
}

export function shortValue(value: Json, most = mostLength): string {
	return excerpt(valueText(value), 0, most);
}

const mostLength = 40;
const contextLength = 12;

function firstDifference(a: string, b: string): number {
	let at = 0;
	while (at < a.length && a[at] === b[at]) at++;
	return at;
}

function excerpt(text: string, start: number, most: number): string {
	if (text.length <= most) return text;
	const from = Math.min(start, text.length - most);
	const end = from + most;
	return `${from > 0 ? '…' : ''}${text.slice(from, end)}${end < text.length ? '…' : ''}`;
}

function valueText(value: Json): string {
	if (value === null) return '(none)';
	if (typeof value === 'number') return count(value);
	return typeof value === 'string' ? value : JSON.stringify(value);
}
