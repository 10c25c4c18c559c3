/** Counts the requests of each key over the last five minutes of the sandbox's clock (domain: Spark §3.5). */
import type { SandboxClock } from '../clock.ts';
import type { SparkSwitches } from './options.ts';
import { rateWindowMs } from './roles.ts';
import type { Caller } from './roles.ts';
import { refusal } from './sparkError.ts';

type LimitSwitches = Pick<SparkSwitches, 'rateLimits' | 'maxParallel' | 'retryAfter' | 'rateLimitStatus'>;

export class RateLimits {
	readonly #clock: SandboxClock;
	readonly #switches: LimitSwitches;
	/** Times of the requests that were let through, oldest first. */
	readonly #taken = new Map<string, number[]>();
	readonly #running = new Map<string, number>();

	constructor(clock: SandboxClock, switches: LimitSwitches) {
		this.#clock = clock;
		this.#switches = switches;
	}

	/**
	 * Takes one request from the key's allowance. A refused request is not counted.
	 *
	 * @throws SparkError 429/1550
	 */
	take(caller: Caller): void {
		const { rateLimits } = this.#switches;
		if (rateLimits === false) return;
		const now = this.#clock.now();
		const taken = this.#taken.get(caller.key) ?? [];
		const firstCounted = taken.findIndex((at) => at > now - rateWindowMs);
		taken.splice(0, firstCounted < 0 ? taken.length : firstCounted);
		this.#taken.set(caller.key, taken);
		if (taken.length >= rateLimits[caller.role]) throw this.#refused((taken[0] ?? now) + rateWindowMs - now);
		taken.push(now);
	}

	/** @returns what to call when the request has been answered */
	enter(caller: Caller): () => void {
		const running = (this.#running.get(caller.key) ?? 0) + 1;
		const { maxParallel } = this.#switches;
		if (maxParallel !== undefined && running > maxParallel) throw this.#refused(1000);
		this.#running.set(caller.key, running);
		return () => this.#running.set(caller.key, (this.#running.get(caller.key) ?? 1) - 1);
	}

	#refused(waitMs: number): Error {
		const { retryAfter, rateLimitStatus } = this.#switches;
		const date = new Date(this.#clock.told() + waitMs + 999).toUTCString();
		const text = retryAfter === 'date' ? date : String(Math.ceil(waitMs / 1000));
		return refusal(1550, undefined, {
			status: rateLimitStatus,
			headers: retryAfter === 'none' ? {} : { 'retry-after': text },
		});
	}
}
