/** How children hang on their parents by number: a repeating pattern of counts, read in both directions without a search. */
import { element } from '../../random.ts';

export class Spread {
	readonly #pattern: readonly number[];
	/** Children before each parent of the pattern, and at the end all. */
	readonly #before: readonly number[];
	/** Parent within the pattern of each child of the pattern. */
	readonly #parents: readonly number[];

	constructor(pattern: readonly number[]) {
		this.#pattern = pattern;
		this.#before = pattern.reduce<readonly number[]>((sums, count) => [...sums, (sums.at(-1) ?? 0) + count], [0]);
		this.#parents = pattern.flatMap((count, parent) => Array.from({ length: count }, () => parent));
	}

	/** All children of so many parents. */
	total(parents: number): number {
		return this.first(parents);
	}

	/** Number of the first child of a parent. */
	first(parent: number): number {
		const period = this.#pattern.length;
		return Math.floor(parent / period) * this.#parents.length + element(this.#before, parent % period);
	}

	countOf(parent: number): number {
		return element(this.#pattern, parent % this.#pattern.length);
	}

	/** @returns the numbers of a parent's children */
	of(parent: number): readonly number[] {
		const first = this.first(parent);
		return Array.from({ length: this.countOf(parent) }, (_, i) => first + i);
	}

	parentOf(child: number): number {
		const period = this.#parents.length;
		return Math.floor(child / period) * this.#pattern.length + element(this.#parents, child % period);
	}

	/** Which of its parent's children it is, from 0. */
	placeOf(child: number): number {
		return child - this.first(this.parentOf(child));
	}
}
