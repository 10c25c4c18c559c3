/** The vendor's clock, as far as its answers tell: cool-downs run on it, not on ours. */
import type { Clock } from '../../outside.ts';

export class VendorClock {
	readonly #clock: Clock;
	#offsetMs: number | undefined;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** @param serverTime  `Date` of an answer that has just come; it has whole seconds and may have been long on its way */
	learn(serverTime: number): void {
		const offsetMs = serverTime - this.#clock.now();
		// Small differences are the way of the answer and the missing fraction, and would only make waits uneven.
		if (this.#offsetMs === undefined || Math.abs(offsetMs - this.#offsetMs) > 2_000) this.#offsetMs = offsetMs;
	}

	/** A moment of our clock in the vendor's. Before its first answer both are taken to be the same. */
	toVendor(local: number): number {
		return local + (this.#offsetMs ?? 0);
	}

	toLocal(vendor: number): number {
		return vendor - (this.#offsetMs ?? 0);
	}
}
