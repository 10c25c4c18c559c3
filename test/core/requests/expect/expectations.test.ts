/** What a request may expect of its answer, and what of that holds. */
import { expect, test } from 'vitest';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { checkExpectations } from '../../../../src/core/requests/expect/checkExpectations.ts';
import { expectationsOf } from '../../../../src/core/requests/expect/expectation.ts';
import { parseRowLimit } from '../../../../src/core/requests/rowLimit.ts';
import type { Exchange } from '../../../../src/core/requests/send/exchange.ts';

const BODY =
	'{"id": 12345678901234567890, "name": "Flat & Co", "rooms": [1, 2, 3], "sold": false, "gone": null, "@odata.count": 7, "at": "2026-05-01T00:00:00Z"}';

function answer(status: number, body = BODY): Exchange {
	return {
		...{ name: 'flats', connection: undefined, startedAt: 0, endedAt: 1, attempts: [], waits: [], requestId: 'x' },
		request: { method: 'GET', url: 'https://example.com/', headers: [], body: undefined, bodyBytes: 0 },
		status,
		headers: [
			['content-type', 'application/json; charset=utf-8'],
			['content-length', '120'],
		],
		body: { kind: 'memory', bytes: new TextEncoder().encode(body) },
	};
}

function results(directives: readonly string[], exchange = answer(200)): readonly [isMet: boolean, actual: string][] {
	const document = parseRequests(`${directives.map((one) => `# @expect ${one}\n`).join('')}GET https://example.com/\n`);
	return checkExpectations(expectationsOf(document, document.blocks[0]!), exchange).map(({ isMet, actual }) => [
		isMet,
		actual,
	]);
}

test.each([
	'200',
	'2xx',
	'status 200',
	'status == 200',
	'status 404, 2xx',
	'header content-type',
	'header Content-Type contains json',
	'header content-length > 100',
	'header x-none missing',
	'body contains "Flat & Co"',
	'body matches ^\\{.*\\}$',
	'body.$.name == Flat & Co',
	"body.$.name == 'Flat & Co'",
	'body.$.name startsWith Flat',
	'body.$.id == 12345678901234567890',
	'body.$.rooms.length >= 3',
	'body.$.rooms[0] = 1',
	'body.$.rooms[-1] == 3',
	'body.$.rooms contains 2',
	'body.$.sold == false',
	'body.$.gone == null',
	'body.$.gone exists',
	'body.$.none missing',
	'body.$.none != 1',
	"body.$['@odata.count'] < 8",
	'body.$.at > 2026-04-30',
	'body $.name exists',
])('"@expect %s" holds', (text) => {
	expect(results([text]).at(-1)?.[0]).toBe(true);
});

test.each([
	['404', 'status is 200'],
	['3xx', 'status is 200'],
	['header content-type contains xml', 'it is application/json; charset=utf-8'],
	['header x-none exists', 'there is no header x-none'],
	['body.$.name == Flat', 'it is "Flat & Co"'],
	['body.$.rooms.length < 3', 'it is 3'],
	['body.$.none.deeper == 1', 'there is no such value'],
	['body.$.name < 5', 'it is "Flat & Co"'],
	['body missing', `the body has ${BODY.length} characters`],
])('"@expect %s" does not: %s', (text, actual) => {
	expect(results([text]).at(-1)).toEqual([false, actual]);
});

test('without a word on the status, success is expected', () => {
	expect(results([], answer(204))).toEqual([[true, 'status is 204']]);
	expect(results([], answer(404))).toEqual([[false, 'status is 404']]);
	expect(results(['body.$.a == 1'], answer(404, 'no json'))).toEqual([
		[false, 'status is 404'],
		[false, 'there is no such value'],
	]);
	expect(results(['404'], answer(404))).toEqual([[true, 'status is 404']]);
});

test.each([
	'',
	'20',
	'status fine',
	'header',
	'body.$.a is 5',
	'body.$[x] == 1',
	'body matches [',
	'body.$.a ==',
	'body.$.a exists 5',
])('"@expect %s" says nothing known', (text) => {
	if (text === '') expect(results([text])).toHaveLength(1);
	else
		expect(() => results([text])).toThrow(
			expect.objectContaining({ kind: 'badDirective', place: { line: 1, column: 11 } }) as Error,
		);
});

test.each([
	['500', { rows: 500, pages: Infinity }],
	['500 rows', { rows: 500, pages: Infinity }],
	['3 pages', { rows: Infinity, pages: 3 }],
	['500 rows, 1 page', { rows: 500, pages: 1 }],
	['0', undefined],
	['many', undefined],
])('"@limit %s"', (text, expected) => {
	expect(parseRowLimit(text)).toEqual(expected);
});
