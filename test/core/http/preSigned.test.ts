/** Addresses that are their own credential: followed bare to another host, never with what belongs to the vendor. */
import { describe, expect, test } from 'vitest';
import type { Authorizer, HttpRequest, RateLimit, StreamedBody } from '../../../src/core/http/contract.ts';
import { HarRecorder } from '../../../src/core/http/har.ts';
import { follow } from '../../../src/core/http/origins.ts';
import { failureOf, getOf, plainJudge, rig, serve } from './rig.ts';
import type { Rig } from './rig.ts';

const query = '?X-Amz-Credential=AKIA&X-Amz-Signature=abcdef&X-Goog-Signature=012345&Policy=eyJ&plain=1';
const secrets = /AKIA|abcdef|012345|eyJ|plain=1|Bearer|SBOX/;
const authorizer: Authorizer = {
	authorize: (request) => Promise.resolve({ ...request, headers: { ...request.headers, authorization: 'Bearer 1' } }),
	renew: () => Promise.resolve(false),
};
const limit: RateLimit = { unit: 'reapit:0', requests: 1, windowMs: 60_000, requestsPerDay: 100, concurrency: 1 };

interface Pair extends Rig {
	readonly origin: string;
	readonly vendor: { readonly requests: readonly { readonly headers: object; readonly url?: string | undefined }[] };
	readonly store: Pair['vendor'] & { readonly origin: string; readonly bodies: string[] };
	readonly har: HarRecorder;
}

/** A vendor that leads to a store of files, and the store. */
async function pair(storeStatuses: readonly number[] = [], storeHeaders: Record<string, string> = {}): Promise<Pair> {
	const bodies: string[] = [];
	const store = await serve((request, response, number) => {
		let body = '';
		request.on('data', (piece: Buffer) => (body += piece.toString()));
		request.on('end', () => {
			bodies.push(body);
			response.writeHead(storeStatuses[number - 1] ?? 200, storeHeaders).end('the file');
		});
	});
	const vendor = await serve((_, response) => {
		response.writeHead(302, { location: `${store.origin}/file${query}` }).end();
	});
	const har = new HarRecorder('0');
	const base = rig(vendor.origin, { authorizer, limit: { ...limit, requests: 10 }, onTrace: har.record });
	return { ...base, origin: vendor.origin, vendor, store: { ...store, bodies }, har };
}

function upload(origin: string, changes: Partial<HttpRequest> = {}): HttpRequest {
	const body: StreamedBody = {
		bytes: 3,
		// eslint-disable-next-line @typescript-eslint/require-await -- it is the shape that counts
		async *open() {
			yield Buffer.from('abc');
		},
	};
	const url = `${origin}/upload${query}`;
	return { method: 'PUT', url, label: 'Upload of plan.pdf', body, isPreSigned: true, ...changes };
}

describe('a pre-signed request', () => {
	test('goes to another origin without credentials, and is neither counted nor held back by the vendor’s limit', async () => {
		const { get, store, budget, clock } = await pair();
		budget.block(limit.unit, clock.now() + 3_600_000);
		for (let file = 0; file < 3; file++) expect(await get(upload(store.origin))).toBe('the file');
		expect(store.bodies).toEqual(['abc', 'abc', 'abc']);
		for (const { headers } of store.requests) expect(headers).not.toHaveProperty('authorization');
		expect(budget.usedToday(limit.unit, clock.now())).toBe(0);
		expect(clock.slept).toEqual([]);
	});

	test('shows nothing of its query in traces, errors and HAR files', async () => {
		const { get, store, har } = await pair([403, 302], { location: `/elsewhere${query}` });
		const refused = await failureOf(get(upload(store.origin)));
		const redirected = await failureOf(get(upload(store.origin)));
		const unreachable = await failureOf(get(upload('http://127.0.0.1:1', { isIdempotent: false })));
		const unreadable = await failureOf(get({ ...upload(store.origin), url: `https://[${query}` }));
		const seen = JSON.stringify([har, refused, redirected, unreachable, unreadable, String(unreadable.cause)]);
		expect(seen).toContain('/upload?***');
		expect(seen).not.toMatch(secrets);
	});

	test('is not sent with credentials, unencrypted, or with a login in the address', async () => {
		const { get, store } = await pair();
		for (const name of ['Authorization', 'cookie', 'proxy-authorization']) {
			expect(await failureOf(get(upload(store.origin, { headers: { [name]: 'x' } })))).toMatchObject({
				reason: 'unsafe',
			});
		}
		for (const url of ['http://files.example/x', 'http://user:pass@127.0.0.1/x', 'ftp://127.0.0.1/x']) {
			expect(await failureOf(get({ ...upload(store.origin), url }))).toMatchObject({ reason: 'unsafe' });
		}
		expect(store.requests).toHaveLength(0);
	});

	test.each([301, 302, 303, 307, 308])('is not redirected (%i)', async (status) => {
		const { get, store } = await pair([status], { location: '/elsewhere' });
		expect(await failureOf(get(upload(store.origin, { isIdempotent: true })))).toMatchObject({
			reason: 'unsafe',
			status,
		});
		expect(store.requests).toHaveLength(1);
	});

	test('is sent again only where that does no harm', async () => {
		const once = await pair([503]);
		expect(await failureOf(once.get(upload(once.store.origin)))).toMatchObject({ reason: 'unavailable' });
		const again = await pair([503]);
		expect(await again.get(upload(again.store.origin, { isIdempotent: true }))).toBe('the file');
		expect(again.store.bodies).toEqual(['abc', 'abc']);
	});

	test('that is throttled does not hold up the vendor’s own requests', async () => {
		const { get, store, budget, client } = await pair([429]);
		await get(upload(store.origin, { isIdempotent: true }));
		expect(budget.blockedUntil(limit.unit)).toBe(0);
		expect(client.statistics()).toMatchObject({ throttles: 0, retries: 1 });
	});

	test('that is refused renews nothing', async () => {
		const { get, store } = await pair([401]);
		expect(await failureOf(get(upload(store.origin)))).toMatchObject({ reason: 'credentials', status: 401 });
		expect(store.requests).toHaveLength(1);
	});
});

