/**
 * The pace of this process where a vendor throttles without saying for how long: halved by a throttle, raised again step
 * by step by good answers. It comes on top of the window that all processes share, and never beyond it.
 */
import type { RateLimit } from './contract.ts';
import type { Buckets } from './slidingWindow.ts';
import { takeFromWindow } from './slidingWindow.ts';

const fullPace = 8;
const successesPerStep = 20;

export class AdaptiveRate {
	readonly #limit: Pick<RateLimit, 'requests' | 'windowMs'>;
	/** In eighths of the limit. */
	#pace = fullPace;
	#successes = 0;
	#loweredAt = Number.NEGATIVE_INFINITY;
	/** Requests of this process alone: beside a faster one, a share of the common window would never come free. */
	#sent: Buckets = [];

	constructor(limit: Pick<RateLimit, 'requests' | 'windowMs'>) {
		this.#limit = limit;
	}

	/** How many requests this process sends in a window. */
	get requests(): number {
		return Math.max(1, Math.floor((this.#limit.requests * this.#pace) / fullPace));
	}

	/**
	 * Sends when both this pace and the vendor's limit have room.
	 *
	 * @param takeShared  takes from the window of all processes; 0, or in how many ms to ask again
	 * @returns the same for both
	 */
	take(now: number, takeShared: () => number): number {
		const { windowMs } = this.#limit;
		const { waitMs, buckets } = takeFromWindow(this.#sent, { requests: this.requests, windowMs }, now);
		const waitsFor = waitMs > 0 ? waitMs : takeShared();
		if (waitsFor <= 0) this.#sent = buckets;
		return waitsFor;
	}

	/** A good answer came. */
	succeeded(): void {
		if (this.#pace === fullPace) return;
		this.#successes++;
		if (this.#successes < successesPerStep) return;
		this.#successes = 0;
		this.#pace++;
	}

	/**
	 * A throttle came. Those of one burst count once: requests sent before the pace was lowered say nothing about the
	 * lower one.
	 */
	throttled(sentAt: number, now: number): void {
		const isSameBurst = sentAt <= this.#loweredAt || now < this.#loweredAt + this.#limit.windowMs;
		// A clock that was set back makes the last time unknown, not future.
		if (isSameBurst && now >= this.#loweredAt) return;
		this.#loweredAt = now;
		this.#successes = 0;
		this.#pace = Math.max(1, Math.floor(this.#pace / 2));
	}
}
