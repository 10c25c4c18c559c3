/** Fetches the rows in sight, a page at a time, and keeps what has come. */
import type { GridRow, GridState } from '../../protocol/grid.ts';
import type { Channel } from './channel.ts';
import type { Span } from './geometry.ts';
import { PAGE_ROWS, RowCache } from './rowCache.ts';

/** Asked for at once: what has left the sight meanwhile is not asked for at all. */
const MOST_ASKED = 2;

export class RowLoader {
	readonly #channel: Channel;
	readonly #onRows: () => void;
	readonly #onError: (error: unknown) => void;
	readonly #cache = new RowCache();
	/** Pages on their way. */
	readonly #asked = new Set<number>();
	#inSight: Span = { from: 0, to: 0 };

	constructor(channel: Channel, onRows: () => void, onError: (error: unknown) => void) {
		this.#channel = channel;
		this.#onRows = onRows;
		this.#onError = onError;
	}

	/** `undefined` where it has not come yet, `null` where it is gone. */
	row(row: number): GridRow | undefined {
		return this.#cache.row(row);
	}

	get firstRows(): readonly (GridRow | undefined)[] {
		return Array.from({ length: PAGE_ROWS }, (_, row) => this.#cache.row(row));
	}

	take({ version, count }: GridState): void {
		if (version !== this.#cache.version) this.#asked.clear();
		this.#cache.renew(version);
		this.#cache.grow(count);
	}

	look(rows: Span): void {
		this.#inSight = rows;
		for (const page of this.#cache.missing(rows)) {
			if (this.#asked.size >= MOST_ASKED) return;
			if (!this.#asked.has(page)) void this.#fetch(page);
		}
	}

	async #fetch(page: number): Promise<void> {
		this.#asked.add(page);
		try {
			this.#cache.put(await this.#channel.request('rows', { offset: page * PAGE_ROWS, count: PAGE_ROWS }));
		} catch (error) {
			this.#onError(error);
			return;
		} finally {
			this.#asked.delete(page);
		}
		this.#onRows();
		this.look(this.#inSight);
	}
}
