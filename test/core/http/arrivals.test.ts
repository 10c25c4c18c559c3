/** Requests that were slow on their way: no second at the vendor ever holds more than the limit, however they arrive. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Arrivals } from '../../../src/core/http/arrivals.ts';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import { postponeInWindow, takeFromWindow } from '../../../src/core/http/slidingWindow.ts';

test('a round trip that takes longer than the quickest one may have arrived that much later', () => {
	const arrivals = new Arrivals();
	const trip = (tookMs: number): number => arrivals.departed(1_000).answered(1_000 + tookMs);
	// As long as little is known of the way, it may all have been spent before the request arrived.
	for (let n = 0; n < 39; n += 1) expect(trip(150)).toBe(150);
	expect([trip(150), trip(152), trip(170), trip(150)]).toEqual([0, 0, 20, 0]);
});

test('a request without an answer may arrive at any moment', () => {
	const arrivals = new Arrivals();
	const departure = arrivals.departed(100);
	expect([arrivals.overdue(99), arrivals.overdue(100)]).toEqual([0, 1]);
	departure.answered(2_000);
	expect(arrivals.overdue(5_000)).toBe(0);
	expect(departure.answered(9_000)).toBe(0);
});

test('a postponed request leaves its window later; nothing is counted twice or lost', () => {
	fc.assert(
		fc.property(fc.array(fc.record({ afterMs: fc.nat(200), lateMs: fc.nat(900) }), { maxLength: 30 }), (sent) => {
			const window = { requests: 1_000, windowMs: 1_000 };
			let [now, buckets]: [number, readonly number[]] = [10_000, []];
			for (const { afterMs, lateMs } of sent) {
				now += afterMs;
				({ buckets } = takeFromWindow(buckets, window, now));
				const before = total(buckets);
				buckets = postponeInWindow(buckets, window, now, now + lateMs, now);
				expect(total(buckets)).toBe(before);
				const starts = buckets.filter((_, index) => index % 2 === 0);
				expect(starts).toEqual([...starts].sort((a, b) => a - b));
			}
		}),
	);
});

test('whatever the way costs, no second at the vendor holds more than twenty', () => {
	const delay = fc.oneof({ weight: 8, arbitrary: fc.nat(8) }, fc.nat(400), fc.nat(3_000));
	fc.assert(
		fc.property(fc.nat(200), fc.array(delay, { minLength: 40, maxLength: 200 }), (wayMs, delays) => {
			expect(mostInASecond(simulate(wayMs, delays))).toBeLessThanOrEqual(20);
		}),
		{ numRuns: 300 },
	);
});

/** Sends as fast as it may, five at a time; each takes its own time to arrive. @returns when each arrived */
function simulate(wayMs: number, delays: readonly number[]): readonly number[] {
	const limit = { unit: 'u', requests: 20, windowMs: 1_006, concurrency: 5 };
	const [budget, arrivals] = [new MemoryBudget(), new Arrivals()];
	const arrived: number[] = [];
	let underWay: {
		readonly sentAt: number;
		readonly answeredAt: number;
		readonly departure: ReturnType<Arrivals['departed']>;
	}[] = [];
	const left = [...delays];
	for (let now = 10_000; left.length > 0; now += 1) {
		for (const one of underWay.filter(({ answeredAt }) => answeredAt <= now)) {
			const lateMs = one.departure.answered(now);
			if (lateMs > 0) budget.postpone(limit, one.sentAt, one.sentAt + lateMs, now);
		}
		underWay = underWay.filter(({ answeredAt }) => answeredAt > now);
		if (underWay.length >= limit.concurrency) continue;
		const overdue = arrivals.overdue(now - limit.windowMs);
		if (budget.take({ ...limit, requests: Math.max(1, limit.requests - overdue) }, now) > 0) continue;
		const arrivedAt = now + wayMs + (left.shift() ?? 0);
		arrived.push(arrivedAt);
		underWay.push({ sentAt: now, answeredAt: arrivedAt + wayMs, departure: arrivals.departed(now) });
	}
	return arrived;
}

function mostInASecond(times: readonly number[]): number {
	return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
}

function total(buckets: readonly number[]): number {
	return buckets.filter((_, index) => index % 2 === 1).reduce((sum, count) => sum + count, 0);
}
