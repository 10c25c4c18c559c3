/** A table in an order and through filters: how many rows there are, and any window of them. */
import { asText, singleNumber } from '../replica/sql.ts';
import { NO_ARRANGEMENT, isPlain, isUnfiltered, orderTerms, rowCondition } from './arrangement.ts';
import type { Arrangement } from './arrangement.ts';
import { readColumnFilter } from './columnFilter.ts';
import { Guard } from './guard.ts';
import { NulFreeTexts } from './nulFreeTexts.ts';
import { RecentRows } from './recentRows.ts';
import { RowList } from './rowList.ts';
import { scanRows } from './rowScan.ts';
import type { SqlTable, TableCell } from './table.ts';

/** Row ids that follow one another. */
export interface DenseRows {
	readonly start: number;
	readonly count: number;
}

/** Rows in their order, for whoever walks all of them. */
export interface ListedRows {
	readonly count: number;
	/** Row ids from a place on. */
	at(offset: number, most: number): readonly number[];
}

/** So many are put in order by themselves; more are taken out of the order of all rows, which is kept for the next time. */
const FEW_ROWS = 20_000;

export class TableView {
	readonly #table: SqlTable;
	readonly #dense: () => DenseRows | undefined;
	readonly #recent = new RecentRows();
	readonly #texts = new NulFreeTexts(() => this.#version());
	/** `undefined`: as the table lies, without a gap. */
	#rows: RowList | undefined;
	#arranged = NO_ARRANGEMENT;
	/** The last list that was made to its end, and its arrangement. */
	#finished: readonly [RowList | undefined, Arrangement] = [undefined, NO_ARRANGEMENT];

	/** @param dense  the rows of the table as it lies, where they need not be listed */
	constructor(table: SqlTable, dense: () => DenseRows | undefined) {
		this.#table = table;
		this.#dense = dense;
	}

	get count(): number {
		return this.#rows === undefined ? (this.#dense()?.count ?? 0) : this.#rows.count;
	}

	get arrangement(): Arrangement {
		return this.#arranged;
	}

	/** @throws FreeholdError `query` and `usage` for what cannot be read, before anything has changed */
	check(arrangement: Arrangement): void {
		rowCondition(this.#table, arrangement);
		orderTerms(this.#table, arrangement);
	}

	/**
	 * Lists the rows anew. Those that are known can be looked at meanwhile.
	 *
	 * @param onProgress  called when further rows are known
	 * @throws the signal's reason, and FreeholdError as `check` does
	 */
	async arrange(arrangement: Arrangement, signal: AbortSignal, onProgress: () => void): Promise<void> {
		this.check(arrangement);
		try {
			await this.#arrange(arrangement, signal, onProgress);
			this.#finished = [this.#rows, this.#arranged];
		} catch (error) {
			// Half of an arrangement would pass for all of it.
			if (!signal.aborted) [this.#rows, this.#arranged] = this.#finished;
			throw error;
		}
	}

	async #arrange(arrangement: Arrangement, signal: AbortSignal, onProgress: () => void): Promise<void> {
		this.#arranged = arrangement;
		if (isPlain(arrangement) && this.#dense() !== undefined) {
			this.#rows = undefined;
			return;
		}
		this.#rows = new RowList();
		if (arrangement.orders.length === 0) {
			this.#rows = await this.#filtered(arrangement, signal, (found) => {
				this.#rows = found;
				onProgress();
			});
			return;
		}
		const ordered = await this.#ordered(arrangement, signal);
		signal.throwIfAborted();
		this.#rows = ordered;
	}

	/** @param mostCharacters, columns  as `SqlTable.read` has them */
	window(
		offset: number,
		count: number,
		mostCharacters: number,
		columns?: readonly number[],
	): readonly (readonly TableCell[] | undefined)[] {
		return this.#table.read(this.listed().at(offset, count), mostCharacters, columns);
	}

