/** Gathers how long texts are. Nearly all are short, and there are few short lengths: those are counted each by itself. */
import { NumberTally } from './numberTally.ts';
import { numberBins } from './numberBins.ts';
import type { Histogram, LengthFacts } from './profile.ts';

const SHORT = 4096;

export class LengthTally {
	readonly #short = new Uint32Array(SHORT);
	readonly #long: NumberTally;
	#count = 0;
	#sum = 0;

	/** @param mostKept  lengths of long texts; up to there all bars are exact */
	constructor(mostKept: number) {
		this.#long = new NumberTally(mostKept);
	}

	add(length: number): void {
		this.#count += 1;
		this.#sum += length;
		if (length < SHORT) this.#short[length] = (this.#short[length] ?? 0) + 1;
		else this.#long.add(length);
	}

	get facts(): LengthFacts | undefined {
		if (this.#count === 0) return undefined;
		const min = this.#short.findIndex((count) => count > 0);
		const max = this.#short.findLastIndex((count) => count > 0);
		return {
			min: min < 0 ? this.#long.min : min,
			max: this.#long.count > 0 ? this.#long.max : max,
			mean: this.#sum / this.#count,
		};
	}

	/** No filter asks for lengths. */
	async histogram(): Promise<Histogram | undefined> {
		if (this.#count === 0) return undefined;
		const long = await this.#long.sorted();
		const all = new Float64Array(this.#count - this.#long.count + long.length);
		let at = 0;
		for (const [length, count] of this.#short.entries()) {
			all.fill(length, at, at + count);
			at += count;
		}
		all.set(long, at);
		const bins = numberBins(all, this.#count / all.length, true);
		return { of: 'lengths', bins: bins.map(({ label, count }) => ({ label, count })) };
	}
}
