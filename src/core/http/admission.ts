/**
 * Lets a request go when there is room for it: in this process (in order), among all processes of the user, and in the
 * window of the vendor's limit.
 */
import type { Clock, Random } from '../outside.ts';
import type { AdaptiveRate } from './adaptiveRate.ts';
import type { Arrivals } from './arrivals.ts';
import type { ConcurrencyGate } from './concurrencyGate.ts';
import type { Budget, Place, RateLimit } from './contract.ts';
import type { Patience } from './patience.ts';

export interface AdmissionOptions {
	readonly budget: Budget;
	readonly limit: RateLimit;
	readonly clock: Clock;
	readonly random: Random;
	readonly gate: ConcurrencyGate;
	readonly rate: AdaptiveRate | undefined;
	readonly arrivals: Arrivals | undefined;
}

/** Between two questions for a place: 20 ms, up to a half more, so that processes do not ask in step. */
const pollMs = 20;

export class Admission {
	readonly #options: AdmissionOptions;

	constructor(options: AdmissionOptions) {
		this.#options = options;
	}

	/**
	 * Runs the task when it is its turn; what it held is given back when it is over, however it ends.
	 *
	 * @param task  given when it was counted, in ms since 1970
	 */
	run<T>(task: (countedAt: number) => Promise<T>, patience: Patience, signal: AbortSignal): Promise<T> {
		const { gate, limit } = this.#options;
		return gate.run(async () => {
			const unit = limit.concurrencyUnit;
			// While the vendor wants no requests at all, nobody has to sit on a place.
			if (unit !== undefined) await this.#pauseToEnd(patience, signal);
			const place = unit === undefined ? undefined : await this.#place(unit, patience, signal);
			try {
				const countedAt = await this.#turn(patience, signal);
				return await task(countedAt);
			} finally {
				place?.leave();
			}
		}, signal);
	}

	async #place(unit: string, patience: Patience, signal: AbortSignal): Promise<Place> {
		const { budget, limit, clock, random } = this.#options;
		for (;;) {
			signal.throwIfAborted();
			const place = budget.enter(unit, Math.max(1, Math.floor(limit.concurrency)), clock.now());
			if (place !== undefined) return place;
			const why = `${limit.concurrency} requests are under way already, those of other processes included`;
			await patience.forTurn(pollMs + Math.floor((random() * pollMs) / 2), why, signal);
			// Under a clock that does not really wait, the answers that free a place must get a chance to come in.
			await new Promise((resolve) => setImmediate(resolve));
		}
	}

	async #pauseToEnd(patience: Patience, signal: AbortSignal): Promise<void> {
		const { budget, limit, clock } = this.#options;
		for (;;) {
			signal.throwIfAborted();
			const blockedMs = budget.blockedUntil(limit.unit) - clock.now();
			if (blockedMs <= 0) return;
			await patience.forTurn(blockedMs, 'the vendor asked for a pause', signal);
		}
	}

	/** Waits until the unit's limit has room. Another process may have spent it or been told to pause: ask again. */
	async #turn(patience: Patience, signal: AbortSignal): Promise<number> {
		const { budget, limit, clock, rate, arrivals } = this.#options;
		for (;;) {
			await this.#pauseToEnd(patience, signal);
			const now = clock.now();
			// Those that left long ago and are still on their way may arrive together with this one.
			const overdue = arrivals?.overdue(now - limit.windowMs) ?? 0;
			const room = overdue === 0 ? limit : { ...limit, requests: Math.max(1, limit.requests - overdue) };
			const takeShared = (): number => budget.take(room, now);
			const waitMs = rate === undefined ? takeShared() : rate.take(now, takeShared);
			if (waitMs <= 0) return now;
			await patience.forTurn(waitMs, this.#reason(now), signal);
		}
	}

	#reason(now: number): string {
		const { budget, limit, rate } = this.#options;
		const { unit, requests, windowMs, requestsPerDay } = limit;
		if (requestsPerDay !== undefined && budget.usedToday(unit, now) >= requestsPerDay) {
			return `all ${requestsPerDay} requests of today (UTC) are used up`;
		}
		const per = windowMs % 60_000 === 0 ? `${windowMs / 60_000} min` : `${windowMs / 1000} s`;
		return `the limit of ${rate?.requests ?? requests} requests per ${per} is used up`;
	}
}
