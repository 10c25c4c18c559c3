/** Tells different values apart by numbers, so that a million rows need not keep their texts. */
import { MOST_CATEGORY_CHARACTERS } from './readValue.ts';

/** A text for each of more values than that is no picture, but a lot of memory. */
export const MOST_CATEGORIES = 200_000;
/** Stands for no value. */
export const NO_VALUE = -1;
/** Stands for all values that came when there were too many. */
export const UNTOLD = -2;

export class Categories {
	readonly #numbers = new Map<string, number>();
	readonly #texts: string[] = [];

	numberOf(value: string | undefined): number {
		if (value === undefined) return NO_VALUE;
		const known = this.#numbers.get(value);
		if (known !== undefined) return known;
		if (this.#texts.length >= MOST_CATEGORIES) return UNTOLD;
		this.#numbers.set(value, this.#texts.length);
		return this.#texts.push(value) - 1;
	}

	/** Whether there may be more values than were told apart. */
	get isFull(): boolean {
		return this.#texts.length >= MOST_CATEGORIES;
	}

	get count(): number {
		return this.#texts.length;
	}

	/** As it is shown. */
	textOf(number: number): string {
		return (this.#texts[number] ?? '').slice(0, MOST_CATEGORY_CHARACTERS);
	}

	isCut(number: number): boolean {
		return (this.#texts[number] ?? '').length > MOST_CATEGORY_CHARACTERS;
	}

	/** Of some values: those that another value differs from only in case. */
	twinsAmong(numbers: readonly number[]): ReadonlySet<number> {
		const wanted = new Map(numbers.map((number) => [this.#texts[number]?.toLowerCase(), 0]));
		for (const text of this.#texts) {
			const folded = text.toLowerCase();
			const count = wanted.get(folded);
			if (count !== undefined) wanted.set(folded, count + 1);
		}
		return new Set(numbers.filter((number) => (wanted.get(this.#texts[number]?.toLowerCase()) ?? 0) > 1));
	}

	/** The values with the most rows, in that order; equal ones in the order of their texts. */
	top(rowsOf: (number: number) => number, count: number): readonly number[] {
		return [...this.#texts.keys()]
			.sort((a, b) => rowsOf(b) - rowsOf(a) || compare(this.#texts[a] ?? '', this.#texts[b] ?? ''))
			.slice(0, count);
	}
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
