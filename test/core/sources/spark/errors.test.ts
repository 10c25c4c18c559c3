/** What Spark's errors become: each documented code has its reason, its message and its next step. */
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import type { HttpResponse, Verdict } from '../../../../src/core/http/contract.ts';
import { sparkErrorCodes } from '../../../../src/core/sources/spark/sparkErrorCodes.ts';
import { judgeSpark } from '../../../../src/core/sources/spark/sparkJudge.ts';
import { fixture } from './scriptedSpark.ts';

interface Registered {
	readonly code: number;
	readonly http: number;
	readonly message: string;
}
const registry = (JSON.parse(fixture('error-codes.json')) as { codes: Registered[] }).codes;

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse {
	const all: Record<string, string> = { 'content-type': 'application/json', ...headers };
	return {
		status,
		headers: { get: (name) => all[name.toLowerCase()] ?? null },
		body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
		serverTime: Date.parse('2026-05-01T12:00:00Z'),
		requestId: 'request-1',
		attempts: 1,
	};
}

function judge(response: HttpResponse, accept = 'application/json'): Verdict {
	return judgeSpark(response, { method: 'GET', url: 'https://x/', label: 'Property page 1', headers: { accept } });
}

function errorOf(verdict: Verdict): FreeholdError {
	if (verdict.kind === 'ok' || !FreeholdError.is(verdict.error)) throw new Error('no error');
	return verdict.error;
}

test('the table holds exactly the 41 documented codes', () => {
	expect(registry).toHaveLength(41);
	expect([...sparkErrorCodes.keys()].sort((a, b) => a - b)).toEqual(registry.map(({ code }) => code));
});

const shapes: readonly [string, (entry: Registered) => unknown][] = [
	['D envelope', ({ code, message }) => ({ D: { Success: false, Code: code, Message: message } })],
	['OData error with a number', ({ code, message }) => ({ error: { code, message } })],
	[
		'OData error with a text',
		({ code, message }) => ({ error: { code: String(code), message: { lang: 'en', value: message } } }),
	],
	[
		'XML error',
		({ code, message }) =>
			`<?xml version="1.0"?><m:error xmlns:m="x"><m:code>${code}</m:code><m:message>${message}</m:message></m:error>`,
	],
];

for (const [shape, body] of shapes) {
	test.each(registry)(`code $code says why and what to do next (${shape})`, (entry) => {
		const error = errorOf(judge(answer(entry.http, body(entry))));
		const known = sparkErrorCodes.get(entry.code)!;
		expect(error).toMatchObject({
			reason: known.reason,
			vendorCode: entry.code,
			status: entry.http,
			next: known.next,
			requestId: 'request-1',
		});
		expect(error.why).toContain(known.why);
		expect(error.why).toContain(entry.message.slice(0, 40));
		expect(known.next.length).toBeGreaterThan(15);
	});
}

test.each([
	[1020, 401, 'reauthorize'],
	[1000, 401, 'reauthorize'],
	[1010, 401, 'fail'],
	[1021, 403, 'fail'],
	[1550, 429, 'retry'],
	[1550, 503, 'retry'],
	[1510, 503, 'retry'],
	[1515, 503, 'retry'],
	[1516, 503, 'retry'],
	[1023, 503, 'retry'],
	[1024, 503, 'retry'],
	[2005, 503, 'retry'],
	[1026, 500, 'retry'],
	[1040, 400, 'fail'],
	[3000, 400, 'fail'],
])('code %i under HTTP %i is answered by: %s', (code, status, kind) => {
	expect(judge(answer(status, { D: { Success: false, Code: code } })).kind).toBe(kind);
});

test('over the rate limit waits as long as the vendor says, if it says', () => {
	const body = { D: { Success: false, Code: 1550, Message: 'Over rate limit' } };
	expect(judge(answer(429, body, { 'retry-after': '17' }))).toMatchObject({
		kind: 'retry',
		isThrottle: true,
		waitMs: 17_000,
	});
	expect(judge(answer(429, body))).toMatchObject({ kind: 'retry', isThrottle: true, waitMs: undefined });
	const date = { 'retry-after': 'Fri, 01 May 2026 12:01:00 GMT' };
	expect(judge(answer(429, '', date))).toMatchObject({ kind: 'retry', isThrottle: true, waitMs: 60_000 });
});

