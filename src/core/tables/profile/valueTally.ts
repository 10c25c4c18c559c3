/**
 * Counts how often each value comes, by its hash and the row where it was first seen. Beyond a number of values it keeps a
 * random half of them, and half of that again (adaptive sampling, Wegman), so that their number can be estimated; what had
 * come often until then stays as well.
 */

interface Slots {
	readonly hashes: Float64Array;
	readonly counts: Uint32Array;
	readonly rowids: Float64Array;
}

export interface Tallied {
	readonly hash: number;
	readonly count: number;
	/** Where it was first seen. */
	readonly rowid: number;
}

const HALF = 4_294_967_296;
const FIRST_SLOTS = 256;
/** Kept, whatever half they belong to. */
const MOST_FREQUENT = 512;

export class ValueTally {
	readonly #mostValues: number;
	#slots = emptySlots(FIRST_SLOTS);
	#size = 0;
	/** A value is counted when so many bits of its hash are zero. */
	#level = 0;

	/** @param mostValues  that are all counted */
	constructor(mostValues: number) {
		this.#mostValues = mostValues;
	}

	add(hash: number, rowid: number): void {
		const at = this.#find(hash);
		if (this.#slots.counts[at] !== 0) {
			this.#slots.counts[at] = (this.#slots.counts[at] ?? 0) + 1;
			return;
		}
		if (!isOfLevel(hash, this.#level)) return;
		this.#put(at, { hash, count: 1, rowid });
		if (this.#size > this.#mostValues) this.#halve();
		else if (this.#size * 2 > this.#slots.counts.length) {
			this.#rebuild(this.#slots, this.#slots.counts.length * 2, () => true);
		}
	}

	/** How many values there are. */
	get distinct(): { readonly count: number; readonly isEstimate: boolean } {
		if (this.#level === 0) return { count: this.#size, isEstimate: false };
		let kept = 0;
		for (const { hash } of this.#all()) if (isOfLevel(hash, this.#level)) kept += 1;
		return { count: kept * 2 ** this.#level, isEstimate: true };
	}

	/** Values that came more than once, the most frequent first; of equal ones, the first seen. */
	repeated(most: number): readonly Tallied[] {
		const often = Math.max(2, this.#slots.counts.toSorted().at(-most) ?? 2);
		const found = [...this.#all(often)].sort((a, b) => b.count - a.count || a.rowid - b.rowid);
		return found.slice(0, most);
	}

	/** How many values came more than once, and how often they came together. */
	get repetitions(): { readonly values: number; readonly rows: number } {
		let [values, rows] = [0, 0];
		for (const { count } of this.#all()) {
			if (count === 1) continue;
			values += 1;
			rows += count;
		}
		return { values, rows };
	}

	*#all(least = 1): Generator<Tallied> {
		const { hashes, counts, rowids } = this.#slots;
		for (let at = 0; at < counts.length; at++) {
			const count = counts[at] ?? 0;
			if (count >= least) yield { hash: hashes[at] ?? 0, count, rowid: rowids[at] ?? 0 };
		}
	}

	/** Its place, or the empty one where it belongs. */
	#find(hash: number): number {
		const { hashes, counts } = this.#slots;
		const mask = counts.length - 1;
		// Of a number beyond 32 bits these are the lowest.
		let at = hash & mask;
		while (counts[at] !== 0 && hashes[at] !== hash) at = (at + 1) & mask;
		return at;
	}

	#put(at: number, { hash, count, rowid }: Tallied): void {
		const { hashes, counts, rowids } = this.#slots;
		hashes[at] = hash;
		counts[at] = count;
		rowids[at] = rowid;
		this.#size += 1;
	}

	#halve(): void {
		const before = this.#slots;
		const { hashes, counts } = before;
		// At most half of the places: the others are left for chance.
		const most = Math.min(MOST_FREQUENT, this.#mostValues >> 1);
		const often = Math.max(1, counts.toSorted().at(-1 - most) ?? 1);
		// Chance may keep all of them: then the next half is taken at once.
		while (this.#size > this.#mostValues) {
			this.#level += 1;
			const level = this.#level;
			this.#rebuild(before, counts.length, (at) => (counts[at] ?? 0) > often || isOfLevel(hashes[at] ?? 0, level));
		}
	}

	#rebuild({ hashes, counts, rowids }: Slots, length: number, isKept: (at: number) => boolean): void {
		this.#slots = emptySlots(length);
		this.#size = 0;
		for (const [at, count] of counts.entries()) {
			if (count === 0 || !isKept(at)) continue;
			const hash = hashes[at] ?? 0;
			this.#put(this.#find(hash), { hash, count, rowid: rowids[at] ?? 0 });
		}
	}
}

function emptySlots(length: number): Slots {
	return {
		hashes: new Float64Array(length),
		counts: new Uint32Array(length),
		rowids: new Float64Array(length),
	};
}

/** By bits that do not choose the place in the table. */
function isOfLevel(hash: number, level: number): boolean {
	return (Math.floor(hash / HALF) & ((1 << level) - 1)) === 0;
}
