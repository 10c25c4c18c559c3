/** How long is waited: by the vendor's word, by the back-off, by the window. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoff, failureBackoff, throttleBackoff } from '../../../src/core/http/backoff.ts';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import { retryAfter } from '../../../src/core/http/retryAfter.ts';

const now = Date.parse('2026-05-01T12:00:00Z');

test.each([
	[null, undefined],
	['', undefined],
	['soon', undefined],
	['-5', undefined],
	['1.5', undefined],
	['2026-05-01', undefined],
	['0', 0],
	[' 120 ', 120_000],
	['Fri, 01 May 2026 12:01:00 GMT', 60_000],
	['Friday, 01-May-26 12:01:00 GMT', 60_000],
	['Fri, 01 May 2026 11:00:00 GMT', 0],
	['99999999999999999999', 366 * 24 * 3_600_000],
])('Retry-After: %s asks for %s ms', (value, ms) => {
	expect(retryAfter(value, now)).toBe(ms);
});

test('whatever a Retry-After says, the wait is none or a finite number of ms from 0 on', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.nat().map(String), fc.date({ noInvalidDate: true }).map(String)), (value) => {
			const ms = retryAfter(value, now);
			expect(ms === undefined || (Number.isFinite(ms) && ms >= 0)).toBe(true);
		}),
	);
});

test('seconds and the date of that second mean the same wait, whatever the clock', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.nat(86_400), (second, wait) => {
			const clock = second * 1000;
			expect(retryAfter(new Date(clock + wait * 1000).toUTCString(), clock)).toBe(retryAfter(String(wait), clock));
		}),
	);
});

test('a back-off stays below its doubled bound and its cap, for any number of attempts', () => {
	const range = fc.constantFrom(failureBackoff, throttleBackoff);
	fc.assert(
		fc.property(
			range,
			fc.integer({ min: 1, max: 5000 }),
			fc.double({ min: 0, max: 0.999999, noNaN: true }),
			(bounds, attempt, r) => {
				const ms = backoff(attempt, () => r, bounds);
				expect(ms).toBeGreaterThanOrEqual(0);
				expect(ms).toBeLessThan(Math.min(bounds.capMs, bounds.baseMs * 2 ** (attempt - 1)));
			},
		),
	);
});

test('no stretch of a window’s length ever holds more than the limit, and waiting as told always helps', () => {
	const steps = fc.array(fc.oneof(fc.constant(0), fc.nat(50), fc.nat(3_000), fc.nat(20_000)), { maxLength: 300 });
	fc.assert(
		fc.property(
			steps,
			fc.integer({ min: 1, max: 20 }),
			fc.constantFrom(1, 10, 1_000, 10_000),
			(pauses, requests, windowMs) => {
				const budget = new MemoryBudget();
				const limit = { unit: 'test:0', requests, windowMs, concurrency: 1 };
				const sent: number[] = [];
				let clock = now;
				for (const pause of pauses) {
					clock += pause;
					const waitMs = budget.take(limit, clock);
					if (waitMs > 0) {
						// At most the window and one bucket: nobody waits for longer than the limit needs.
						expect(waitMs).toBeLessThanOrEqual(windowMs + Math.max(1, windowMs / 300));
						clock += waitMs;
						expect(budget.take(limit, clock)).toBe(0);
					}
					sent.push(clock);
				}
				sent.forEach((at, index) => {
					const earlier = sent[index - requests];
					if (earlier !== undefined) expect(at - earlier).toBeGreaterThanOrEqual(windowMs);
				});
			},
		),
	);
});

test('a burst of the whole limit is not smoothed', () => {
	const budget = new MemoryBudget();
	const limit = { unit: 'test:0', requests: 1500, windowMs: 300_000, concurrency: 1 };
	for (let request = 0; request < 1500; request++) expect(budget.take(limit, now)).toBe(0);
	expect(budget.take(limit, now)).toBeGreaterThanOrEqual(300_000);
	expect(budget.take({ ...limit, unit: 'test:1' }, now)).toBe(0);
});

test('a clock set back by a day does not block the unit for longer than a window', () => {
	const budget = new MemoryBudget();
	const limit = { unit: 'test:0', requests: 2, windowMs: 10_000, concurrency: 1 };
	budget.take(limit, now + 86_400_000);
	budget.take(limit, now + 86_400_000);
	const waitMs = budget.take(limit, now);
	expect(waitMs).toBeGreaterThan(0);
	expect(waitMs).toBeLessThanOrEqual(10_034);
	expect(budget.take(limit, now + waitMs)).toBe(0);
});

test('a process that read its clock before another came first does not make that one’s requests older', () => {
	const budget = new MemoryBudget();
	const limit = { unit: 'test:0', requests: 2, windowMs: 10_000, concurrency: 1 };
	expect(budget.take(limit, now + 5_000)).toBe(0);
	expect(budget.take(limit, now)).toBe(0);
	expect(budget.take(limit, now + 14_999)).toBeGreaterThan(0);
	expect(budget.take(limit, now + 15_100)).toBe(0);
});

test('a limit of no requests lets none through', () => {
	expect(new MemoryBudget().take({ unit: 't', requests: 0, windowMs: 1000, concurrency: 1 }, now)).toBe(1000);
});

test('a block holds until its end and is never shortened', () => {
	const budget = new MemoryBudget();
	const limit = { unit: 'test:0', requests: 2, windowMs: 10_000, concurrency: 1 };
	budget.block('test:0', now + 5_000);
	budget.block('test:0', now + 1_000);
	expect(budget.blockedUntil('test:0')).toBe(now + 5_000);
	expect(budget.take(limit, now + 2_000)).toBe(3_000);
	expect(budget.take(limit, now + 5_000)).toBe(0);
	expect(budget.blockedUntil('test:1')).toBe(0);
});
