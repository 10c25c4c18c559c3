/** Walks over a table's rows in turns, however many its filters let through, so that others are answered meanwhile. */
import type { SQLOutputValue } from 'node:sqlite';
import { asNumber, optionalNumber, returningArrays, valuesOf } from '../../replica/sql.ts';
import { rowCondition } from '../arrangement.ts';
import type { Arrangement } from '../arrangement.ts';
import { Guard } from '../guard.ts';
import type { SqlTable, TableCell } from '../table.ts';
import { turn } from '../turn.ts';

/** Row ids, both ends included. */
export interface RowRange {
	readonly first: number;
	readonly last: number;
}

const TURN_MS = 10;
const FIRST_IDS = 512;
const MOST_ROWS = 4096;
/** Longer cells are read one by one: a turn's rows together must not fill the memory. */
const LONG_BYTES = 8192;
/** Of a sample. */
const SAMPLE_PARTS = 40;
const SAMPLE_PART_ROWS = 250;

/** @returns nothing where the table has no row */
export function wholeRange(table: SqlTable): readonly RowRange[] {
	const { db, from } = table;
	table.follow?.();
	// Each end by itself: for both at once SQLite walks over all rows.
	const [first, last] = ['min', 'max'].map((end) =>
		optionalNumber(db.prepare(`SELECT ${end}(rowid) AS rowid FROM ${from}`).get()?.rowid),
	);
	return first === undefined || last === undefined ? [] : [{ first, last }];
}

/** Parts of a table at equal distances; the whole where it is not much longer. */
export function sampleRanges(table: SqlTable): readonly RowRange[] {
	return wholeRange(table).flatMap((whole) => {
		const { first, last } = whole;
		const length = last - first + 1;
		if (length <= 2 * SAMPLE_PARTS * SAMPLE_PART_ROWS) return [whole];
		return Array.from({ length: SAMPLE_PARTS }, (_, part) => {
			const begin = first + Math.round(((length - SAMPLE_PART_ROWS) * part) / (SAMPLE_PARTS - 1));
			return { first: begin, last: begin + SAMPLE_PART_ROWS - 1 };
		});
	});
}

/** What is walked over. */
export interface WalkedRows {
	readonly table: SqlTable;
	readonly arrangement: Arrangement;
}

/**
 * Reads some columns of all rows that an arrangement lets through, in the order of their row ids.
 *
 * @param take  is given each row; its cells are those of the columns, in their order
 * @throws the signal's reason, and FreeholdError `query` where a filter cannot be read or does not come to an end
 */
export async function walkRows(
	rows: WalkedRows,
	{ columns, ranges }: { readonly columns: readonly number[]; readonly ranges: readonly RowRange[] },
	signal: AbortSignal,
	take: (cells: readonly TableCell[], rowid: number) => void,
): Promise<void> {
	const readers = columns.map((column) => cellReader(rows.table, column));
	const values = columns.map((column, nth) => `${shortOrBlob(rows.table.written(column))} AS v${nth}`);
	await walkRanges(rows, { select: ['rowid AS r', ...values].join(', '), order: 'rowid' }, ranges, signal, (row) => {
		const rowid = asNumber(row[0]);
		const cells: TableCell[] = [];
		for (let nth = 0; nth < readers.length; nth++) {
			const value = row[nth + 1];
			cells.push(value instanceof Uint8Array ? (readers[nth]?.(rowid) ?? null) : cellFrom(value));
		}
		take(cells, rowid);
	});
}

/**
 * Asks a question of each part of the rows that an arrangement lets through.
 *
 * @param take  is given what it answers
 */
export async function walkRanges(
	{ table, arrangement }: WalkedRows,
	{ select, order, group }: { readonly select: string; readonly order?: string; readonly group?: string },
	ranges: readonly RowRange[],
	signal: AbortSignal,
	take: (values: readonly SQLOutputValue[]) => void,
): Promise<void> {
	const condition = rowCondition(table, arrangement);
	const guard = new Guard('The rows could not be looked through');
	const tail = `${group === undefined ? '' : ` GROUP BY ${group}`}${order === undefined ? '' : ` ORDER BY ${order}`}`;
	const statement = returningArrays(
		table.db.prepare(`SELECT ${select} FROM ${table.from} WHERE rowid BETWEEN ? AND ? AND (${condition.sql})${tail}`),
	);
	let ids = FIRST_IDS;
	for (const { first, last } of ranges) {
		for (let next = first; next <= last;) {
			signal.throwIfAborted();
			const began = performance.now();
			const end = Math.min(last, next + ids - 1);
			const from = next;
			table.follow?.();
			const found = guard.run(condition, () => statement.all(from, end, ...condition.params));
			for (const row of found) take(valuesOf(row));
			next = end + 1;
			// Filters that let little through, and gaps between row ids, make turns short.
			const took = performance.now() - began;
			if (took > 2 * TURN_MS) ids = Math.max(1, Math.floor(ids / 2));
			else if (took < TURN_MS / 2 && found.length < MOST_ROWS / 2) ids *= 2;
			await turn();
		}
	}
	signal.throwIfAborted();
}

/** Reads single cells of a column. */
export function cellReader(table: SqlTable, column: number): (rowid: number) => TableCell {
	const statement = table.db.prepare(`SELECT ${table.written(column)} AS v FROM ${table.from} WHERE rowid = ?`);
	return (rowid) => cellFrom(statement.get(rowid)?.v);
}

/** Nothing that is shown as a table holds bytes of its own. */
function shortOrBlob(value: string): string {
	return `CASE WHEN octet_length(${value}) > ${LONG_BYTES} THEN x'' ELSE ${value} END`;
}

function cellFrom(value: SQLOutputValue | undefined): TableCell {
	if (value === undefined || value === null) return null;
	return typeof value === 'number' || typeof value === 'string' ? value : String(value);
}
