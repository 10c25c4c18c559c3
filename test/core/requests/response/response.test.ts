import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formattedBody, indentedJson } from '../../../../src/core/requests/response/formattedBody.ts';
import {
	MOST_KEPT,
	exchangeOf,
	holds,
	keptExchange,
	storedExchange,
} from '../../../../src/core/requests/response/keptExchange.ts';
import { responseText } from '../../../../src/core/requests/response/responseText.ts';
import { reapitKeyTargets } from '../../../../src/core/requests/links/keyLinks.ts';
import { bodyText } from '../../../../src/core/requests/send/exchange.ts';
import type { Exchange } from '../../../../src/core/requests/send/exchange.ts';

function exchange(body: string, more: Partial<Exchange> = {}): Exchange {
	const bytes = new TextEncoder().encode(body);
	return {
		...{
			name: 'flats',
			connection: 'agency',
			status: 200,
			startedAt: 1_000,
			endedAt: 1_250,
			attempts: [],
			requestId: 'r-1',
		},
		request: {
			method: 'GET',
			url: 'https://platform.reapit.cloud/contacts/',
			headers: [],
			body: undefined,
			bodyBytes: 0,
		},
		headers: [
			['content-type', 'application/json; charset=utf-8'],
			['location', 'https://platform.reapit.cloud/contacts/OXF2'],
		],
		body: { kind: 'memory', bytes },
		waits: [{ since: 1_000, until: 1_100, why: 'the limit of 20 a second' }],
		...more,
	};
}

const answer =
	'{"_embedded":[{"id":"OXF1","negotiatorIds":["JAS"],"big":12345678901234567890,"_links":{"self":{"href":"/contacts/OXF1"}}}],"totalCount":1}';

test('an answer tells its status, what it took, its headers and its body on lines', () => {
	const { text, headers, bodyStart } = responseText(exchange(answer), 'GET 200 · 250 ms', ['a note'], {});
	expect(text.slice(0, headers.start)).toBe(`HTTP 200 OK
# GET 200 · 250 ms
# GET https://platform.reapit.cloud/contacts/
# request id r-1
# waited 100 ms: the limit of 20 a second
# a note
`);
	expect(text.slice(headers.start, headers.end)).toMatch(/^content-type: .*\nlocation: .*$/);
	expect(text.slice(bodyStart)).toContain('  "_embedded": [\n    {\n      "id": "OXF1",');
	expect(text, 'numbers stay as they came').toContain('12345678901234567890');
});

test('links stand where they are shown', async () => {
	const options = { source: 'reapit', keyTargets: await reapitKeyTargets() } as const;
	const { text, links } = responseText(exchange(answer), '', [], options);
	expect(links.map(({ start, end, link }) => [text.slice(start, end), link.url])).toEqual([
		['https://platform.reapit.cloud/contacts/OXF2', 'https://platform.reapit.cloud/contacts/OXF2'],
		...[
			['JAS', 'https://platform.reapit.cloud/negotiators/JAS'],
			['/contacts/OXF1', 'https://platform.reapit.cloud/contacts/OXF1'],
		].toSorted((a, b) => text.indexOf(a[0]!) - text.indexOf(b[0]!)),
	]);
});

test('JSON on lines is the same JSON', () => {
	fc.assert(
		fc.property(fc.json(), (text) => {
			expect(JSON.parse(indentedJson(text) ?? '')).toEqual(JSON.parse(text));
		}),
	);
	expect(indentedJson('{"a":[],"b":{},"c":[1,{"d":"[,]"}]}')).toBe(
		'{\n  "a": [],\n  "b": {},\n  "c": [\n    1,\n    {\n      "d": "[,]"\n    }\n  ]\n}\n',
	);
});

test.each([
	['PK\u0003\u0004\0\0', 'application/zip', 'binary'],
	['<a/>', undefined, 'xml'],
	['{oops', 'application/json', 'text'],
	['', 'application/json', 'empty'],
	['plain', undefined, 'text'],
])('%j of %s is %s', (text, type, form) => {
	expect(formattedBody(text, type).form).toBe(form);
});

test('what is kept can be shown again and found, and is no larger than anyone reads', () => {
	const kept = keptExchange(exchange(answer), { id: '1', file: 'file:///a', notes: [], source: 'reapit' });
	expect(bodyText(exchangeOf(JSON.parse(JSON.stringify(kept)) as typeof kept))).toBe(answer);
	expect([holds(kept, 'oxf1'), holds(kept, 'LOCATION'), holds(kept, 'nowhere')]).toEqual([true, true, false]);
	const large = keptExchange(exchange('x'.repeat(MOST_KEPT + 1)), { id: '2', file: '', notes: [], source: undefined });
	expect(large).toMatchObject({ isCut: true, bodyBytes: MOST_KEPT + 1 });
	expect(large.body).toHaveLength(MOST_KEPT);
});

test('what lies on a disk holds no secret: neither one that was written into a body, nor a token that was given', () => {
	const place = { id: '3', file: '', notes: [], source: undefined };
	const given = '{"access_token":"eyJ-canary\\"1","expires_in":3600,"nextPageToken":"p2","client_id":"app"}';
	const request = { ...exchange('').request, body: '{\n  "clientSecret": "canary2", "login": "ann"\n}' };
	const kept = keptExchange(exchange(given, { request }), place);
	expect(kept.body, 'whoever asked for it sees it').toBe(given);
	expect(storedExchange(kept)).toMatchObject({
		body: '{"access_token":"***","expires_in":3600,"nextPageToken":"p2","client_id":"app"}',
		exchange: { request: { body: '{\n  "clientSecret": "***", "login": "ann"\n}' } },
	});
	const cut = keptExchange(exchange(`${' '.repeat(MOST_KEPT - 20)}{"token": "canary3canary3"}`), place);
	expect(storedExchange(cut).body).not.toContain('canary');
});
