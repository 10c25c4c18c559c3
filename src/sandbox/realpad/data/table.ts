/** Records by id in the order of their insertion. A change replaces a record; records themselves never change. */

export class Table<T extends { readonly id: number }> {
	readonly #rows = new Map<number, T>();
	#lastId = 0;

	constructor(rows: Iterable<T>) {
		for (const row of rows) this.put(row);
	}

	get size(): number {
		return this.#rows.size;
	}

	/** One more than the highest id that was ever in use. */
	get nextId(): number {
		return this.#lastId + 1;
	}

	all(): MapIterator<T> {
		return this.#rows.values();
	}

	find(id: number | null | undefined): T | undefined {
		return id === null || id === undefined ? undefined : this.#rows.get(id);
	}

	get(id: number): T {
		const row = this.#rows.get(id);
		if (row === undefined) throw new RangeError(`There is no record ${id}`);
		return row;
	}

	put(row: T): void {
		this.#rows.set(row.id, row);
		this.#lastId = Math.max(this.#lastId, row.id);
	}

	remove(id: number): boolean {
		return this.#rows.delete(id);
	}
}
