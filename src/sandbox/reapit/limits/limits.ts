/** Reapit's limits: requests per second and day of an application, and at once per customer (seed 001, Rate limits). */
import type { SandboxClock } from '../../clock.ts';
import type { ReapitCaller } from '../contract.ts';
import { ReapitRefusal } from '../refusal.ts';
import type { ReapitWritingSwitches } from '../writingOptions.ts';

/** What was seen since the start or the last `reset()`. */
export interface SeenTraffic {
	/** Most requests of one application at once for one customer. */
	readonly mostConcurrent: number;
	/** Most requests of one application within any second, refused ones not counted. */
	readonly mostPerSecond: number;
	/** Calls by the billing rule: requests and what their embeds cost. */
	readonly billed: number;
	readonly requests: number;
	/** Requests answered 429. */
	readonly refused: number;
}

interface Application {
	/** Times of requests that were let through within the last second, oldest first. */
	readonly recent: number[];
	day: number;
	billedToday: number;
}

const secondMs = 1000;
const dayMs = 86_400_000;
const nothingSeen: SeenTraffic = { mostConcurrent: 0, mostPerSecond: 0, billed: 0, requests: 0, refused: 0 };

export class ReapitLimits {
	readonly #clock: SandboxClock;
	readonly #switches: Pick<ReapitWritingSwitches, 'limits' | 'retryAfter'>;
	readonly #applications = new Map<string, Application>();
	readonly #running = new Map<string, number>();
	#seen = nothingSeen;

	constructor(clock: SandboxClock, switches: Pick<ReapitWritingSwitches, 'limits' | 'retryAfter'>) {
		this.#clock = clock;
		this.#switches = switches;
	}

	get seen(): SeenTraffic {
		return this.#seen;
	}

	/** Calls that an application was billed for today, by the UTC day of the sandbox's clock. */
	billedToday(clientId: string): number {
		return this.#application(clientId, this.#clock.now()).billedToday;
	}

	reset(): void {
		this.#seen = nothingSeen;
	}

	/**
	 * Takes one request. A refused one is not counted, so waiting helps.
	 *
	 * @returns to be called when the request has been answered
	 * @throws ReapitRefusal 429
	 */
	enter({ clientId, customer }: ReapitCaller): () => void {
		const now = this.#clock.now();
		const application = this.#application(clientId, now);
		const { recent } = application;
		const expired = recent.findIndex((at) => at > now - secondMs);
		recent.splice(0, expired < 0 ? recent.length : expired);
		const key = `${clientId} ${customer}`;
		const running = this.#running.get(key) ?? 0;
		const { limits } = this.#switches;
		if (limits !== false) {
			if (application.billedToday >= limits.perDay) throw this.#refused(dayMs - (now % dayMs));
			if (recent.length >= limits.perSecond) throw this.#refused((recent[0] ?? now) + secondMs - now);
			if (running >= limits.concurrent) throw this.#refused(secondMs);
		}
		recent.push(now);
		application.billedToday += 1;
		this.#running.set(key, running + 1);
		const seen = this.#seen;
		this.#seen = {
			mostConcurrent: Math.max(seen.mostConcurrent, running + 1),
			mostPerSecond: Math.max(seen.mostPerSecond, recent.length),
			billed: seen.billed + 1,
			requests: seen.requests + 1,
			refused: seen.refused,
		};
		return () => this.#running.set(key, (this.#running.get(key) ?? 1) - 1);
	}

	/**
	 * Embeds are billed "as though you made the request yourself" at 100 records a page (seed 001, Billing example).
	 *
	 * @param embedded  how many records each embed brought
	 */
	bill({ clientId }: ReapitCaller, embedded: readonly number[]): void {
		const calls = embedded.reduce((sum, count) => sum + Math.ceil(count / 100), 0);
		this.#application(clientId, this.#clock.now()).billedToday += calls;
		this.#seen = { ...this.#seen, billed: this.#seen.billed + calls };
	}

	#application(clientId: string, now: number): Application {
		const day = Math.floor(now / dayMs);
		const application = this.#applications.get(clientId) ?? { recent: [], day, billedToday: 0 };
		this.#applications.set(clientId, application);
		if (application.day !== day) {
			application.day = day;
			application.billedToday = 0;
		}
		return application;
	}

	/** Reapit publishes neither a body nor `Retry-After` for it (domain: Reapit §2.1). */
	#refused(waitMs: number): ReapitRefusal {
		this.#seen = { ...this.#seen, refused: this.#seen.refused + 1 };
		const headers = { 'retry-after': String(Math.ceil(waitMs / 1000)) };
		return new ReapitRefusal(429, 'Too Many Requests', this.#switches.retryAfter === 'seconds' ? { headers } : {});
	}
}
