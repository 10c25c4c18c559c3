/** Looks for text in the cells of an arranged table, onwards or backwards from a cell, round its end. */
import { FreeholdError } from '../errors.ts';
import { returningArrays, valuesOf } from '../replica/sql.ts';
import { matchesRegex } from './columnCondition.ts';
import { textOf } from './columnValues.ts';
import { containsText } from './foldedText.ts';
import { Guard } from './guard.ts';
import type { SqlCondition, SqlTable } from './table.ts';
import type { CellPlace, FindAsk } from './tableMessages.ts';
import type { ListedRows } from './tableView.ts';
import { turn } from './turn.ts';

const SLICE_MS = 30;
const FIRST_ROWS = 200;
const MOST_ROWS = 20_000;
/** Values of a statement, of which SQLite allows 2,000. */
const MOST_VALUES = 500;

/**
 * @returns `null` where no cell holds it
 * @throws the signal's reason; FreeholdError `query` for a pattern that cannot be read or does not come to an end
 */
export async function findCell(
	table: SqlTable,
	rows: ListedRows,
	ask: FindAsk,
	signal: AbortSignal,
): Promise<CellPlace | null> {
	if (ask.text === '' || ask.columns.length === 0) return null;
	return new Search(table, rows, ask).run(signal);
}

class Search {
	readonly #table: SqlTable;
	readonly #rows: ListedRows;
	readonly #ask: FindAsk;
	readonly #conditions: readonly SqlCondition[];
	readonly #guard = new Guard('The search was stopped');

	constructor(table: SqlTable, rows: ListedRows, ask: FindAsk) {
		this.#table = table;
		this.#rows = rows;
		this.#ask = ask;
		this.#conditions = ask.columns.map((column) => conditionOf(table, column, ask));
	}

	async run(signal: AbortSignal): Promise<CellPlace | null> {
		const { from, direction, columns } = this.#ask;
		const { count } = this.#rows;
		const place = columns.indexOf(from.column);
		const start = Math.max(-1, Math.min(from.row, count));
		const behind = this.#inRow(start, direction === 1 ? place + 1 : 0, direction === 1 ? columns.length : place);
		if (behind !== null) return behind;
		const row = (await this.#rowAfter(start, signal)) ?? start;
		if (row !== start) return this.#inRow(row, 0, columns.length);
		// All the way round: what is left is the rest of the row that it began in.
		return this.#inRow(start, direction === 1 ? 0 : Math.max(0, place), direction === 1 ? place + 1 : columns.length);
	}

	/** The next row that holds it, round the end; not the one that it began in. */
	async #rowAfter(start: number, signal: AbortSignal): Promise<number | undefined> {
		const { count } = this.#rows;
		const spans =
			this.#ask.direction === 1
				? [[start + 1, count] as const, [0, Math.max(0, start)] as const]
				: [[0, Math.max(0, start)] as const, [start + 1, count] as const];
		for (const [from, to] of spans) {
			const found = await this.#rowWithin(from, to, signal);
			if (found !== undefined) return found;
		}
		return undefined;
	}

	async #rowWithin(from: number, to: number, signal: AbortSignal): Promise<number | undefined> {
		let [low, high, rows] = [from, to, FIRST_ROWS];
		while (low < high) {
			const begin = performance.now();
			const [first, end] =
				this.#ask.direction === 1 ? [low, Math.min(high, low + rows)] : [Math.max(low, high - rows), high];
			const found = this.#rowsOf(first, end);
			if (found !== undefined) return found;
			if (this.#ask.direction === 1) low = end;
			else high = first;
			await turn();
			signal.throwIfAborted();
			const step = SLICE_MS / Math.max(1, performance.now() - begin);
			rows = Math.min(MOST_ROWS, Math.ceil(rows * Math.min(4, step)));
		}
		return undefined;
	}

	/** The first row of a slice that holds it; the last one, upwards. */
	#rowsOf(first: number, end: number): number | undefined {
		const ids = this.#rows.at(first, end - first);
		const condition = anyOf(this.#conditions);
		this.#table.follow?.();
		const among = amongRows(ids);
		const statement = this.#table.db.prepare(
			`SELECT rowid AS r FROM ${this.#table.from} WHERE ${among.sql} AND ${condition.sql}`,
		);
		const rows = this.#guard.run(condition, () => returningArrays(statement).all(...among.params, ...condition.params));
		const found = new Set(rows.map((row) => valuesOf(row)[0]));
		const nth =
			this.#ask.direction === 1 ? ids.findIndex((id) => found.has(id)) : ids.findLastIndex((id) => found.has(id));
		return nth === -1 ? undefined : first + nth;
	}

	/** The first cell of a row that holds it, of some columns; the last one, upwards. */
	#inRow(row: number, from: number, to: number): CellPlace | null {
		const [id] = row < 0 ? [] : this.#rows.at(row, 1);
		if (id === undefined) return null;
		const matched: number[] = [];
		this.#table.follow?.();
		for (let at = from; at < to; at += MOST_VALUES) {
			const some = this.#conditions.slice(at, Math.min(to, at + MOST_VALUES));
			const list = some.map(({ sql }, nth) => `${sql} AS m${nth}`).join(', ');
			const statement = this.#table.db.prepare(`SELECT ${list} FROM ${this.#table.from} WHERE rowid = ?`);
			const params = [...some.flatMap((one) => one.params), id];
			const [found] = this.#guard.run({ sql: list }, () => returningArrays(statement).all(...params));
			if (found === undefined) return null;
			for (const [nth, value] of valuesOf(found).entries()) if (value === 1) matched.push(at + nth);
		}
		const column = this.#ask.columns[(this.#ask.direction === 1 ? matched[0] : matched.at(-1)) ?? -1];
		return column === undefined ? null : { row, column };
	}
}

function conditionOf(table: SqlTable, column: number, { text, isRegex }: FindAsk): SqlCondition {
	if (isRegex !== true) return containsText(textOf(table, column), text);
	try {
		return matchesRegex(textOf(table, column), text, 'i');
	} catch (cause) {
		throw new FreeholdError('query', {
			what: `${text} could not be looked for`,
			why: cause instanceof Error ? cause.message : String(cause),
			next: 'Mend the regular expression, or look for it as text',
			cause,
		});
	}
}

/** Rows that fill a range are found without looking for each of them. */
function amongRows(ids: readonly number[]): SqlCondition {
	let [least, most] = [ids[0] ?? 0, ids[0] ?? 0];
	for (const id of ids) {
		if (id < least) least = id;
		if (id > most) most = id;
	}
	if (most - least + 1 === ids.length) return { sql: 'rowid BETWEEN ? AND ?', params: [least, most] };
	return { sql: 'rowid IN (SELECT value FROM json_each(?))', params: [JSON.stringify(ids)] };
}

/** Halved again and again, because SQLite takes no expression that is a thousand deep. */
function anyOf(conditions: readonly SqlCondition[]): SqlCondition {
	const [only] = conditions;
	if (only !== undefined && conditions.length === 1) return only;
	const half = conditions.length >> 1;
	const [left, right] = [anyOf(conditions.slice(0, half)), anyOf(conditions.slice(half))];
	return { sql: `(${left.sql} OR ${right.sql})`, params: [...left.params, ...right.params] };
}
