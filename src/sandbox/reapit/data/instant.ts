/** Instants with the vendor's seven fractional digits, and days. */

/** @param ticks  100 ns each, below 10,000 */
export function instant(ms: number, ticks = 0): string {
	return `${new Date(ms).toISOString().slice(0, 23)}${String(ticks).padStart(4, '0')}Z`;
}

export function day(ms: number): string {
	return new Date(ms).toISOString().slice(0, 10);
}

export const dayMs = 86_400_000;

/** Gives every change an instant of its own, also while the clock stands still. */
export class Stamps {
	#ms = Number.NaN;
	#ticks = 0;

	next(ms: number): string {
		this.#ticks = ms === this.#ms ? this.#ticks + 1 : 0;
		this.#ms = ms;
		return instant(ms + Math.floor(this.#ticks / 10_000), this.#ticks % 10_000);
	}
}
