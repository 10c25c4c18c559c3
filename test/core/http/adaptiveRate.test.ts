/** A throttle without a word on how long slows this process down, once per burst, and good answers bring it back. */
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AdaptiveRate } from '../../../src/core/http/adaptiveRate.ts';
import type { RateLimit } from '../../../src/core/http/contract.ts';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import { FakeClock, rig, serve } from './rig.ts';

const now = Date.parse('2026-05-01T12:00:00Z');
const limit: RateLimit = { unit: 'reapit:0', requests: 20, windowMs: 1_000, concurrency: 5, isAdaptive: true };

test('a throttle halves the pace, down to an eighth, and every 20 good answers give an eighth back', () => {
	const rate = new AdaptiveRate(limit);
	const paces = [rate.requests];
	for (const second of [0, 1, 2, 3, 4]) {
		rate.throttled(now + second * 1_000, now + second * 1_000);
		paces.push(rate.requests);
	}
	expect(paces).toEqual([20, 10, 5, 2, 2, 2]);
	const back: number[] = [];
	for (let step = 0; step < 8; step++) {
		for (let answer = 0; answer < 20; answer++) rate.succeeded();
		back.push(rate.requests);
	}
	expect(back).toEqual([5, 7, 10, 12, 15, 17, 20, 20]);
});

test('the throttles of one burst count once, however late they come in', () => {
	const rate = new AdaptiveRate(limit);
	for (let answer = 0; answer < 5; answer++) rate.throttled(now, now + 80 + answer);
	rate.throttled(now + 70, now + 5_000);
	expect(rate.requests).toBe(10);
	// Sent at the lower pace, and in another window: that pace was still too high.
	rate.throttled(now + 1_200, now + 1_300);
	expect(rate.requests).toBe(5);
});

test('a throttle after the clock was set back is not taken for an old one', () => {
	const rate = new AdaptiveRate(limit);
	rate.throttled(now, now);
	rate.throttled(now - 600_000, now - 600_000);
	expect(rate.requests).toBe(5);
});

test('neither the limit nor the pace is ever passed, and the full pace always comes back', () => {
	const step = fc.record({
		pause: fc.nat({ max: 400 }),
		isThrottled: fc.boolean(),
		requests: fc.integer({ min: 1, max: 30 }),
	});
	fc.assert(
		fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (steps, requests) => {
			const question = { ...limit, requests };
			const [rate, budget] = [new AdaptiveRate(question), new MemoryBudget()];
			const sent: { readonly at: number; readonly pace: number }[] = [];
			let clock = now;
			const send = (): void => {
				for (;;) {
					const waitMs = rate.take(clock, () => budget.take(question, clock));
					if (waitMs <= 0) break;
					clock += waitMs;
				}
				sent.push({ at: clock, pace: rate.requests });
			};
			for (const { pause, isThrottled, requests: burst } of steps) {
				clock += pause;
				for (let request = 0; request < burst; request++) send();
				if (isThrottled) rate.throttled(clock, clock);
				else for (let request = 0; request < burst; request++) rate.succeeded();
			}
			sent.forEach(({ at, pace }, index) => {
				expect(pace).toBeGreaterThanOrEqual(Math.max(1, Math.floor(requests / 8)));
				const earlier = sent[index - Math.min(pace, requests)];
				if (earlier !== undefined) expect(at - earlier.at).toBeGreaterThanOrEqual(limit.windowMs);
			});
			for (let answer = 0; answer < 7 * 20; answer++) rate.succeeded();
			expect(rate.requests).toBe(requests);
		}),
		{ numRuns: 50 },
	);
});

describe('at the door', () => {
	test('the first pause is of the order of the window, and the pace is lowered once for requests sent together', async () => {
		const refused: ServerResponse[] = [];
		const { origin } = await serve((_, response, number) => {
			if (number > 5) response.end('here');
			else if (refused.push(response) === 5) for (const one of refused) one.writeHead(429).end();
		});
		const rate = new AdaptiveRate(limit);
		const { client, get, clock } = rig(origin, { limit, rate });
		await Promise.all([1, 2, 3, 4, 5].map((page) => get(`/${page}`)));
		expect(rate.requests).toBe(10);
		expect(client.statistics()).toMatchObject({ requests: 10, throttles: 5 });
		for (const ms of clock.slept) expect(ms).toBeLessThanOrEqual(2_000);
	});

	test('a vendor that says how long is believed, and the pace stays', async () => {
		const { origin } = await serve((_, response, number) => {
			if (number === 1) response.setHeader('retry-after', '3');
			response.writeHead(number === 1 ? 429 : 200).end('here');
		});
		const rate = new AdaptiveRate(limit);
		const { get, clock } = rig(origin, { limit, rate });
		expect(await get('/')).toBe('here');
		expect([rate.requests, clock.slept]).toEqual([20, [3_000]]);
	});

	test('at a lower pace a process waits although the window of all has room', async () => {
		const { origin } = await serve((_, response, number) => {
			response.writeHead(number === 1 ? 429 : 200).end('here');
		});
		const { get, clock } = rig(origin, { limit: { ...limit, requests: 2 }, clock: new FakeClock(now) });
		await get('/');
		const slept = clock.slept.length;
		await get('/');
		// One a window now, where the limit allows two.
		expect(clock.slept.length).toBe(slept + 1);
	});
});
