/** The door to the network keeps its word about retries, throttles, credentials and cancelling. */
import { describe, expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { Authorizer, HttpRequest } from '../../../src/core/http/contract.ts';
import { ConcurrencyGate } from '../../../src/core/http/concurrencyGate.ts';
import { SingleFlight } from '../../../src/core/http/singleFlight.ts';
import { failureOf, FakeClock, getOf, plainJudge, rig, serve, StoppedClock } from './rig.ts';

describe('retries', () => {
	test('an unavailable server is asked again, with growing pauses', async () => {
		const { origin } = await serve((_, response, number) => {
			response.statusCode = number < 4 ? 503 : 200;
			response.end('here');
		});
		const { get, client, clock } = rig(origin);
		expect(await get('/')).toBe('here');
		expect(clock.slept).toEqual([250, 500, 1000]);
		expect(client.statistics()).toMatchObject({ requests: 4, retries: 3, throttles: 0, waitedMs: 1750 });
	});

	test('after six attempts the error of the vendor is told, with the number of attempts and the request id', async () => {
		const { origin, requests } = await serve((_, response) => {
			response.writeHead(503, { 'x-request-id': 'abc' }).end();
		});
		const error = await failureOf(rig(origin).get('/'));
		expect(error).toMatchObject({
			reason: 'unavailable',
			why: 'The server answered 503 (tried 6 times)',
			requestId: 'abc',
		});
		expect(requests).toHaveLength(6);
	});

	test('a POST is not sent twice', async () => {
		const { origin, requests } = await serve((_, response) => {
			response.writeHead(503).end();
		});
		const post: HttpRequest = { ...getOf(`${origin}/`), method: 'POST', body: '{}' };
		expect(await failureOf(rig(origin).get(post))).toMatchObject({ reason: 'unavailable', status: 503 });
		expect(requests).toHaveLength(1);
	});

	test('a POST that is known to be harmless is', async () => {
		const { origin, requests } = await serve((_, response, number) => {
			response.writeHead(number === 1 ? 503 : 200).end('ok');
		});
		const post: HttpRequest = { ...getOf(`${origin}/`), method: 'POST', body: '{}', isIdempotent: true };
		expect(await rig(origin).get(post)).toBe('ok');
		expect(requests).toHaveLength(2);
	});

	test('a reset connection is tried again', async () => {
		const { origin } = await serve((request, response, number) => {
			if (number < 3) request.socket.resetAndDestroy();
			else response.end('here');
		});
		const { get, traced } = rig(origin);
		expect(await get('/')).toBe('here');
		expect(traced.map(({ status }) => status)).toEqual([0, 0, 200]);
	});

	test('what the judge fails is not tried again', async () => {
		const { origin, requests } = await serve((_, response) => {
			response.writeHead(400).end();
		});
		expect(await failureOf(rig(origin).get('/'))).toMatchObject({ reason: 'badRequest' });
		expect(requests).toHaveLength(1);
	});
});

describe('throttles', () => {
	test('Retry-After in seconds is obeyed to the letter, told, and holds for all who share the unit', async () => {
		const { origin } = await serve((_, response, number) => {
			if (number === 1) response.writeHead(429, { 'retry-after': '90' }).end();
			else response.end('here');
		});
		const clock = new FakeClock();
		const began = clock.now();
		const { get, waits, budget, client } = rig(origin, { clock });
		expect(await get('/')).toBe('here');
		expect(clock.slept).toEqual([90_000]);
		expect(waits).toEqual([{ until: began + 90_000, why: 'the vendor asked for a pause' }]);
		expect(budget.blockedUntil('test:0')).toBe(began + 90_000);
		expect(client.statistics()).toMatchObject({ throttles: 1, retries: 1, requests: 2 });
	});

	test.each([-3_600_000, 0, 3_600_000])(
		'a Retry-After date is read by the server’s clock (off by %i ms)',
		async (skew) => {
			const clock = new FakeClock();
			const server = clock.now() + skew;
			const { origin } = await serve((_, response, number) => {
				response.sendDate = false;
				response.setHeader('date', new Date(server).toUTCString());
				if (number === 1) response.writeHead(503, { 'retry-after': new Date(server + 40_000).toUTCString() });
				response.end('here');
			});
			expect(await rig(origin, { clock }).get('/')).toBe('here');
			expect(clock.slept).toEqual([40_000]);
		},
	);

	test('a throttle beyond the waiting limit suspends, and says until when', async () => {
		const { origin, requests } = await serve((_, response) => {
			response.writeHead(429, { 'retry-after': '3600' }).end();
		});
		const { get, clock, budget } = rig(origin);
		const error = await failureOf(get('/'));
		expect(error).toMatchObject({ reason: 'suspended', retryAt: clock.now() + 3_600_000, status: 429 });
		expect(error.next).toContain('after 2026-05-01T13:00:00Z,');
		expect(clock.slept).toEqual([]);
		expect(budget.blockedUntil('test:0')).toBe(clock.now() + 3_600_000);
		// The next one finds the block and does not even knock.
		expect(await failureOf(get('/'))).toMatchObject({ reason: 'suspended' });
		expect(requests).toHaveLength(1);
	});

	test('a vendor that throttles for ever without saying how long is left after the waiting limit', async () => {
		const { origin } = await serve((_, response) => {
			response.writeHead(429, { 'retry-after': '0' }).end();
		});
		const { get, clock } = rig(origin);
		expect(await failureOf(get('/'))).toMatchObject({ reason: 'suspended' });
		expect(clock.slept.every((ms) => ms >= 1000)).toBe(true);
		expect(clock.slept.reduce((sum, ms) => sum + ms)).toBeLessThanOrEqual(600_000);
	});

	test('our own count of the limit makes the request wait before it is sent', async () => {
		const { origin, requests } = await serve((_, response) => response.end('here'));
		const limit = { unit: 'test:0', requests: 2, windowMs: 300_000, concurrency: 1 };
		const { get, clock, waits } = rig(origin, { limit });
		await Promise.all([get('/1'), get('/2'), get('/3')]);
		expect(requests).toHaveLength(3);
		expect(clock.slept).toHaveLength(1);
		expect(clock.slept[0]).toBeGreaterThanOrEqual(299_000);
		expect(waits[0]?.why).toBe('the limit of 2 requests per 5 min is used up');
	});

	test('never more requests are under way than the limit allows, whichever client of the unit sends them', async () => {
		let inside = 0;
		let most = 0;
		const { origin } = await serve((_, response) => {
			most = Math.max(most, ++inside);
			setTimeout(() => {
				inside--;
				response.end();
			}, 5);
		});
		const limit = { unit: 'test:0', requests: 1000, windowMs: 300_000, concurrency: 3 };
		const gate = new ConcurrencyGate(3);
		const doors = [rig(origin, { limit, gate }), rig(origin, { limit, gate })];
		await Promise.all(Array.from({ length: 12 }, (_, index) => doors[index % 2]!.get('/')));
		expect(most).toBe(3);
	});
});

describe('credentials', () => {
	/** Accepts `Bearer 2`, which a renewal brings. */
	function renewing(): { readonly authorizer: Authorizer; renewals: number } {
		const flight = new SingleFlight<boolean>();
		const state = {
			renewals: 0,
			authorizer: {
				authorize: (request: HttpRequest) =>
					Promise.resolve({
						...request,
						headers: { ...request.headers, authorization: `Bearer ${state.renewals + 1}` },
					}),
				renew: (request: HttpRequest, signal: AbortSignal) =>
					request.headers?.authorization === `Bearer ${state.renewals + 1}`
						? flight.run(async () => {
								await new Promise((resolve) => setTimeout(resolve, 5));
								state.renewals++;
								return true;
							}, signal)
						: Promise.resolve(true),
			},
		};
		return state;
	}

	test('five requests that meet an expired token share one renewal', async () => {
		const { origin, requests } = await serve((request, response) => {
			response.statusCode = request.headers.authorization === 'Bearer 2' ? 200 : 401;
			response.end('here');
		});
		const state = renewing();
		const { get } = rig(origin, { authorizer: state.authorizer });
		expect(await Promise.all(Array.from({ length: 5 }, () => get('/')))).toEqual(Array(5).fill('here'));
		expect(state.renewals).toBe(1);
		expect(requests).toHaveLength(10);
	});

	test('a token that is refused after its renewal is not renewed again', async () => {
		const { origin, requests } = await serve((_, response) => {
			response.writeHead(401).end();
		});
		const state = renewing();
		const error = await failureOf(rig(origin, { authorizer: state.authorizer }).get('/'));
		expect(error).toMatchObject({ reason: 'credentials', status: 401 });
		expect(state.renewals).toBe(1);
		expect(requests).toHaveLength(2);
	});

	test('without an authorizer a refusal is final', async () => {
		const { origin, requests } = await serve((_, response) => {
			response.writeHead(401).end();
		});
		expect(await failureOf(rig(origin).get('/'))).toMatchObject({ reason: 'credentials' });
		expect(requests).toHaveLength(1);
	});

	test('a renewal may itself be a request of the same client, even where only one may be under way', async () => {
		const { origin } = await serve((request, response) => {
			if (request.url === '/token') response.end('2');
			else response.writeHead(request.headers.authorization === 'Bearer 2' ? 200 : 401).end('here');
		});
		let token = '1';
		const { get, client } = rig(origin, {
			limit: { unit: 'test:0', requests: 1000, windowMs: 300_000, concurrency: 1 },
			authorizer: {
				authorize: (request) => Promise.resolve({ ...request, headers: { authorization: `Bearer ${token}` } }),
				renew: async (_request, signal) => {
					const answer = await client.send({ ...getOf(`${origin}/token`), isAnonymous: true }, signal);
					token = Buffer.from(answer.body).toString();
					return true;
				},
			},
		});
		expect(await get('/')).toBe('here');
	});
});

describe('cancelling', () => {
	test('ends a wait at once, with the caller’s own reason', async () => {
		const { origin } = await serve((_, response) => {
			response.writeHead(429, { 'retry-after': '60' }).end();
		});
		const controller = new AbortController();
		const { get } = rig(origin, { clock: new StoppedClock(), onWait: () => controller.abort(new Error('enough')) });
		await expect(get('/', controller.signal)).rejects.toThrow('enough');
	});

	test('ends a body that never ends', async () => {
		const { origin, requests } = await serve((_, response) => {
			response.write('x'.repeat(1000));
			setTimeout(() => controller.abort(new Error('enough')), 20);
		});
		const controller = new AbortController();
		const { get } = rig(origin);
		await expect(get('/', controller.signal)).rejects.toThrow('enough');
		await expect.poll(() => requests[0]?.socket.destroyed).toBe(true);
	});

	test('frees the place of a request that waited behind others', async () => {
		const { origin } = await serve((request, response) => {
			if (request.url !== '/slow') response.end('here');
			else setTimeout(() => response.end('slow'), 30);
		});
		const limit = { unit: 'test:0', requests: 1000, windowMs: 300_000, concurrency: 1 };
		const { get } = rig(origin, { limit });
		const controller = new AbortController();
		const slow = get('/slow');
		const cancelled = get('/never', controller.signal);
		const after = get('/after');
		controller.abort(new Error('enough'));
		await expect(cancelled).rejects.toThrow('enough');
		expect(await Promise.all([slow, after])).toEqual(['slow', 'here']);
	});

	test('a request that is cancelled beforehand is never sent', async () => {
		const { origin, requests } = await serve((_, response) => response.end());
		await expect(rig(origin).get('/', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
		expect(requests).toHaveLength(0);
	});
});

test('an answer tells the server’s time, its id, and its attempts; the body can be handed to a worker', async () => {
	const { origin } = await serve((_, response, number) => {
		response.sendDate = false;
		response.setHeader('date', 'Fri, 01 May 2026 09:00:00 GMT').setHeader('x-request-id', 'r1');
		response.writeHead(number === 1 ? 500 : 200).end('here');
	});
	const response = await rig(origin).client.send(getOf(`${origin}/`), new AbortController().signal);
	expect(response).toMatchObject({ serverTime: Date.parse('2026-05-01T09:00:00Z'), requestId: 'r1', attempts: 2 });
	expect(response.body.byteOffset).toBe(0);
	expect(response.body.buffer.byteLength).toBe(4);
	structuredClone(response.body, { transfer: [response.body.buffer as ArrayBuffer] });
	expect(response.body.byteLength).toBe(0);
});

test('the judge sees the request and may ask for a wait of its own', async () => {
	const { origin } = await serve((_, response) => response.end('busy'));
	const { clock, get } = rig(origin, {
		judge: (response, request) =>
			response.attempts === 1
				? { kind: 'retry', waitMs: 7_000, error: new Error(request.label) }
				: plainJudge(response, request),
	});
	expect(await get('/')).toBe('busy');
	expect(clock.slept).toEqual([7_000]);
});

test('an error of the judge that is not ours is passed on as it is', async () => {
	const { origin } = await serve((_, response) => response.end());
	const strange = new TypeError('strange');
	const { get } = rig(origin, { judge: () => ({ kind: 'fail', error: strange }) });
	await expect(get('/')).rejects.toBe(strange);
	expect(FreeholdError.is(strange)).toBe(false);
});
