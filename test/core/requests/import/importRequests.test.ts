import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { importRequests } from '../../../../src/core/requests/import/importRequests.ts';
import { requestFileText } from '../../../../src/core/requests/import/requestFileText.ts';
import { shellWords } from '../../../../src/core/requests/import/shellWords.ts';

function fileOf(text: string, connection?: string): string {
	return requestFileText(importRequests(text), connection).text;
}

test('an address becomes a request with its query over lines, decoded', () => {
	const address =
		"https://platform.reapit.cloud/properties/?pageSize=100&metadata=metadata.city%20%24eq%20%27London%27&metadata=metadata.name%20%24eq%20'B%26B%20%2B%20Co'";
	expect(fileOf(address, 'agency')).toBe(`###
# @connection agency
GET https://platform.reapit.cloud/properties/
  ?pageSize=100
  &metadata=metadata.city $eq 'London'
  &metadata=metadata.name%20%24eq%20'B%26B%20%2B%20Co'
`);
});

test('a curl command comes with its method, headers and body, and without its secrets', () => {
	const command = `curl 'https://api.example.com/contacts/' -X POST \\
  -H 'api-version: 2020-01-31' -H 'Content-Type: application/json' \\
  -H 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc' \\
  --data-raw '{"title":"Mr","name":"O'\\''Brien"}' --compressed -sS`;
	const { text, secrets } = requestFileText(importRequests(command));
	expect(text).toBe(`###
POST https://api.example.com/contacts/
api-version: 2020-01-31
Content-Type: application/json
Authorization: Bearer {{$env.TOKEN}}

{"title":"Mr","name":"O'Brien"}
`);
	expect(secrets).toBe(1);
});

test.each([
	['curl -u me:secret https://x.test/', 'Authorization: Basic {{$env.TOKEN}}'],
	['curl https://x.test/ -b "sid=123"', '# A header Cookie was left out'],
	['curl -G https://x.test/a -d q=1 --data-urlencode "n=a b"', 'GET https://x.test/a\n  ?q=1\n  &n=a b'],
	['curl -sXPUT x.test/a', 'PUT http://x.test/a'],
	['curl -I https://x.test/a', 'HEAD https://x.test/a'],
	['curl -r 0-99 https://x.test/a', 'GET https://x.test/a\nRange: bytes=0-99'],
	['curl --proxy-user a:b -D head.txt -y 30 --globoff https://x.test/a', '###\nGET https://x.test/a\n'],
	['curl --url-query "n=a b" --url-query +m=c%26d https://x.test/a', 'GET https://x.test/a\n  ?n=a b\n  &m=c%26d'],
	['curl https://x.test/a -d a=1 -d b=2', 'Content-Type: application/x-www-form-urlencoded\n\na=1&b=2'],
	['curl https://x.test/a --json \'{"a":1}\'', 'Content-Type: application/json\nAccept: application/json\n\n{"a":1}'],
	['curl https://x.test/a -T photo.jpg', 'PUT https://x.test/a\n\n< photo.jpg'],
	['curl -k https://x.test/a', '# curl was told not to check certificates'],
	[
		'curl "https://x.test/a" -F "file=@a.pdf;type=application/pdf" -F n=1',
		'filename="a.pdf"\nContent-Type: application/pdf\n\n< a.pdf',
	],
	["curl $'https://x.test/\\u010d' ", 'GET https://x.test/č'],
	['curl ^"https://x.test/a^" ^\n  -H ^"X-A: 1^"', 'X-A: 1'],
])('%s', (command, expected) => {
	expect(fileOf(command)).toContain(expected);
});

test('several commands become several requests', () => {
	expect(parseRequests(fileOf('curl https://x.test/1\ncurl https://x.test/2')).blocks).toHaveLength(2);
});

