/** Row ids in an order: four bytes each, eight once one of them needs so many. */

const FIRST_ROWS = 1024;
const MOST_SHORT = 2 ** 32 - 1;
/** Ids that a bit is kept for, for each id that is there. */
const MOST_RANGE = 64;

export class RowList {
	#ids: Uint32Array | Float64Array = new Uint32Array(FIRST_ROWS);
	#count = 0;

	get count(): number {
		return this.#count;
	}

	get bytes(): number {
		return this.#ids.byteLength;
	}

	addAll(ids: readonly number[]): void {
		const isLong = this.#ids instanceof Uint32Array && ids.some((id) => id > MOST_SHORT || id < 0);
		const wanted = this.#count + ids.length;
		if (isLong || wanted > this.#ids.length) this.#grow(Math.max(wanted, this.#ids.length * 2), isLong);
		this.#ids.set(ids, this.#count);
		this.#count = wanted;
	}

	/** From a place to the one behind the last. */
	slice(from: number, to: number): readonly number[] {
		return [...this.#ids.subarray(from, Math.min(to, this.#count))];
	}

	/** Those of this list that another one has too, in the order of this one. @param others  in ascending order */
	within(others: RowList): RowList {
		const isWanted = others.#membership();
		const found = new RowList();
		found.#grow(others.#count, this.#ids instanceof Float64Array);
		for (let nth = 0; nth < this.#count; nth++) {
			const id = this.#ids[nth] ?? 0;
			if (isWanted(id)) found.#ids[found.#count++] = id;
		}
		return found;
	}

	/** One bit for each id where they lie close together, as they do in all tables but odd ones. */
	#membership(): (id: number) => boolean {
		const ids = this.#ids.subarray(0, this.#count);
		const first = ids[0] ?? 0;
		const range = (ids.at(-1) ?? 0) - first + 1;
		if (range > MOST_RANGE * this.#count) {
			const set = new Set<number>(ids);
			return (id) => set.has(id);
		}
		const bits = new Uint8Array(Math.ceil(range / 8));
		for (const id of ids) {
			const place = id - first;
			const byte = Math.floor(place / 8);
			bits[byte] = (bits[byte] ?? 0) | (1 << (place & 7));
		}
		return (id) => {
			const place = id - first;
			return place >= 0 && place < range && ((bits[Math.floor(place / 8)] ?? 0) & (1 << (place & 7))) !== 0;
		};
	}

	/** Gives back what was kept for more to come. */
	close(): this {
		this.#ids = this.#ids.slice(0, this.#count);
		return this;
	}

	#grow(length: number, isLong: boolean): void {
		const isWide = isLong || this.#ids instanceof Float64Array;
		const larger = isWide ? new Float64Array(length) : new Uint32Array(length);
		larger.set(this.#ids.subarray(0, this.#count));
		this.#ids = larger;
	}
}
