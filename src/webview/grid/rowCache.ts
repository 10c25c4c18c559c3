/** Cells that have come, by tiles: a page of rows and a block of columns. Tiles far from what is in sight are forgotten. Pure. */
import type { GridCell, GridRow, GridWindow } from '../../protocol/grid.ts';
import type { Span } from './geometry.ts';

export const PAGE_ROWS = 100;
/** Tables of thousands of columns are not asked for all of them. */
export const BLOCK_COLUMNS = 64;
const MOST_TILES = 120;

export interface Tile {
	readonly page: number;
	readonly block: number;
}

/** In place of a cell whose row is gone. */
export const GONE = Symbol('gone');

interface Held extends Tile {
	readonly rows: readonly GridRow[];
	/** Where a column's cells lie in its rows. */
	readonly places: ReadonlyMap<number, number>;
}

export class RowCache {
	/** By block, and page within it. The latest used stands last. */
	readonly #tiles = new Map<string, Held>();
	#version = 0;

	get version(): number {
		return this.#version;
	}

	/** Another arrangement: what is known belongs to other rows. */
	renew(version: number): void {
		if (version === this.#version) return;
		this.#version = version;
		this.clear();
	}

	clear(): void {
		this.#tiles.clear();
	}

	/** Rows that were there keep their place; only the last page may have grown. */
	grow(count: number): void {
		for (const [key, { page, rows }] of this.#tiles) {
			if (rows.length < PAGE_ROWS && page * PAGE_ROWS + rows.length < count) this.#tiles.delete(key);
		}
	}

	/**
	 * @param columns  that were asked for, in the order of the cells
	 * @returns whether it is of use: an answer to an older arrangement is not
	 */
	put(tile: Tile, columns: readonly number[], { version, rows }: GridWindow): boolean {
		if (version !== this.#version) return false;
		const key = keyOf(tile);
		this.#tiles.delete(key);
		this.#tiles.set(key, { ...tile, rows, places: new Map(columns.map((column, place) => [column, place])) });
		for (const oldest of this.#tiles.keys()) {
			if (this.#tiles.size <= MOST_TILES) break;
			this.#tiles.delete(oldest);
		}
		return true;
	}

	/** `undefined` where it has not come yet. */
	cell(row: number, column: number): GridCell | typeof GONE | undefined {
		const page = Math.floor(row / PAGE_ROWS);
		const tile = this.#tiles.get(keyOf({ page, block: blockOf(column) }));
		const cells = tile?.rows[row - page * PAGE_ROWS];
		if (cells === null) return GONE;
		const place = tile?.places.get(column);
		return place === undefined ? undefined : cells?.[place];
	}

	/** Tiles that are in sight and have not come. */
	missing({ from, to }: Span, blocks: readonly number[]): readonly Tile[] {
		const tiles: Tile[] = [];
		for (let page = Math.floor(from / PAGE_ROWS); page * PAGE_ROWS < to; page++) {
			for (const block of blocks) {
				const key = keyOf({ page, block });
				const held = this.#tiles.get(key);
				if (held === undefined) tiles.push({ page, block });
				else {
					// Used: the last to be forgotten.
					this.#tiles.delete(key);
					this.#tiles.set(key, held);
				}
			}
		}
		return tiles;
	}
}

export function blockOf(column: number): number {
	return Math.floor(column / BLOCK_COLUMNS);
}

export function keyOf({ page, block }: Tile): string {
	return `${page}/${block}`;
}
