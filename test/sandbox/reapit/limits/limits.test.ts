/** Reapit's limits: what they let through, what they refuse, what is counted. */
import { expect, test } from 'vitest';
import { asking, reapitStarted } from '../writingRig.ts';

const strict = { perSecond: 20, concurrent: 5, perDay: 250_000 };

test('the 21st request within a second is 429 without a word about waiting', async () => {
	const reapit = await reapitStarted({ limits: strict });
	const ask = asking(reapit);
	for (let i = 0; i < 20; i += 1) expect((await ask('GET', '/offices/')).status).toBe(200);
	const refused = await ask('GET', '/offices/');
	expect([refused.status, refused.json.statusCode]).toEqual([429, 429]);
	expect(refused.headers.get('retry-after')).toBeNull();
	reapit.advance(1000);
	expect((await ask('GET', '/offices/')).status).toBe(200);
	expect(reapit.handlers.limits.seen).toMatchObject({ mostPerSecond: 20, requests: 21, refused: 1 });
});

test('by switch a 429 says when to come again', async () => {
	const reapit = await reapitStarted({ limits: { ...strict, perSecond: 1 }, retryAfter: 'seconds' });
	const ask = asking(reapit);
	await ask('GET', '/offices/');
	reapit.advance(300);
	expect((await ask('GET', '/offices/')).headers.get('retry-after')).toBe('1');
});

test('the sixth request at once is 429, for each customer by himself', async () => {
	const reapit = await reapitStarted({ limits: strict });
	reapit.faults.add({ do: { kind: 'delay', ms: 150 } });
	const ask = asking(reapit);
	const statuses = async (customer: string): Promise<readonly number[]> =>
		(await Promise.all(Array.from({ length: 6 }, () => ask('GET', '/offices/', { customer })))).map(
			({ status }) => status,
		);
	const both = await Promise.all([statuses('SBOX'), statuses('RES')]);
	for (const each of both) expect([...each].sort()).toEqual([200, 200, 200, 200, 200, 429]);
	expect(reapit.handlers.limits.seen.mostConcurrent).toBe(5);
});

test('the day is that of UTC and of the application', async () => {
	const reapit = await reapitStarted({ limits: { ...strict, perDay: 2 } });
	const ask = asking(reapit);
	const token = reapit.token(reapit.handlers.clients.reader);
	const statusOf = async (order = {}): Promise<number> => (await ask('GET', '/offices/', order)).status;
	expect([await statusOf(), await statusOf({ customer: 'RES' }), await statusOf()]).toEqual([200, 200, 429]);
	expect(await statusOf({ token })).toBe(200);
	reapit.advance(12 * 3_600_000 - 1);
	const later = { token: reapit.token() };
	expect(await statusOf(later)).toBe(429);
	reapit.advance(1);
	expect(await statusOf(later)).toBe(200);
});

test('embeds are billed by hundreds of records', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	await ask('GET', '/offices/?pageSize=1');
	expect(reapit.handlers.limits.seen.billed).toBe(1);
	reapit.handlers.limits.reset();
	const { json } = await ask('GET', '/properties/?embed=images&embed=negotiator&pageSize=50');
	const embeds = json._embedded.map(({ _embedded }) => _embedded as unknown as Record<string, unknown>);
	const images = embeds.reduce((sum, each) => sum + (each.images as readonly unknown[]).length, 0);
	const negotiators = embeds.filter((each) => each.negotiator !== undefined).length;
	expect(images).toBeGreaterThan(100);
	expect(reapit.handlers.limits.seen.billed).toBe(1 + Math.ceil(images / 100) + Math.ceil(negotiators / 100));
	expect(reapit.handlers.limits.billedToday('sandbox-server')).toBe(1 + reapit.handlers.limits.seen.billed);
});

test('without limits nothing is refused, and still counted', async () => {
	const reapit = await reapitStarted({ limits: false });
	const ask = asking(reapit);
	for (let i = 0; i < 30; i += 1) await ask('GET', '/offices/');
	expect(reapit.handlers.limits.seen).toMatchObject({ requests: 30, mostPerSecond: 30, refused: 0 });
});
