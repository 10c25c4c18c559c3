/** What a group of rows comes to: how many they are, or the sum, mean or median of a number of theirs. */
import { quantile } from '../quantiles.ts';
import type { Measure } from './plotTypes.ts';

export class Amount {
	readonly #of: Measure['of'];
	/** Kept for medians only. */
	readonly #values: number[] = [];
	#rows = 0;
	#measured = 0;
	#sum = 0;

	constructor(of: Measure['of']) {
		this.#of = of;
	}

	/** @param value  NaN where the row has no number */
	add(value: number): void {
		this.#rows += 1;
		if (Number.isNaN(value)) return;
		this.#measured += 1;
		this.#sum += value;
		if (this.#of === 'median') this.#values.push(value);
	}

	get rows(): number {
		return this.#rows;
	}

	/** `undefined` where no row has a number. */
	get amount(): number | undefined {
		if (this.#of === 'rows') return this.#rows;
		if (this.#measured === 0) return undefined;
		if (this.#of === 'sum') return this.#sum;
		return this.#of === 'mean' ? this.#sum / this.#measured : quantile(Float64Array.from(this.#values).sort(), 0.5);
	}
}
