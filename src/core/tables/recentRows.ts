/** Arrangements that were listed lately, so that going back to one costs nothing. The longest unused goes first. */
import type { RowList } from './rowList.ts';

/** Sixteen orders of a million rows. */
const MOST_BYTES = 64 * 1024 * 1024;

export class RecentRows {
	/** The latest used stands last. */
	readonly #lists = new Map<string, RowList>();
	#bytes = 0;

	find(key: string): RowList | undefined {
		const list = this.#lists.get(key);
		if (list === undefined) return undefined;
		this.#lists.delete(key);
		this.#lists.set(key, list);
		return list;
	}

	keep(key: string, list: RowList): void {
		this.#drop(key);
		this.#lists.set(key, list.close());
		this.#bytes += list.bytes;
		for (const oldest of this.#lists.keys()) {
			if (this.#bytes <= MOST_BYTES || oldest === key) return;
			this.#drop(oldest);
		}
	}

	#drop(key: string): void {
		this.#bytes -= this.#lists.get(key)?.bytes ?? 0;
		this.#lists.delete(key);
	}
}
