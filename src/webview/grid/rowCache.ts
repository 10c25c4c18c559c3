/** Rows that have come, by pages. Pages far from what is in sight are forgotten. Pure. */
import type { GridRow, GridWindow } from '../../protocol/grid.ts';
import type { Span } from './geometry.ts';

export const PAGE_ROWS = 100;
const MOST_PAGES = 60;

export class RowCache {
	/** The latest used stands last. */
	readonly #pages = new Map<number, readonly GridRow[]>();
	#version = 0;

	get version(): number {
		return this.#version;
	}

	/** Another arrangement: what is known belongs to other rows. */
	renew(version: number): void {
		if (version === this.#version) return;
		this.#version = version;
		this.#pages.clear();
	}

	/** Rows that were there keep their place; only the last page may have grown. */
	grow(count: number): void {
		for (const [page, rows] of this.#pages) {
			if (rows.length < PAGE_ROWS && page * PAGE_ROWS + rows.length < count) this.#pages.delete(page);
		}
	}

	/** @returns whether it is of use: an answer to an older arrangement is not */
	put({ version, offset, rows }: GridWindow): boolean {
		if (version !== this.#version) return false;
		this.#pages.delete(offset / PAGE_ROWS);
		this.#pages.set(offset / PAGE_ROWS, rows);
		for (const page of this.#pages.keys()) {
			if (this.#pages.size <= MOST_PAGES) break;
			this.#pages.delete(page);
		}
		return true;
	}

	/** `undefined` where it has not come yet, `null` where it is gone. */
	row(row: number): GridRow | undefined {
		return this.#pages.get(Math.floor(row / PAGE_ROWS))?.[row % PAGE_ROWS];
	}

	/** Pages that are in sight and have not come. */
	missing({ from, to }: Span): readonly number[] {
		const pages: number[] = [];
		for (let page = Math.floor(from / PAGE_ROWS); page * PAGE_ROWS < to; page++) {
			const rows = this.#pages.get(page);
			if (rows === undefined) pages.push(page);
			else {
				// Used: the last to be forgotten.
				this.#pages.delete(page);
				this.#pages.set(page, rows);
			}
		}
		return pages;
	}
}
