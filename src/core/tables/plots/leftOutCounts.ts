/** Counts the rows that are not in a picture, by what is wrong with them. */
import type { LeftOut, LeftOutWhy } from './plotTypes.ts';

export class LeftOutCounts {
	readonly #counts = new Map<string, { readonly why: LeftOutWhy; readonly field: string | undefined; rows: number }>();

	add(why: LeftOutWhy, field: string | undefined, rows = 1): void {
		if (rows === 0) return;
		const key = `${why} ${field ?? ''}`;
		const known = this.#counts.get(key);
		if (known === undefined) this.#counts.set(key, { why, field, rows });
		else known.rows += rows;
	}

	get all(): readonly LeftOut[] {
		return [...this.#counts.values()].map((one) => ({ ...one }));
	}
}
