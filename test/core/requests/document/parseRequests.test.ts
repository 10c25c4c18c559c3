/** What the parser reads out of request files. */
import { expect, test } from 'vitest';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { blockNotes } from '../../../../src/core/requests/document/portability.ts';
import { blockName, directiveOf, directivesOf } from '../../../../src/core/requests/document/requestDocument.ts';
import type { RequestBlock } from '../../../../src/core/requests/document/requestDocument.ts';
import { variableReferences } from '../../../../src/core/requests/document/variableReferences.ts';

const EXAMPLE = `@base = https://platform.reapit.cloud
@token = {{$env.REAPIT_TOKEN}}

### flats in Oxford offices chased this month
# @name flats
# @connection agency
# @type FlatForSale
# @expect 200
# @expect header content-type contains json
GET {{base}}/properties/
  ?pageSize=100
  # only with a negotiator
  &embed=negotiator
  &metadata=metadata.chaseDate $gte 2026-11-01
  &metadata=metadata.name $eq 'B&B + Co'
api-version: 2020-01-31
reapit-customer: SBOX

### a new contact
POST {{base}}/contacts HTTP/1.1
content-type: application/json

{
  "surname": "{{surname}}"
}

###
`;

function block(text: string, nth = 0): RequestBlock {
	const found = parseRequests(text).blocks[nth];
	if (found === undefined) throw new Error(`There is no block ${nth}`);
	return found;
}

/** Names and values of a query, as they are written. */
function query({ request }: RequestBlock): readonly (readonly [string, string | undefined])[] {
	return (request?.parameters ?? []).map(({ name, value }) => [name.text, value?.text]);
}

test('the example of the language is read as it is meant', () => {
	const document = parseRequests(EXAMPLE);
	expect(document.blocks).toHaveLength(4);
	const [head, flats, contact, last] = document.blocks as [RequestBlock, RequestBlock, RequestBlock, RequestBlock];
	expect(head.variables.map(({ name, value }) => [name.text, value.text])).toEqual([
		['base', 'https://platform.reapit.cloud'],
		['token', '{{$env.REAPIT_TOKEN}}'],
	]);
	expect(flats.title?.text).toBe('flats in Oxford offices chased this month');
	expect(directiveOf(flats, 'connection')?.text).toBe('agency');
	expect(directivesOf(flats, 'expect').map(({ text }) => text)).toEqual(['200', 'header content-type contains json']);
	expect(flats.request).toMatchObject({ method: { text: 'GET' }, address: { text: '{{base}}/properties/' } });
	expect(query(flats)).toEqual([
		['pageSize', '100'],
		['embed', 'negotiator'],
		['metadata', 'metadata.chaseDate $gte 2026-11-01'],
		['metadata', "metadata.name $eq 'B&B + Co'"],
	]);
	expect(flats.headers.map(({ name, value }) => `${name.text}=${value.text}`)).toEqual([
		'api-version=2020-01-31',
		'reapit-customer=SBOX',
	]);
	expect(flats.body).toBeUndefined();
	expect(contact.request?.version?.text).toBe('HTTP/1.1');
	expect(contact.body).toMatchObject({ language: 'json', pieces: [{ text: '{\n  "surname": "{{surname}}"\n}' }] });
	expect(document.blocks.map((one) => blockName(document, one))).toEqual([
		'block 1',
		'flats',
		'a new contact',
		'block 4',
	]);
	expect(last.request).toBeUndefined();
});

test.each([
	[
		"  &a='B&B'&b=2",
		[
			['a', "'B&B'"],
			['b', '2'],
		],
	],
	[
		'  ?a=Smith & Sons&b=2',
		[
			['a', 'Smith & Sons'],
			['b', '2'],
		],
	],
	[
		"  &name=O'Brien&x='1'",
		[
			['name', "O'Brien"],
			['x', "'1'"],
		],
	],
	[
		"  &$filter=City eq 'A&b=c' and B in ('x&y=1','z')&$top=5",
		[
			['$filter', "City eq 'A&b=c' and B in ('x&y=1','z')"],
			['$top', '5'],
		],
	],
	[
		'  &a&b',
		[
			['a', undefined],
			['b', undefined],
		],
	],
	['  ?{{query}}', [['{{query}}', undefined]]],
	[
		'  &a=1&{{more}}',
		[
			['a', '1'],
			['{{more}}', undefined],
		],
	],
])('the line "%s" has these parameters', (line, expected) => {
	expect(query(block(`GET https://example.com/\n${line}\n`))).toEqual(expected);
});

test('in an address every & separates, as in all tools', () => {
	expect(query(block("GET https://example.com/?a='B&B'&c=d HTTP/1.1\n"))).toEqual([
		['a', "'B"],
		["B'", undefined],
		['c', 'd'],
	]);
});

