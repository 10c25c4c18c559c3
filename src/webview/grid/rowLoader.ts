/** Fetches the cells in sight, a tile at a time, and keeps what has come. */
import type { GridCell, GridState } from '../../protocol/grid.ts';
import type { Channel } from './channel.ts';
import type { Span } from './geometry.ts';
import { PAGE_ROWS, RowCache, blockOf, keyOf } from './rowCache.ts';
import type { GONE, Tile } from './rowCache.ts';

/** Asked for at once: what has left the sight meanwhile is not asked for at all. */
const MOST_ASKED = 2;
/** So many of the first rows tell how wide a column has to be. */
const SAMPLE_ROWS = 50;

export class RowLoader {
	readonly #channel: Channel;
	readonly #onRows: () => void;
	readonly #onError: (error: unknown) => void;
	readonly #cache = new RowCache();
	/** Tiles on their way. */
	readonly #asked = new Set<string>();
	#rows: Span = { from: 0, to: 0 };
	#blocks: readonly number[] = [];
	/** Columns that are shown, by block. */
	#shown: ReadonlyMap<number, readonly number[]> = new Map();

	constructor(channel: Channel, onRows: () => void, onError: (error: unknown) => void) {
		this.#channel = channel;
		this.#onRows = onRows;
		this.#onError = onError;
	}

	/** `undefined` where it has not come yet. */
	cell(row: number, column: number): GridCell | typeof GONE | undefined {
		return this.#cache.cell(row, column);
	}

	/** Cells of the first rows that have come. */
	sample(column: number, from = 0): readonly GridCell[] {
		return Array.from({ length: SAMPLE_ROWS }, (_, nth) => this.#cache.cell(from + nth, column)).filter(
			(cell) => typeof cell !== 'symbol' && cell !== undefined,
		);
	}

	/** Others are not asked for. */
	show(columns: readonly number[]): void {
		const shown = new Map<number, readonly number[]>();
		for (const column of columns.toSorted((a, b) => a - b)) {
			const block = blockOf(column);
			shown.set(block, [...(shown.get(block) ?? []), column]);
		}
		if (JSON.stringify([...shown]) === JSON.stringify([...this.#shown])) return;
		this.#shown = shown;
		this.#asked.clear();
		this.#cache.clear();
	}

	take({ version, count }: GridState): void {
		if (version !== this.#cache.version) this.#asked.clear();
		this.#cache.renew(version);
		this.#cache.grow(count);
	}

	look(rows: Span, columns: readonly number[]): void {
		this.#rows = rows;
		this.#blocks = [...new Set(columns.map(blockOf))];
		this.#fetchMissing();
	}

	#fetchMissing(): void {
		for (const tile of this.#cache.missing(this.#rows, this.#blocks)) {
			if (this.#asked.size >= MOST_ASKED) return;
			if (!this.#asked.has(keyOf(tile))) void this.#fetch(tile);
		}
	}

	async #fetch(tile: Tile): Promise<void> {
		const columns = this.#shown.get(tile.block) ?? [];
		const key = keyOf(tile);
		const shown = this.#shown;
		this.#asked.add(key);
		try {
			const ask = { offset: tile.page * PAGE_ROWS, count: PAGE_ROWS, columns };
			const window = await this.#channel.request('rows', ask);
			if (shown === this.#shown) this.#cache.put(tile, columns, window);
		} catch (error) {
			this.#onError(error);
			return;
		} finally {
			this.#asked.delete(key);
		}
		this.#onRows();
		this.#fetchMissing();
	}
}
