/** Who is let in, with which words the others are refused, and how often one may ask. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ask, started } from '../support.ts';

const listings = '/Reso/OData/Property?$select=ListingKey';

test.each([
	['no credentials', '', 401, 401],
	['an unknown token', 'Bearer nobody', 401, 401],
	['a disabled key', 'Bearer sandbox-disabled', 401, 1010],
	['an expired token', 'Bearer sandbox-expired', 401, 1020],
	['the word OAuth', 'OAuth sandbox-private', 200, undefined],
	['the word Bearer', 'Bearer sandbox-private', 200, undefined],
	['a replication key on the normal host', 'Bearer sandbox-private-replication', 403, 1021],
])('%s', async (_, authorization, status, code) => {
	const { spark } = await started();
	const response = await ask(spark, listings, { kind: 'normal', init: { headers: { authorization } } });
	expect(response.status).toBe(status);
	expect(response.json.error?.code).toBe(code);
	expect(response.headers.get('odata-version')).toBe('4.0');
});

test('the native surface words the same refusals in its envelope', async () => {
	const { spark } = await started();
	const response = await ask(spark, '/v1/contacts/export', { kind: 'normal', token: 'nobody' });
	expect(response.status).toBe(401);
	expect(response.json).toEqual({
		D: { Success: false, Code: 1000, Message: 'Invalid API key and/or request signed improperly' },
	});
});

test('an expired token is told in the header too', async () => {
	const { spark } = await started();
	const response = await ask(spark, listings, { kind: 'normal', token: spark.credentials.expiredToken });
	expect(response.headers.get('www-authenticate')).toBe("Bearer realm='Flexmls API', error='invalid_token'");
});

test.each([
	['status', 403],
	['spark', 1021],
	['probe', 1021],
] as const)('the code of an OData error by switch: %s', async (resoErrorCode, code) => {
	const { spark } = await started({ spark: { resoErrorCode } });
	const response = await ask(spark, listings, { kind: 'normal', token: spark.tokens.idx.replication });
	expect(response.json.error.code).toBe(code);
	expect(response.json.error.message).toMatch('replication.sparkapi.com');
});

test('a switch answers the envelope on the RESO surface', async () => {
	const { spark } = await started({ spark: { resoErrors: 'envelope' } });
	const response = await ask(spark, listings, { kind: 'normal', token: spark.credentials.expiredToken });
	expect(response.json).toEqual({ D: { Success: false, Code: 1020, Message: 'Session token has expired' } });
});

test('a normal key is refused on the replication host, unless the switch serves it', async () => {
	const strict = await started();
	expect((await ask(strict.spark, listings, { token: 'sandbox-private' })).json.error.code).toBe(1500);
	const lenient = await started({ spark: { normalKeyOnReplicationHost: 'serve' } });
	expect((await ask(lenient.spark, listings, { token: 'sandbox-private' })).status).toBe(200);
});

test('a key is refused beyond its requests per five minutes, and let in again as they pass', async () => {
	const rateLimits = { idx: 3, vow: 5, bbo: 5, private: 5 };
	const { spark } = await started({ spark: { rateLimits } });
	const statuses = async (role: 'idx' | 'vow', times: number): Promise<number[]> => {
		const all: number[] = [];
		for (let i = 0; i < times; i += 1) all.push((await ask(spark, listings, { role })).status);
		return all;
	};
	expect(await statuses('idx', 4)).toEqual([200, 200, 200, 429]);
	expect(await statuses('vow', 6)).toEqual([200, 200, 200, 200, 200, 429]);
	const refused = await ask(spark, listings, { role: 'idx' });
	expect(refused.json.error).toEqual({ code: 1550, message: 'Over rate limit' });
	expect(refused.headers.get('retry-after')).toBeNull();
	spark.advance(299_999);
	expect(await statuses('idx', 1)).toEqual([429]);
	spark.advance(1);
	expect(await statuses('idx', 1)).toEqual([200]);
});

test('the documented limits are 1,500 for IDX keys and 4,000 for the others', async () => {
	const { spark } = await started();
	const origin = spark.origins.replication;
	const statusAfter = (role: 'idx' | 'bbo', times: number): number => {
		let status = 0;
		for (let i = 0; i < times; i += 1) {
			const { answer, leave } = spark.handle({
				method: 'GET',
				path: '/Reso/OData',
				params: new URLSearchParams(),
				headers: { authorization: `Bearer ${spark.tokens[role].replication}` },
				body: '',
				origin,
				host: 'replication',
			});
			leave();
			status = answer.status;
		}
		return status;
	};
	expect(statusAfter('idx', 1500)).toBe(200);
	expect(statusAfter('idx', 1)).toBe(429);
	expect(statusAfter('bbo', 4000)).toBe(200);
	expect(statusAfter('bbo', 1)).toBe(429);
});

test.each([
	['seconds', /^300$/],
	['date', /^Fri, 01 May 2026 12:05:0\d GMT$/],
] as const)('a switch says how long to wait: %s', async (retryAfter, text) => {
	const { spark } = await started({ spark: { retryAfter, rateLimits: { idx: 1, vow: 1, bbo: 1, private: 1 } } });
	await ask(spark, listings);
	const refused = await ask(spark, listings);
	expect(refused.headers.get('retry-after')).toMatch(text);
});

test('more requests at a time than the switch allows are refused', async () => {
	const { spark } = await started({ spark: { maxParallel: 2 } });
	spark.faults.add({ match: { path: '/Property' }, do: { kind: 'delay', ms: 30 } });
	const all = await Promise.all(Array.from({ length: 4 }, () => ask(spark, listings)));
	expect(all.map(({ status }) => status).toSorted()).toEqual([200, 200, 429, 429]);
	expect((await ask(spark, listings)).status).toBe(200);
});

test('a legacy session is opened by a signature, and each request is signed', async () => {
	const { spark } = await started();
	const { key, secret } = spark.apiKeys.private.normal;
	const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
	const session = `/v1/session?ApiKey=${key}&ApiSig=${md5(`${secret}ApiKey${key}`)}`;
	const none = { kind: 'normal', init: { headers: { authorization: '' } } } as const;
	const post = { ...none, init: { ...none.init, method: 'POST' } };
	const opened = await ask(spark, session, post);
	const token: string = opened.json.D.Results[0]!.AuthToken;
	expect(opened.json.D.Results[0]).toEqual({ AuthToken: token, Expires: '2026-05-02T12:00:00Z', Roles: ['private'] });
	const path = '/v1/contacts/export';
	const signature = md5(`${secret}ApiKey${key}ServicePath${path}AuthToken${token}_limit2`);
	const good = await ask(spark, `${path}?_limit=2&AuthToken=${token}&ApiSig=${signature}`, none);
	expect(good.json.D.Results).toHaveLength(2);
	const bad = await ask(spark, `${path}?_limit=3&AuthToken=${token}&ApiSig=${signature}`, none);
	expect(bad.json.D.Code).toBe(1000);
	spark.expireTokens();
	const late = await ask(spark, `${path}?_limit=2&AuthToken=${token}&ApiSig=${signature}`, none);
	expect(late.json.D.Code).toBe(1020);
	expect((await ask(spark, `/v1/session?ApiKey=${key}&ApiSig=wrong`, post)).json.D.Code).toBe(1000);
});

test('requests are remembered without secrets', async () => {
	const { spark } = await started();
	await ask(spark, '/v1/contacts/export?_limit=2&AuthToken=secret&ApiSig=secret', { kind: 'normal' });
	await ask(spark, listings, { token: 'nobody' });
	expect(spark.requests).toEqual([
		{
			time: spark.clock.start,
			host: 'api',
			method: 'GET',
			path: '/v1/contacts/export',
			query: { _limit: '2' },
			status: 200,
			role: 'private',
		},
		{
			time: spark.clock.start,
			host: 'replication',
			method: 'GET',
			path: '/Reso/OData/Property',
			query: { $select: 'ListingKey' },
			status: 401,
			role: undefined,
		},
	]);
});
