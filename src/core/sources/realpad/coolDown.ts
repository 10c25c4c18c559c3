/**
 * The cool-down of Realpad's exports, known before the call. It is kept in the budget that all processes of this user
 * share, in our time; within a process it is also kept in the vendor's, so that a change of the vendor's clock is seen.
 */
import type { Budget } from '../../http/contract.ts';
import type { Clock } from '../../outside.ts';
import { coolDownMs } from './realpadJudge.ts';
import type { VendorClock } from './vendorClock.ts';

export class CoolDown {
	readonly #budget: Budget;
	readonly #clock: Clock;
	readonly #vendor: VendorClock;
	/** Ends in the vendor's time, with what they were in ours. */
	readonly #ends = new Map<string, { readonly vendor: number; readonly local: number }>();

	constructor(budget: Budget, clock: Clock, vendor: VendorClock) {
		this.#budget = budget;
		this.#clock = clock;
		this.#vendor = vendor;
	}

	/** An export was given at this time of the vendor's. */
	begin(unit: string, serverTime: number): void {
		const vendor = serverTime + coolDownMs;
		const local = Math.max(this.#vendor.toLocal(vendor), this.#clock.now());
		this.#ends.set(unit, { vendor, local });
		this.#budget.block(unit, local);
	}

	/** The budget as the network door sees it: cool-downs of ours are judged by the vendor's clock there too. */
	doorBudget(): Budget {
		const budget = this.#budget;
		return {
			// Requests are counted beside the cool-down, because a window that is asked for room looks at blocks by itself.
			take: (limit, now) => budget.take({ ...limit, unit: sentUnit(limit.unit) }, now),
			postpone: (limit, sentAt, until, now) =>
				budget.postpone({ ...limit, unit: sentUnit(limit.unit) }, sentAt, until, now),
			charge: (limit, requests, now) => budget.charge({ ...limit, unit: sentUnit(limit.unit) }, requests, now),
			usedToday: (unit, now) => budget.usedToday(sentUnit(unit), now),
			enter: (unit, count, now) => budget.enter(unit, count, now),
			block: (unit, until) => budget.block(unit, until),
			blockedUntil: (unit) => this.endOf(unit),
		};
	}

	/** ms since 1970 by our clock from which the unit may be asked; 0 where it may be asked now. */
	endOf(unit: string): number {
		const now = this.#clock.now();
		const blocked = this.#budget.blockedUntil(unit);
		const own = this.#ends.get(unit);
		// Only our own block is judged by the vendor's clock; a longer one (a ban, another process) stands as it is.
		const end = own !== undefined && blocked <= Math.ceil(own.local) ? this.#vendor.toLocal(own.vendor) : blocked;
		return end <= now ? 0 : end;
	}
}

function sentUnit(unit: string): string {
	return `${unit}:sent`;
}
