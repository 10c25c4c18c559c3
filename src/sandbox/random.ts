/** Numbers that look random and are the same on every run: a hash of seed, record and salt, with no state. */

/** @returns an unsigned 32-bit number that depends on every bit of the three */
export function hash(seed: number, ordinal: number, salt: number): number {
	let h =
		Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^
		Math.imul(ordinal + 0x7f4a7c15, 0xc2b2ae35) ^
		Math.imul(salt + 0x165667b1, 0x27d4eb2f);
	h ^= h >>> 15;
	h = Math.imul(h, 0x2c1b3c6d);
	h ^= h >>> 12;
	h = Math.imul(h, 0x297a2d39);
	h ^= h >>> 15;
	return h >>> 0;
}

/** The dice of one record: each salt is a throw of its own, so a field can be computed without the others. */
export class Dice {
	readonly seed: number;
	readonly ordinal: number;

	constructor(seed: number, ordinal: number) {
		this.seed = seed;
		this.ordinal = ordinal;
	}

	roll(salt: number): number {
		return hash(this.seed, this.ordinal, salt);
	}

	/** @returns a whole number from 0 to `count − 1` */
	below(salt: number, count: number): number {
		return Math.floor((this.roll(salt) / 0x1_0000_0000) * count);
	}

	/** @returns a whole number from `low` to `high`, both included */
	between(salt: number, low: number, high: number): number {
		return low + this.below(salt, high - low + 1);
	}

	chance(salt: number, percent: number): boolean {
		return this.below(salt, 100) < percent;
	}

	pick<T>(salt: number, list: readonly T[]): T {
		return element(list, this.below(salt, list.length));
	}

	/** @returns `low` to `high` different members, in the list's order */
	some<T>(salt: number, list: readonly T[], low: number, high: number): readonly T[] {
		const wanted = this.between(salt * 64 + 63, low, Math.min(high, list.length));
		const chosen: T[] = [];
		let left = wanted;
		for (let i = 0; i < list.length && left > 0; i += 1) {
			if (this.below(salt * 64 + (i % 63), list.length - i) < left) {
				chosen.push(element(list, i));
				left -= 1;
			}
		}
		return chosen;
	}
}

/** The member at an index that is known to exist. */
export function element<T>(list: readonly T[], index: number): T {
	if (index < 0 || index >= list.length) throw new RangeError(`No element ${index} in a list of ${list.length}`);
	return list[index] as T;
}
