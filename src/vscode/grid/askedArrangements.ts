/** How a table is arranged, or will be: by the latest arrangement that was asked for and not refused. Pure. */
import type { GridArrangement } from '../../protocol/grid.ts';

export class AskedArrangements {
	#inForce: GridArrangement;
	/** Not answered yet, the latest last. */
	readonly #asked = new Map<number, GridArrangement>();

	constructor(inForce: GridArrangement) {
		this.#inForce = inForce;
	}

	get latest(): GridArrangement {
		return [...this.#asked.values()].at(-1) ?? this.#inForce;
	}

	/** Whether one of them was not answered yet. */
	get isWaiting(): boolean {
		return this.#asked.size > 0;
	}

	/** Whether it asks for the same rows in the same order, however it is written down. */
	isLatest(arrangement: GridArrangement): boolean {
		return textOf(arrangement) === textOf(this.latest);
	}

	/** @param id  of the question; later ones have higher ids */
	ask(id: number, arrangement: GridArrangement): void {
		this.#asked.set(id, arrangement);
	}

	/** A question was answered; answers to others than these mean nothing here. */
	settle(id: number, isRefused: boolean): void {
		const arrangement = this.#asked.get(id);
		this.#asked.delete(id);
		if (arrangement === undefined || isRefused) return;
		this.#inForce = arrangement;
		// Those before it have come to nothing, whenever they are answered.
		for (const asked of this.#asked.keys()) if (asked < id) this.#asked.delete(asked);
	}
}

function textOf({ orders, filters, where = [] }: GridArrangement): string {
	const ordered = orders.map(({ column, isDescending }) => [column, isDescending]);
	// All of them hold, in whatever order they were typed.
	const held = filters.map(({ column, text }) => JSON.stringify([column, text])).sort();
	return JSON.stringify([ordered, held, where]);
}
