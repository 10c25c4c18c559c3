/** What every budget promises: days, calls charged afterwards, places; here the one of a single process. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { RateLimit } from '../../../src/core/http/contract.ts';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import { failureOf, FakeClock, rig, serve } from './rig.ts';

const now = Date.parse('2026-05-01T23:59:00Z');
const midnight = Date.parse('2026-05-02T00:00:00Z');
const limit: RateLimit = { unit: 'reapit:0', requests: 20, windowMs: 1_000, concurrency: 5, requestsPerDay: 30 };

test('20 requests a second are counted exactly enough: no second ever holds more, none waits for longer than one and a bucket', () => {
	const pauses = fc.array(fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60), fc.nat(900)), {
		minLength: 50,
		maxLength: 400,
	});
	fc.assert(
		fc.property(pauses, fc.constantFrom(1_000, 1_030), (steps, windowMs) => {
			const budget = new MemoryBudget();
			const question = { ...limit, windowMs, requestsPerDay: undefined };
			const sent: number[] = [];
			let clock = now;
			for (const pause of steps) {
				clock += pause;
				const waitMs = budget.take(question, clock);
				if (waitMs > 0) {
					expect(waitMs).toBeLessThanOrEqual(windowMs + 3);
					clock += waitMs;
					expect(budget.take(question, clock)).toBe(0);
				}
				sent.push(clock);
			}
			sent.forEach((at, index) => {
				const earlier = sent[index - 20];
				if (earlier !== undefined) expect(at - earlier).toBeGreaterThanOrEqual(windowMs);
			});
		}),
	);
});

test('a spent day waits for midnight UTC, and the next one begins with none', () => {
	const budget = new MemoryBudget();
	for (let second = 0; second < 30; second++) expect(budget.take(limit, now + second * 1_000)).toBe(0);
	expect(budget.usedToday('reapit:0', now)).toBe(30);
	expect(budget.take(limit, now + 40_000)).toBe(20_000);
	expect(budget.take(limit, midnight)).toBe(0);
	expect(budget.usedToday('reapit:0', midnight)).toBe(1);
	expect(budget.usedToday('reapit:1', now)).toBe(0);
});

test('units without a limit by the day are not counted by it', () => {
	const budget = new MemoryBudget();
	const question = { ...limit, requestsPerDay: undefined };
	budget.take(question, now);
	budget.charge(question, 5, now);
	expect(budget.usedToday('reapit:0', now)).toBe(0);
});

test('charged calls are never refused; those after them wait', () => {
	const budget = new MemoryBudget();
	budget.charge(limit, 18, now);
	expect([budget.take(limit, now), budget.take(limit, now)]).toEqual([0, 0]);
	expect(budget.take(limit, now)).toBeGreaterThanOrEqual(1_000);
	budget.charge(limit, 200, now + 2_000);
	expect(budget.usedToday('reapit:0', now)).toBe(220);
	expect(budget.take(limit, now + 10_000)).toBe(50_000);
});

test('a place is free again once it is left, and leaving twice leaves once', () => {
	const budget = new MemoryBudget();
	const [first, second] = [budget.enter('c', 2), budget.enter('c', 2)];
	expect(budget.enter('c', 2)).toBeUndefined();
	expect(budget.enter('d', 2)).toBeDefined();
	first?.leave();
	first?.leave();
	expect(budget.enter('c', 2)).toBeDefined();
	expect(budget.enter('c', 2)).toBeUndefined();
	second?.leave();
});

test('a run that has spent the day ends as suspended until midnight UTC, and says why', async () => {
	const { origin, requests } = await serve((_, response) => response.end('here'));
	const clock = new FakeClock(Date.parse('2026-05-01T12:00:00Z'));
	const { client, get } = rig(origin, { limit: { ...limit, requestsPerDay: 3 }, clock });
	await get('/');
	client.charge(2);
	const error = await failureOf(get('/'));
	expect(FreeholdError.is(error, 'suspended')).toBe(true);
	expect(error.retryAt).toBe(midnight);
	expect(error.why).toBe('all 3 requests of today (UTC) are used up');
	expect(requests).toHaveLength(1);
	expect(client.statistics()).toMatchObject({ requests: 1, charged: 2 });
});

test('charging nothing counts nothing', async () => {
	const { origin } = await serve((_, response) => response.end('here'));
	const { client, budget } = rig(origin, { limit });
	client.charge(0);
	expect(client.statistics().charged).toBe(0);
	expect(budget.usedToday('reapit:0', now)).toBe(0);
});

test('two clients with gates of their own never have more under way than their unit allows', async () => {
	let [inside, most] = [0, 0];
	const { origin } = await serve((_, response) => {
		most = Math.max(most, ++inside);
		setTimeout(() => {
			inside--;
			response.end('here');
		}, 5);
	});
	const budget = new MemoryBudget();
	const changes = {
		budget,
		limit: { ...limit, requests: 1_000, requestsPerDay: undefined, concurrency: 2, concurrencyUnit: 'reapit:0:SBOX' },
	};
	const doors = [rig(origin, changes), rig(origin, changes)];
	const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => doors[index % 2]!.get('/')));
	expect(answers).toEqual(Array(20).fill('here'));
	expect(most).toBe(2);
});

test('a place comes back after a failure and after a cancel', async () => {
	const { origin } = await serve((request, response, number) => {
		if (number === 1) response.writeHead(400).end();
		else if (number === 2) request.socket.resetAndDestroy();
		else if (request.url !== '/never') response.end('here');
	});
	const one = { ...limit, concurrency: 1, concurrencyUnit: 'reapit:0:SBOX' };
	const { get, budget, client } = rig(origin, { limit: one, maxAttempts: 1 });
	expect(await failureOf(get('/'))).toMatchObject({ reason: 'badRequest' });
	expect(await failureOf(get('/'))).toMatchObject({ reason: 'network' });
	const cancel = new AbortController();
	const hanging = client.send({ method: 'GET', url: `${origin}/never`, label: 'never' }, cancel.signal);
	setTimeout(() => cancel.abort(new Error('enough')), 20);
	await expect(hanging).rejects.toThrow('enough');
	expect(await get('/')).toBe('here');
	budget.enter('reapit:0:SBOX', 1)?.leave();
});

test('who waits for a place of another process can be cancelled', async () => {
	const { origin, requests } = await serve((_, response) => response.end('here'));
	const { get, budget } = rig(origin, { limit: { ...limit, concurrency: 1, concurrencyUnit: 'c' } });
	const held = budget.enter('c', 1);
	const cancel = new AbortController();
	setTimeout(() => cancel.abort(new Error('enough')), 20);
	await expect(get('/', cancel.signal)).rejects.toThrow('enough');
	expect(requests).toHaveLength(0);
	held?.leave();
	expect(await get('/')).toBe('here');
});