test('a replication key on the normal host learns which setting helps', () => {
	const error = errorOf(judge(answer(403, { error: { code: 1021, message: 'Please use replication.sparkapi.com' } })));
	expect(error.reason).toBe('forbidden');
	expect(error.next).toContain('replication: true');
});

test('contacts refused to a role name the role that may read them', () => {
	expect(errorOf(judge(answer(403, { D: { Success: false, Code: 1500 } }))).why).toContain('Private');
});

test('an expired token is renewed also when only the header says so', () => {
	const headers = { 'www-authenticate': "Bearer realm='Flexmls API', error='invalid_token'" };
	expect(judge(answer(401, '', headers)).kind).toBe('reauthorize');
	expect(judge(answer(401, { error: { code: 401, message: 'no' } })).kind).toBe('reauthorize');
});

test('a failure under HTTP 200 is a failure, in small answers and in big ones', () => {
	expect(judge(answer(200, { D: { Success: false } }))).toMatchObject({
		kind: 'fail',
		error: { reason: 'badResponse' },
	});
	expect(judge(answer(200, { D: { Success: false, Code: 1020 } })).kind).toBe('reauthorize');
	const big = {
		D: { Success: false, Code: 1510, Results: Array.from({ length: 2000 }, () => ({ Text: 'long enough' })) },
	};
	expect(judge(answer(200, big))).toMatchObject({ kind: 'retry', error: { vendorCode: 1510 } });
	const text = 'He wrote "Success": false and {"error": 1}. '.repeat(1000);
	expect(judge(answer(200, { value: [{ PublicRemarks: text }] })).kind).toBe('ok');
	expect(judge(answer(200, { D: { Success: true, Results: [] } })).kind).toBe('ok');
});

test('a page of HTML under HTTP 200 is no data', () => {
	const html = judge(answer(200, '<html>Sign in</html>', { 'content-type': 'text/html; charset=utf-8' }));
	expect(html).toMatchObject({ kind: 'retry', error: { reason: 'badResponse' } });
	expect(errorOf(html).why).toContain('text/html');
	expect(judge(answer(200, '<Edmx/>', { 'content-type': 'application/xml' }), 'application/xml').kind).toBe('ok');
	expect(judge(answer(200, '{}', { 'content-type': 'application/json;odata.metadata=minimal' })).kind).toBe('ok');
	expect(judge(answer(200, '{}'), 'application/xml').kind).toBe('retry');
});

test('an answer that is not ready is asked for again', () => {
	expect(judge(answer(202, '', { 'retry-after': '3' }))).toMatchObject({
		kind: 'retry',
		waitMs: 3000,
		error: { reason: 'unavailable' },
	});
});

test.each([
	[400, 'badRequest'],
	[401, 'credentials'],
	[403, 'forbidden'],
	[404, 'notFound'],
	[405, 'badRequest'],
	[409, 'conflict'],
	[410, 'notFound'],
	[418, 'badRequest'],
	[500, 'unavailable'],
	[501, 'badRequest'],
	[502, 'unavailable'],
	[503, 'unavailable'],
	[504, 'unavailable'],
])('HTTP %i without a code is %s', (status, reason) => {
	expect(errorOf(judge(answer(status, 'oops', { 'content-type': 'text/plain' }))).reason).toBe(reason);
});

test('filter errors are named with their place', () => {
	const body = {
		D: {
			Success: false,
			Code: 1040,
			Message: 'bad filter',
			SparkQLErrors: [
				{ Token: 'Foo', Status: 'Fatal' },
				{ token: 'Bar', status: 'dropped', message: 'unknown' },
			],
		},
	};
	const { why } = errorOf(judge(answer(400, body)));
	expect(why).toContain('"Foo" (Fatal)');
	expect(why).toContain('"Bar": unknown (Dropped)');
});

test('a vendor message that repeats a secret does not show it', () => {
	const { why } = errorOf(
		judge(answer(401, { D: { Success: false, Code: 1000, Message: 'Bearer abc123secret is unknown' } })),
	);
	expect(why).not.toContain('abc123secret');
});