test.each([
	'get https://example.com',
	'https://example.com',
	'PROPFIND https://example.com',
	'{{base}}/a',
	'DELETE',
	'/a/b',
])('"%s" is a request', (line) => {
	expect(block(`${line}\n`)).toMatchObject({ request: { lines: [{ text: line }] }, unknown: [] });
});

test.each(['hello world', 'Get the contacts', '{"json": true}', 'PROPFIND x'])('"%s" is none', (line) => {
	const read = block(`${line}\n`);
	// GET may be in any case: what follows it is an address.
	if (/^get /i.test(line)) expect(read.request?.address.text).toBe('the contacts');
	else expect(read).toMatchObject({ request: undefined, unknown: [{ text: line }] });
});

test('files stand in a body between texts; blank lines around it do not belong to it', () => {
	const { body } = block(
		'POST https://example.com/\ncontent-type: multipart/form-data; boundary=b\n\n\n--b\n\n< a.txt\n--b--\n\n \n',
	);
	expect(body?.language).toBe('multipart');
	expect(body?.pieces).toMatchObject([
		{ kind: 'text', text: '--b\n' },
		{ kind: 'file', path: { text: 'a.txt' }, hasVariables: false },
		{ kind: 'text', text: '--b--' },
	]);
});

test.each([
	['< ./a b.json', { path: { text: './a b.json' }, hasVariables: false, encoding: undefined }],
	['<@ {{file}}.json', { path: { text: '{{file}}.json' }, hasVariables: true, encoding: undefined }],
	['<@latin1 a.txt', { path: { text: 'a.txt' }, hasVariables: true, encoding: 'latin1' }],
])('"%s" is a file', (line, expected) => {
	expect(block(`PUT https://example.com/\n\n${line}\n`).body?.pieces).toMatchObject([{ kind: 'file', ...expected }]);
});

test('<xml> is no file, and comments are not sent', () => {
	const { body, comments } = block('PUT https://example.com/\n\n<a>\n# a remark\n</a>\n');
	expect(body?.pieces.map((piece) => piece.kind === 'text' && piece.text)).toEqual(['<a>', '</a>']);
	expect(comments).toMatchObject([{ text: '# a remark' }]);
});

test('CRLF and a byte order mark belong to no part', () => {
	const text = '\ufeff@base = https://example.com\r\nPOST {{base}}/\r\nx: y\r\n\r\na\r\nb\r\n';
	const document = parseRequests(text);
	expect(document.lineEnd).toBe('\r\n');
	expect(document.blocks[0]).toMatchObject({
		variables: [{ value: { text: 'https://example.com' } }],
		headers: [{ value: { text: 'y' } }],
		body: { pieces: [{ text: 'a\r\nb' }] },
	});
});

test('what single tools have added is told of and not sent', () => {
	const text =
		'< {% request.variables.set("a", 1) %}\nPOST https://example.com/{{$guid}}\nx: {{login.response.body.$.token}}\n\n' +
		'body\n\n> {%\n  client.test("x", () => {})\n%}\n?? status == 200\n>> out.json\n# {{$dotenv SECRET}}\n';
	const document = parseRequests(text);
	expect(document.blocks[0]?.body?.pieces).toMatchObject([{ text: 'body' }]);
	expect(
		document.blocks
			.flatMap((block) => blockNotes(document.text, block))
			.toSorted((a, b) => a.start - b.start)
			.map(({ start, end }) => text.slice(start, end)),
	).toEqual([
		'< {% request.variables.set("a", 1) %}',
		'{{$guid}}',
		'{{login.response.body.$.token}}',
		'> {%\n  client.test("x", () => {})\n%}',
		'?? status == 200',
		'>> out.json',
	]);
});

test.each([
	['{{base}}', 'variable', 'base'],
	['{{ a-b.c }}', 'variable', 'a-b.c'],
	['{{$env.TOKEN}}', 'environment', 'TOKEN'],
	['{{$processEnv TOKEN}}', 'environment', 'TOKEN'],
	['{{$dotenv TOKEN}}', 'dotenv', 'TOKEN'],
	['{{one.response.body.$.x}}', 'response', 'one.response.body.$.x'],
	['{{$timestamp -1 d}}', 'dynamic', '$timestamp -1 d'],
	['{{1 + 2}}', 'expression', '1 + 2'],
])('%s is %s', (text, kind, name) => {
	const [found] = variableReferences(`ab${text}`, 10);
	expect(found).toMatchObject({ kind, start: 12, end: 12 + text.length, name: { text: name } });
	expect(`0123456789ab${text}`.slice(found?.name.start, found?.name.end)).toBe(name);
});