describe('a redirect to another origin', () => {
	const file = (origin: string): HttpRequest => ({
		...getOf(`${origin}/documents/1/download`),
		headers: { Accept: 'application/pdf', 'reapit-customer': 'SBOX', 'api-version': '2020-01-31' },
		mayLeave: true,
	});

	test('is followed bare where the request may leave, and counted once', async () => {
		const { get, origin, vendor, store, budget, clock, har } = await pair();
		expect(await get(file(origin))).toBe('the file');
		expect(vendor.requests[0]?.headers).toMatchObject({ authorization: 'Bearer 1', 'reapit-customer': 'SBOX' });
		const headers = store.requests[0]?.headers;
		expect(headers).toMatchObject({ accept: 'application/pdf' });
		for (const name of ['authorization', 'reapit-customer', 'api-version']) expect(headers).not.toHaveProperty(name);
		expect(store.requests[0]?.url).toBe(`/file${query}`);
		expect(budget.usedToday(limit.unit, clock.now())).toBe(1);
		const seen = JSON.stringify(har);
		expect(seen).toContain('/file?***');
		expect(seen).not.toMatch(/AKIA|abcdef|012345|eyJ|plain=1|Bearer/);
	});

	test('is followed by a download too, which goes on where it stopped', async () => {
		const { client, origin, store } = await pair();
		const got: Uint8Array[] = [];
		const offsets: number[] = [];
		const target = {
			held: 0,
			begin: (offset: number) => Promise.resolve(void offsets.push(offset)),
			write: (piece: Uint8Array) => Promise.resolve(void got.push(piece)),
		};
		const { signal } = new AbortController();
		await client.download(file(origin), target, signal);
		expect(Buffer.concat(got).toString()).toBe('the file');
		await client.download(file(origin), { ...target, held: 3 }, signal);
		expect(offsets).toEqual([0, 0]);
		expect(store.requests[1]?.headers).toMatchObject({ range: 'bytes=3-' });
	});

	test('begins again at the vendor when the store fails: its address may have expired', async () => {
		const { get, origin, vendor, store } = await pair([503]);
		expect(await get(file(origin))).toBe('the file');
		expect([vendor.requests.length, store.requests.length]).toEqual([2, 2]);
	});

	test('is refused where the request may not leave, and for anything but reading', async () => {
		const { get, origin, store } = await pair();
		const stays = { ...file(origin), mayLeave: false };
		const writes = { ...file(origin), method: 'POST' as const };
		for (const request of [stays, writes]) expect(await failureOf(get(request))).toMatchObject({ reason: 'unsafe' });
		expect(store.requests).toHaveLength(0);
	});

	test('must be encrypted', () => {
		const own = 'https://platform.example';
		const lead = (location: string) => follow(file(own), 302, location, { own, anonymous: [] });
		expect(lead('https://files.example/x#part')).toEqual({
			...{ method: 'GET', url: 'https://files.example/x', label: 'the test page', isIdempotent: undefined },
			...{ headers: { Accept: 'application/pdf' }, isPreSigned: true },
		});
		expect(() => lead('http://files.example/x')).toThrow('not encrypted');
	});

	test('within the origin it stays a request of the vendor’s', async () => {
		const { origin, requests } = await serve((request, response) => {
			if (request.url === '/here') response.end('here');
			else response.writeHead(302, { location: '/here' }).end();
		});
		expect(await rig(origin, { authorizer, judge: plainJudge }).get(file(origin))).toBe('here');
		expect(requests[1]?.headers).toMatchObject({ authorization: 'Bearer 1', 'reapit-customer': 'SBOX' });
	});
});
