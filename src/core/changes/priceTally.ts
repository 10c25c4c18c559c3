/** Prices that moved: how many, which way, and how far in the middle. */

export interface PriceFigures {
	readonly title: string;
	readonly changed: number;
	readonly lower: number;
	readonly higher: number;
	/** In percent of the price before; `undefined` where none can be told, because there was no price before. */
	readonly medianPercent: number | undefined;
}

export class PriceTally {
	readonly #title: string;
	readonly #percents: number[] = [];
	#changed = 0;
	#lower = 0;
	#higher = 0;

	constructor(title: string) {
		this.#title = title;
	}

	add(before: unknown, after: unknown, kind: 'inserted' | 'updated' | 'deleted'): void {
		if (kind !== 'updated') return;
		const [was, now] = [numberOf(before), numberOf(after)];
		if (was === now) return;
		this.#changed++;
		// A price that was not there before, or is no longer, is a change but no rise.
		if (was === undefined || now === undefined) return;
		if (now < was) this.#lower++;
		else this.#higher++;
		if (was > 0) this.#percents.push((100 * (now - was)) / was);
	}

	figures(): PriceFigures {
		const counts = { changed: this.#changed, lower: this.#lower, higher: this.#higher };
		return { title: this.#title, ...counts, medianPercent: median(this.#percents) };
	}
}

/** Decimals that a double cannot hold are stored as text. */
function numberOf(value: unknown): number | undefined {
	if (typeof value === 'number') return value;
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const number = Number(value);
	return Number.isNaN(number) ? undefined : number;
}

function median(values: readonly number[]): number | undefined {
	const sorted = Float64Array.from(values).sort();
	const middle = sorted.length / 2;
	const upper = sorted[Math.floor(middle)];
	const lower = sorted[Math.ceil(middle) - 1];
	return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}
