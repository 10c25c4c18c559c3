/** Gathers numbers: sums over all of them, and the numbers themselves up to a limit, beyond which chance chooses (reservoir sampling). */
import { sortedInTurns } from './sortedInTurns.ts';

const FIRST_PLACES = 1024;

export class NumberTally {
	readonly #mostKept: number;
	#kept = new Float64Array(FIRST_PLACES);
	#count = 0;
	#mean = 0;
	#squares = 0;
	#min = Infinity;
	#max = -Infinity;
	#isWhole = true;
	/** The same numbers are chosen each time: who asks again is told the same. */
	#seed = 0x9e3779b9;

	/** @param mostKept  numbers; up to there everything is exact */
	constructor(mostKept: number) {
		this.#mostKept = mostKept;
	}

	add(value: number): void {
		this.#count += 1;
		// Welford: no sum of squares that swallows small differences.
		const distance = value - this.#mean;
		this.#mean += distance / this.#count;
		this.#squares += distance * (value - this.#mean);
		if (value < this.#min) this.#min = value;
		if (value > this.#max) this.#max = value;
		this.#isWhole &&= Number.isInteger(value);
		this.#keep(value);
	}

	get count(): number {
		return this.#count;
	}

	get min(): number {
		return this.#min;
	}

	get max(): number {
		return this.#max;
	}

	get mean(): number {
		// Rounding may carry it a little beyond them.
		return Math.min(this.#max, Math.max(this.#min, this.#mean));
	}

	/** Of the population. */
	get deviation(): number {
		return Math.sqrt(this.#squares / this.#count);
	}

	/** How many numbers each one that is kept stands for. */
	get weight(): number {
		return this.#count <= this.#mostKept ? 1 : this.#count / this.#mostKept;
	}

	/** Whether all of them are whole. */
	get isWhole(): boolean {
		return this.#isWhole;
	}

	/** Those that are kept, in order. */
	sorted(): Promise<Float64Array> {
		return sortedInTurns(this.#kept.subarray(0, Math.min(this.#count, this.#mostKept)));
	}

	#keep(value: number): void {
		const at = this.#count - 1;
		if (at >= this.#mostKept) {
			const chosen = Math.floor(this.#random() * this.#count);
			if (chosen < this.#mostKept) this.#kept[chosen] = value;
			return;
		}
		if (at === this.#kept.length) {
			const larger = new Float64Array(Math.min(this.#mostKept, at * 2));
			larger.set(this.#kept);
			this.#kept = larger;
		}
		this.#kept[at] = value;
	}

	/** xorshift32 */
	#random(): number {
		this.#seed ^= this.#seed << 13;
		this.#seed ^= this.#seed >>> 17;
		this.#seed ^= this.#seed << 5;
		return (this.#seed >>> 0) / 4_294_967_296;
	}
}
