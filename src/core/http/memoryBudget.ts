/** A budget that one process keeps for itself: for tests, the sandbox, and where no state folder can be written. */
import type { Budget, RateLimit } from './contract.ts';
import type { Buckets } from './slidingWindow.ts';
import { takeFromWindow } from './slidingWindow.ts';

export class MemoryBudget implements Budget {
	readonly #windows = new Map<string, Buckets>();
	readonly #blocks = new Map<string, number>();

	take(limit: RateLimit, now: number): number {
		const blockedMs = this.blockedUntil(limit.unit) - now;
		if (blockedMs > 0) return blockedMs;
		const { waitMs, buckets } = takeFromWindow(this.#windows.get(limit.unit) ?? [], limit, now);
		this.#windows.set(limit.unit, buckets);
		return waitMs;
	}

	block(unit: string, until: number): void {
		this.#blocks.set(unit, Math.max(until, this.blockedUntil(unit)));
	}

	blockedUntil(unit: string): number {
		return this.#blocks.get(unit) ?? 0;
	}
}
