/** What each of the vendor's refusals means to the user (seed 001, "Response codes"; domain/reapit.md §2.3). */
import { expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../../../src/core/http/contract.ts';
import { reapitFailure } from '../../../../src/core/sources/reapit/reapitErrors.ts';
import { judgeReapit } from '../../../../src/core/sources/reapit/reapitJudge.ts';
import { reapitProblem } from '../../../../src/core/sources/reapit/reapitProblem.ts';

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const all: Readonly<Record<string, string>> = { 'content-type': 'application/json', ...headers };
	return {
		status,
		headers: { get: (name) => all[name.toLowerCase()] ?? null },
		body: new TextEncoder().encode(text),
		serverTime: Date.parse('2026-05-01T12:00:00Z'),
		requestId: 'amzn-1',
		attempts: 1,
	};
}

const url = 'https://platform.reapit.cloud/properties/';
const get: HttpRequest = { method: 'GET', url, label: 'properties page 1', headers: { accept: 'application/json' } };
const patch: HttpRequest = { ...get, method: 'PATCH', url: `${url}OXF190001`, label: 'the change of OXF190001' };
const said = (description: string): unknown => ({ statusCode: 0, dateTime: '2026-05-01T12:00:00Z', description });

test.each([
	[400, get, 'Bad filter', 'badRequest', 'fail', /parameters, filters/],
	[
		401,
		{ ...get, headers: { 'reapit-customer': 'RES' } },
		'The request could not be fulfilled as the reapit customer specified by the provided credentials does not have the application installed.',
		'credentials',
		'fail',
		/administrator to install the app/,
	],
	[
		401,
		get,
		'The request cannot be fulfilled because it lacks the authentication credentials required to access the resource.',
		'credentials',
		'reauthorize',
		/clientId and clientSecret/,
	],
	[
		403,
		get,
		'This application has not been granted the required scope',
		'forbidden',
		'fail',
		/agencyCloud\/properties\.read/,
	],
	[403, patch, 'This application has not been granted the required scope', 'forbidden', 'fail', /properties\.write/],
	[404, get, 'Not found', 'notFound', 'fail', /id and customer/],
	[412, patch, 'Precondition failed: Update operations require …', 'conflict', 'fail', /_eTag as If-Match/],
	[
		412,
		{ ...patch, headers: { 'If-Match': '"abc"' } },
		'Precondition failed: The ETag provided does not match …',
		'conflict',
		'fail',
		/on that version/,
	],
	[413, patch, 'Request Too Long', 'badRequest', 'fail', /pre-signed URL/],
	[422, patch, 'One or more validation failures have occurred', 'badRequest', 'fail', /fields that are named/],
	[429, get, 'Too Many Requests', 'suspended', 'retry', /goes on where it stopped/],
	[500, get, 'Oops', 'unavailable', 'retry', /Try again later/],
	[504, get, 'Endpoint request timed out', 'unavailable', 'retry', /Try again later/],
] as const)('%i of %o means', (status, request, text, reason, kind, next) => {
	const verdict = judgeReapit(answer(status, said(text)), request);
	expect(verdict.kind).toBe(kind);
	if (verdict.kind === 'ok') return;
	expect(verdict.error).toMatchObject({ reason, status, requestId: 'amzn-1' });
	expect(verdict.error).toMatchObject({ why: expect.stringContaining(text.slice(0, 20)) as string });
	expect((verdict.error as { next?: string }).next).toMatch(next);
});

test('the customer that has not installed the app is named', () => {
	const request = { ...get, headers: { 'reapit-customer': 'RES' } };
	const { error } = reapitFailure(answer(401, said('… does not have the application installed.')), request);
	expect(error.why).toContain('customer RES has not installed the app');
});

test('each entry of a 422 is told, and can be had as data', () => {
	const errors = [{ field: 'type', message: 'The enum value provided for AreaType is incorrect' }, { field: 'name' }];
	const { error } = reapitFailure(answer(422, { statusCode: 422, description: 'One or more', errors }), patch);
	expect(error.why).toContain('type: The enum value provided for AreaType is incorrect; name: ');
	expect(reapitProblem(error)).toMatchObject({
		status: 422,
		description: 'One or more',
		fields: [
			{ field: 'type', message: 'The enum value provided for AreaType is incorrect' },
			{ field: 'name', message: '' },
		],
	});
});

test('a 412 tells a missing version from a stale one by what was sent', () => {
	expect(reapitProblem(reapitFailure(answer(412, said('x')), patch).error)?.precondition).toBe('missing');
	const stale = reapitFailure(answer(412, said('x')), { ...patch, headers: { 'if-match': '"a"' } });
	expect(reapitProblem(stale.error)?.precondition).toBe('stale');
});

test('a throttle lowers the rate, and waits as long as the vendor says, if it says so', () => {
	expect(judgeReapit(answer(429, ''), get)).toMatchObject({ kind: 'retry', isThrottle: true, waitMs: undefined });
	expect(judgeReapit(answer(429, '', { 'retry-after': '7' }), get)).toMatchObject({ waitMs: 7000 });
});

test('a web page under HTTP 200 is not data', () => {
	const page = answer(200, '<html>sign in</html>', { 'content-type': 'text/html; charset=utf-8' });
	expect(judgeReapit(page, get)).toMatchObject({ kind: 'retry', error: { reason: 'badResponse' } });
	expect(judgeReapit(page, { ...get, headers: { accept: '*/*' } })).toEqual({ kind: 'ok' });
	expect(judgeReapit(answer(204, '', { 'content-type': 'text/html' }), patch)).toEqual({ kind: 'ok' });
});

test('a token that a vendor quotes is not repeated', () => {
	const { error } = reapitFailure(answer(401, said('Bearer eyJhbGciOi.abc.def is not valid')), get);
	expect(JSON.stringify(error)).not.toContain('eyJhbGciOi');
});
