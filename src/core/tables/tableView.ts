/** A table in an order and through filters: how many rows there are, and any window of them. */
import type { StatementSync } from 'node:sqlite';
import { asNumber, returningArrays, valuesOf } from '../replica/sql.ts';
import { NO_ARRANGEMENT, arrangedQuery, isPlain, registerFoldCase } from './arrangement.ts';
import type { Arrangement } from './arrangement.ts';
import type { SqlTable, TableCell } from './table.ts';
import { turn } from './turn.ts';

/** Row ids that follow one another. */
export interface DenseRows {
	readonly start: number;
	readonly count: number;
}

export interface ListedRows {
	readonly count: number;
	/** Row ids from a place on. */
	at(offset: number, most: number): readonly number[];
}

const FIRST_TURN_ROWS = 1000;
const TURN_ROWS = 20_000;

export class TableView {
	readonly #table: SqlTable;
	readonly #dense: () => DenseRows | undefined;
	#rowids: Float64Array | undefined;
	#count = 0;
	#arranged = NO_ARRANGEMENT;

	/** @param dense  the rows of the table as it lies, where they need not be listed */
	constructor(table: SqlTable, dense: () => DenseRows | undefined) {
		this.#table = table;
		this.#dense = dense;
		registerFoldCase(table);
	}

	get count(): number {
		return this.#rowids === undefined ? (this.#dense()?.count ?? 0) : this.#count;
	}

	get arrangement(): Arrangement {
		return this.#arranged;
	}

	/**
	 * Lists the rows anew. Those that are known can be looked at meanwhile.
	 *
	 * @param onProgress  called when further rows are known
	 * @throws the signal's reason, and FreeholdError `query`
	 */
	async arrange(arrangement: Arrangement, signal: AbortSignal, onProgress: () => void): Promise<void> {
		const { sql, params } = arrangedQuery(this.#table, arrangement);
		this.#arranged = arrangement;
		this.#count = 0;
		if (isPlain(arrangement) && this.#dense() !== undefined) {
			this.#rowids = undefined;
			return;
		}
		this.#rowids = new Float64Array(FIRST_TURN_ROWS);
		const statement = returningArrays(this.#table.db.prepare(sql));
		await this.#list(statement, params, signal, onProgress);
	}

	/** The rows as they are listed now, for whoever walks all of them: an order that comes later makes a list of its own. */
	listed(): ListedRows {
		const [rowids, count, start] = [this.#rowids, this.count, this.#dense()?.start ?? 1];
		return { count, at: (offset, most) => idsOf(rowids, start, offset, Math.min(count, offset + most)) };
	}

	/** @param mostCharacters  as `SqlTable.read` has it */
	window(offset: number, count: number, mostCharacters: number): readonly (readonly TableCell[] | undefined)[] {
		return this.#table.read(this.#rowidsAt(offset, count), mostCharacters);
	}

	/** What cells of a window held before they were changed; `undefined` where the table is not one of changes. */
	before(offset: number, count: number): readonly (readonly (TableCell | undefined)[])[] | undefined {
		return this.#table.before?.(this.#rowidsAt(offset, count));
	}

	async #list(
		statement: StatementSync,
		params: ReturnType<typeof arrangedQuery>['params'],
		signal: AbortSignal,
		onProgress: () => void,
	): Promise<void> {
		let pauseAt = FIRST_TURN_ROWS;
		for (const row of statement.iterate(...params) as Iterable<unknown>) {
			this.#add(asNumber(valuesOf(row)[0]));
			if (this.#count < pauseAt) continue;
			pauseAt = this.#count + TURN_ROWS;
			onProgress();
			await turn();
			signal.throwIfAborted();
		}
	}

	#add(rowid: number): void {
		let rowids = this.#rowids ?? new Float64Array(FIRST_TURN_ROWS);
		if (this.#count === rowids.length) {
			const larger = new Float64Array(rowids.length * 2);
			larger.set(rowids);
			rowids = larger;
		}
		rowids[this.#count++] = rowid;
		this.#rowids = rowids;
	}

	#rowidsAt(offset: number, count: number): readonly number[] {
		return this.listed().at(offset, count);
	}
}

function idsOf(rowids: Float64Array | undefined, start: number, offset: number, end: number): readonly number[] {
	if (rowids !== undefined) return [...rowids.subarray(offset, end)];
	return Array.from({ length: Math.max(0, end - offset) }, (_, nth) => start + offset + nth);
}
