/** Rows that several sheets take from, one after another. */
import type { Cell, RowStream } from '../rows.ts';

type Row = readonly Cell[];

export class RowSource implements AsyncIterable<Row> {
	readonly #iterator: AsyncIterator<Row> | Iterator<Row>;
	#ahead: { readonly row: Row | undefined } | undefined;

	constructor(rows: RowStream['rows']) {
		this.#iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
	}

	/** @returns `undefined` behind the last one */
	async next(): Promise<Row | undefined> {
		const ahead = this.#ahead ?? { row: await this.#take() };
		this.#ahead = ahead.row === undefined ? ahead : undefined;
		return ahead.row;
	}

	async hasMore(): Promise<boolean> {
		this.#ahead ??= { row: await this.#take() };
		return this.#ahead.row !== undefined;
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<Row> {
		for (let row = await this.next(); row !== undefined; row = await this.next()) yield row;
	}

	/** Whoever gives the rows may close what it has opened. */
	async close(): Promise<void> {
		await this.#iterator.return?.();
	}

	async #take(): Promise<Row | undefined> {
		const next = await this.#iterator.next();
		return next.done === true ? undefined : next.value;
	}
}
