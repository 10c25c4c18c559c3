/** A budget that one process keeps for itself: for tests, the sandbox, and where no state folder can be written. */
import type { Budget, Place, RateLimit } from './contract.ts';
import type { Buckets } from './slidingWindow.ts';
import { chargeToWindow, postponeInWindow, takeFromWindow } from './slidingWindow.ts';
import { msUntilNextDay, utcDay } from './utcDay.ts';

/** A clock that is set back over midnight finds the day before as it was. */
const daysKept = 3;

export class MemoryBudget implements Budget {
	readonly #windows = new Map<string, Buckets>();
	readonly #blocks = new Map<string, number>();
	readonly #days = new Map<string, Map<number, number>>();
	readonly #places = new Map<string, number>();

	take(limit: RateLimit, now: number): number {
		const blockedMs = this.blockedUntil(limit.unit) - now;
		if (blockedMs > 0) return blockedMs;
		const { unit, requestsPerDay } = limit;
		if (requestsPerDay !== undefined && this.usedToday(unit, now) >= requestsPerDay) return msUntilNextDay(now);
		const { waitMs, buckets } = takeFromWindow(this.#windows.get(unit) ?? [], limit, now);
		this.#windows.set(unit, buckets);
		if (waitMs === 0) this.#countToday(limit, 1, now);
		return waitMs;
	}

	postpone(limit: RateLimit, sentAt: number, until: number, now: number): void {
		const { unit } = limit;
		this.#windows.set(unit, postponeInWindow(this.#windows.get(unit) ?? [], limit, sentAt, until, now));
	}

	charge(limit: RateLimit, requests: number, now: number): void {
		const { unit } = limit;
		this.#windows.set(unit, chargeToWindow(this.#windows.get(unit) ?? [], limit, requests, now));
		this.#countToday(limit, requests, now);
	}

	usedToday(unit: string, now: number): number {
		return this.#days.get(unit)?.get(utcDay(now)) ?? 0;
	}

	enter(unit: string, count: number): Place | undefined {
		const taken = this.#places.get(unit) ?? 0;
		if (taken >= count) return undefined;
		this.#places.set(unit, taken + 1);
		let isHeld = true;
		const leave = (): void => {
			if (isHeld) this.#places.set(unit, (this.#places.get(unit) ?? 1) - 1);
			isHeld = false;
		};
		return { leave };
	}

	block(unit: string, until: number): void {
		this.#blocks.set(unit, Math.max(until, this.blockedUntil(unit)));
	}

	blockedUntil(unit: string): number {
		return this.#blocks.get(unit) ?? 0;
	}

	#countToday({ unit, requestsPerDay }: RateLimit, requests: number, now: number): void {
		if (requestsPerDay === undefined) return;
		const today = utcDay(now);
		const days = this.#days.get(unit) ?? new Map<number, number>();
		days.set(today, (days.get(today) ?? 0) + requests);
		for (const day of days.keys()) if (day <= today - daysKept) days.delete(day);
		this.#days.set(unit, days);
	}
}