test('words survive quoting for a shell', () => {
	fc.assert(
		fc.property(fc.array(fc.string({ minLength: 1 }).filter((word) => !/\^"|\^\r?\n/.test(word))), (words) => {
			const line = words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
			expect(shellWords(line)).toEqual(words);
		}),
	);
});

test('whatever text is brought along, it is read or refused with a sentence', () => {
	const pieces = fc.constantFrom(
		'curl ',
		"'",
		'"',
		'\\',
		'$',
		'-d',
		'{',
		'}',
		'https://x.test',
		' ',
		'\n',
		'&',
		'@',
		':',
		'- ',
		'*a',
		'^',
	);
	const texts = fc.oneof(
		fc.string(),
		fc.array(pieces).map((parts) => parts.join('')),
		fc.json(),
	);
	fc.assert(
		fc.property(texts, (text) => {
			try {
				parseRequests(fileOf(text));
			} catch (error) {
				if (!FreeholdError.is(error, 'usage')) throw error;
			}
		}),
	);
});

const postman = {
	info: { name: 'Agency', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
	variable: [
		{ key: 'base', value: 'https://x.test' },
		{ key: 'token', value: 'top-secret', type: 'secret' },
	],
	auth: { type: 'bearer', bearer: [{ key: 'token', value: 'top-secret', type: 'string' }] },
	item: [
		{
			name: 'Contacts',
			item: [
				{
					name: 'List',
					event: [{ listen: 'test', script: { exec: ['pm.test("x")'] } }],
					request: {
						method: 'GET',
						header: [
							{ key: 'api-version', value: '2020-01-31' },
							{ key: 'X-Off', value: '1', disabled: true },
						],
						url: {
							raw: '{{base}}/contacts/?pageSize=5&x=1',
							query: [
								{ key: 'pageSize', value: '5' },
								{ key: 'x', value: '1', disabled: true },
							],
						},
					},
				},
				{
					name: 'Create',
					request: {
						method: 'POST',
						header: [],
						url: { raw: '{{base}}/contacts/:id', variable: [{ key: 'id', value: 'OXF1' }] },
						body: { mode: 'raw', raw: '{"a": 1}', options: { raw: { language: 'json' } } },
					},
				},
			],
		},
		{ name: 'Plain', request: 'https://x.test/plain' },
	],
};

test('a Postman collection keeps folders, variables and what is switched on; secrets and scripts stay behind', () => {
	const text = fileOf(JSON.stringify(postman));
	expect(text).toBe(`# The collection signs its requests in; name a connection of yours instead (# @connection).
@base = https://x.test

### Contacts / List
# Its scripts did not come along: a request file runs none.
GET {{base}}/contacts/?pageSize=5
api-version: 2020-01-31

### Contacts / Create
POST {{base}}/contacts/OXF1
Content-Type: application/json

{"a": 1}

### Plain
GET https://x.test/plain
`);
	expect(text).not.toContain('top-secret');
});

test("Bruno's requests come from .bru and from OpenCollection alike", () => {
	const bru = `meta {
  name: Create contact
  type: http
}

post {
  url: https://x.test/contacts/:id?draft=true
  body: json
  auth: bearer
}

params:path {
  id: OXF1
}

params:query {
  draft: true
  ~off: 1
}

auth:bearer {
  token: top-secret
}

body:json {
  {
    "a": 1
  }
}
`;
	const yaml = `info: { name: Create contact, type: http, seq: 1 }
http:
  method: POST
  url: https://x.test/contacts/:id
  params:
    - { name: id, value: OXF1, type: path }
    - { name: draft, value: "true", type: query }
    - { name: off, value: "1", type: query, disabled: true }
  body: { type: json, data: "{\\n  \\"a\\": 1\\n}" }
  auth: { type: bearer, token: top-secret }
`;
	const expected = `### Create contact
# It signed in by bearer; name a connection instead (# @connection).
POST https://x.test/contacts/OXF1?draft=true
Content-Type: application/json

{
  "a": 1
}
`;
	expect(fileOf(bru)).toBe(expected);
	expect(fileOf(yaml)).toBe(expected);
	const bundled = `opencollection: 1.0.0
info: { name: All }
bundled: true
config: { environments: [{ name: dev, variables: [{ name: host, value: x.test }, { name: key, value: top-secret, secret: true }] }] }
items:
  - info: { name: People, type: folder }
    items:
      - info: { name: List, type: http }
        http: { method: GET, url: "https://{{host}}/contacts/" }
`;
	expect(fileOf(bundled)).toBe('@host = x.test\n\n### People / List\nGET https://{{host}}/contacts/\n');
});

test('text that looks like comments does not silently shorten a body', () => {
	const command = String.raw`curl https://x.test/ -H 'Content-Type: application/json' -d '{"a":
# 1
}'`;
	expect(fileOf(command)).toContain('{"a":# 1}');
	const json = JSON.stringify({
		log: {
			entries: [
				{
					request: {
						method: 'POST',
						url: 'https://x.test/',
						headers: [],
						postData: { mimeType: 'application/json', text: '{\n"a":\n// not a comment\n1}' },
					},
				},
			],
		},
	});
	expect(fileOf(json)).toContain('# Its body was left out');
});

test('what is nothing of the kind is refused with what would do', () => {
	expect(() => importRequests('hello there')).toThrow(expect.objectContaining({ reason: 'usage' }));
	expect(() => importRequests('{"a":')).toThrow(/JSON/);
	expect(() => importRequests("curl 'https://x.test")).toThrow(/quote/);
});

function harOf(request: object): string {
	const whole = { method: 'POST', url: 'https://x.test/', headers: [], ...request };
	return JSON.stringify({ log: { entries: [{ request: whole }] } });
}

test.each([
	{ method: 'GET https://evil.test/\n\n###\nDELETE' },
	{ method: 'a' },
	{ url: 'https://x.test/?? !=\n' },
	{ url: 'https://x.test/a\n###\nDELETE https://evil.test/' },
	{ url: 'https://x.test/?a={{\n###\nDELETE https://evil.test/\n}}' },
	{ headers: [{ name: '###', value: 'x' }] },
	{ headers: [{ name: '&a', value: 'x' }] },
	{ headers: [{ name: 'A: 1\nX-Evil', value: 'x' }] },
	{ headers: [{ name: 'A', value: '1\nX-Evil: 2' }] },
	{ postData: { mimeType: 'text/plain', text: 'a\n### b\nDELETE https://evil.test/' } },
	{ postData: { mimeType: 'text/plain', text: '< /etc/passwd' } },
	{ postData: { mimeType: 'text/plain', text: 'a\n<@ /etc/passwd' } },
	{ postData: { mimeType: 'text/plain', text: '>> ../a.txt' } },
	{ postData: { mimeType: 'text/plain', text: '# @connection other' } },
	{
		postData: {
			mimeType: 'multipart/form-data',
			params: [{ name: 'a\r\n\r\n### b', value: 'x\n###\nDELETE https://evil.test/' }],
		},
	},
	{
		postData: {
			mimeType: 'multipart/form-data',
			params: [{ name: 'a', value: 'x\n--freehold-boundary\nX-Evil: 1\n\ny' }],
		},
	},
	{
		postData: {
			mimeType: 'application/x-www-form-urlencoded',
			params: [{ name: '{{\n###\n}}', value: '{{\n### x\n}}' }],
		},
	},
])('nothing that is imported becomes another request or header: %j', (request) => {
	const { blocks, text } = parseRequests(fileOf(harOf(request), 'agency'));
	expect(blocks).toHaveLength(1);
	const [block] = blocks;
	expect(block?.headers.map(({ name }) => name.text).filter((name) => !/^(?:A|Content-Type)$/.test(name))).toEqual([]);
	expect(block?.directives.map(({ value }) => value?.text)).toEqual(['agency']);
	expect([...(block?.unknown ?? []), ...(block?.foreign ?? [])]).toEqual([]);
	expect(block?.body?.pieces.filter(({ kind }) => kind === 'file') ?? []).toEqual([]);
	expect([...text.matchAll(/^--freehold-boundary$/gm)].length).toBeLessThan(2);
});

test('whatever an archive holds, it is so many requests with no other headers, and a body is whole or left out', () => {
	const nasty = fc
		.array(
			fc.oneof(
				fc.constantFrom(
					'\n',
					'\r\n',
					'###',
					'# @x',
					'//',
					'< a',
					'<@ b',
					'{{',
					'}}',
					'> {%',
					'%}',
					'?? ',
					': ',
					'GET /',
					'--',
				),
				fc.string({ maxLength: 4 }),
			),
		)
		.map((parts) => parts.join(''));
	const request = fc.record({
		method: fc.oneof(fc.constant('POST'), nasty),
		url: nasty.map((path) => `https://x.test/${path}`),
		headers: fc.array(fc.record({ name: fc.oneof(fc.constant('X-A'), nasty), value: nasty }), { maxLength: 3 }),
		postData: fc.record({
			mimeType: fc.constantFrom('text/plain', 'multipart/form-data', 'application/json'),
			text: nasty,
		}),
	});
	fc.assert(
		fc.property(fc.array(request, { minLength: 1, maxLength: 3 }), (requests) => {
			const archive = { log: { entries: requests.map((one) => ({ request: one })) } };
			const { blocks } = parseRequests(fileOf(JSON.stringify(archive)));
			expect(blocks).toHaveLength(requests.length);
			for (const [nth, { headers, body, directives, unknown, foreign }] of blocks.entries()) {
				const names = requests[nth]?.headers.map(({ name }) => name) ?? [];
				for (const { name } of headers) expect(names).toContain(name.text);
				expect([...directives, ...unknown, ...foreign]).toEqual([]);
				const sent = body?.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '<')).join('') ?? '';
				const lines = (text: string) =>
					text
						.trim()
						.split(/\s*\n\s*/)
						.join(' ');
				if (sent !== '') expect(lines(sent)).toBe(lines(requests[nth]?.postData.text ?? ''));
			}
		}),
	);
});