	/** The rows as they are listed now: an order that comes later makes a list of its own. */
	listed(): ListedRows {
		const [rows, count, start] = [this.#rows, this.count, this.#dense()?.start ?? 1];
		return {
			count,
			at: (offset, most) => {
				const end = Math.min(count, offset + most);
				if (rows !== undefined) return rows.slice(offset, end);
				return Array.from({ length: Math.max(0, end - offset) }, (_, nth) => start + offset + nth);
			},
		};
	}

	/** The key of a row, where it is one of a replica. */
	key(row: number): string | undefined {
		const [rowid] = this.listed().at(row, 1);
		return rowid === undefined ? undefined : this.#table.keyOf?.(rowid);
	}

	/** What cells of a window held before they were changed; `undefined` where the table is not one of changes. */
	before(offset: number, count: number): readonly (readonly (TableCell | undefined)[])[] | undefined {
		return this.#table.before?.(this.listed().at(offset, count));
	}

	/** In the order of the row ids. */
	async #filtered(
		{ filters, where }: Arrangement,
		signal: AbortSignal,
		onProgress: (rows: RowList) => void,
	): Promise<RowList> {
		const wanted: Arrangement = { orders: [], filters, where };
		const key = this.#keyOf(wanted);
		const known = this.#recent.find(key);
		if (known !== undefined) return known;
		const rows = new RowList();
		const guard = new Guard(`The filter of ${this.#patternColumns(wanted)} was stopped`);
		const condition = rowCondition(this.#table, wanted);
		for await (const ids of scanRows(this.#table, condition, this.#texts, guard, signal)) {
			rows.addAll(ids);
			onProgress(rows);
		}
		this.#recent.keep(key, rows);
		return rows;
	}

	#patternColumns({ filters }: Arrangement): string {
		const patterns = filters.filter(({ text }) => readColumnFilter(text)?.kind === 'regex');
		return patterns.map(({ column }) => this.#table.columns[column]?.name ?? '').join(' or ');
	}

	async #ordered(arrangement: Arrangement, signal: AbortSignal): Promise<RowList> {
		const key = this.#keyOf(arrangement);
		const known = this.#recent.find(key);
		if (known !== undefined) return known;
		const rows = isUnfiltered(arrangement)
			? this.#sorted(arrangement)
			: await this.#sortedMatches(arrangement, await this.#filtered(arrangement, signal, () => undefined), signal);
		this.#recent.keep(key, rows);
		return rows;
	}

	async #sortedMatches(arrangement: Arrangement, matches: RowList, signal: AbortSignal): Promise<RowList> {
		if (matches.count <= FEW_ROWS) return this.#sorted(arrangement, matches);
		const all = await this.#ordered({ orders: arrangement.orders, filters: [] }, signal);
		return all.within(matches);
	}

	/** At once: SQLite sorts a million rows in less than a second. */
	#sorted(arrangement: Arrangement, among?: RowList): RowList {
		const { db, from } = this.#table;
		this.#table.follow?.();
		const some = among === undefined ? '' : ' WHERE rowid IN (SELECT value FROM json_each(?))';
		const given = among === undefined ? [] : [JSON.stringify(among.slice(0, among.count))];
		const order = orderTerms(this.#table, arrangement);
		const found = db
			.prepare(`SELECT json_group_array(r) AS ids FROM (SELECT rowid AS r FROM ${from}${some} ORDER BY ${order})`)
			.get(...given);
		const rows = new RowList();
		rows.addAll(JSON.parse(asText(found?.ids)) as number[]);
		return rows;
	}

	#keyOf({ orders, filters, where = [] }: Arrangement): string {
		const given = filters.filter(({ text }) => text.trim() !== '');
		return JSON.stringify([orders, given, where, this.#version()]);
	}

	/** A table that has grown meanwhile is another one, and so is one that a run has written to. */
	#version(): string {
		// https://www.sqlite.org/pragma.html#pragma_data_version: another number once others have written.
		const written = singleNumber(this.#table.db, 'PRAGMA data_version');
		return `${this.#dense()?.count ?? ''} ${written}`;
	}
}
