/**
 * When requests may have reached a vendor that counts them as they arrive. We only know when each left and when its
 * answer came: it arrived somewhere between. The quickest round trip tells what the way costs at least; what another took
 * longer may all have been spent before it arrived, so it counts as having left that much later.
 */

/** Round trips that are remembered: the way may change, by a proxy or another network. */
const remembered = 200;
/**
 * Before so many are known, the way may be as short as nothing: the first requests wait for a connection, and a server
 * that has just begun answers slower than it will.
 */
const enoughToTell = 40;
/** Shorter delays are within what the window allows for, and not worth writing down. */
const noticeableMs = 5;

export interface Departure {
	/** The answer began, or the attempt failed. @returns by how many ms it may have arrived late; 0: not worth counting */
	answered(at: number): number;
}

export class Arrivals {
	readonly #roundTrips: number[] = [];
	readonly #underWay = new Set<{ readonly at: number }>();

	departed(at: number): Departure {
		const one = { at };
		this.#underWay.add(one);
		return {
			answered: (now) => {
				if (!this.#underWay.delete(one)) return 0;
				const tookMs = Math.max(0, now - at);
				this.#roundTrips.push(tookMs);
				if (this.#roundTrips.length > remembered) this.#roundTrips.shift();
				const quickestMs = this.#roundTrips.length < enoughToTell ? 0 : Math.min(...this.#roundTrips);
				const lateMs = tookMs - quickestMs;
				return lateMs < noticeableMs ? 0 : lateMs;
			},
		};
	}

	/** Requests that left before then and have no answer yet: they may arrive at any moment. */
	overdue(before: number): number {
		let count = 0;
		for (const { at } of this.#underWay) if (at <= before) count++;
		return count;
	}
}
