/** Measures how many records a second arrive, over the last moments rather than since the start. */

const WINDOW_MS = 5_000;

export class RateMeter {
	readonly #samples: { at: number; done: number }[] = [];

	/**
	 * @param done records so far
	 * @param now  ms
	 * @returns records per second over the last five seconds; 0 until two samples exist
	 */
	add(done: number, now: number): number {
		this.#samples.push({ at: now, done });
		while (this.#samples.length > 2 && now - (this.#samples[1]?.at ?? now) > WINDOW_MS) this.#samples.shift();
		const first = this.#samples[0];
		if (first === undefined || now <= first.at) return 0;
		return ((done - first.done) / (now - first.at)) * 1000;
	}
}
