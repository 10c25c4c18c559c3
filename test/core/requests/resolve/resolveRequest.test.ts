/** What a request file means once everything is filled in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RequestProblem } from '../../../../src/core/requests/requestProblem.ts';
import { encodeLineValue } from '../../../../src/core/requests/resolve/queryEncoding.ts';
import { resolved } from './resolving.ts';
import type { Given } from './resolving.ts';

async function problemOf(
	text: string,
	given?: Given,
): Promise<{ kind: string; at: string; where: string; why: string }> {
	const error: unknown = await resolved(text, given).catch((thrown: unknown) => thrown);
	if (!(error instanceof RequestProblem)) throw error;
	const { kind, span, place, why } = error;
	return { kind, at: text.slice(span.start, span.end), where: `${place.line}:${place.column}`, why };
}

test('the example of the language goes out as it is meant, for every sign in it', async () => {
	const { request, name } = await resolved(
		[
			'@base = https://platform.reapit.cloud',
			'### flats',
			'GET {{base}}/properties/',
			'  ?pageSize=100',
			'  # a remark',
			"  &metadata=metadata.name $eq 'B&B + Co #1 100%'",
			'api-version: 2020-01-31',
		].join('\n'),
	);
	expect(name).toBe('flats');
	expect(request).toEqual({
		method: 'GET',
		url: 'https://platform.reapit.cloud/properties/?pageSize=100&metadata=metadata.name%20$eq%20%27B%26B%20%2B%20Co%20%231%20100%%27'.replace(
			'100%%',
			'100%25%',
		),
		headers: [['api-version', '2020-01-31']],
	});
	expect(new URL(request.url).searchParams.get('metadata')).toBe("metadata.name $eq 'B&B + Co #1 100%'");
});

test.each([
	['a%26b', 'a%26b'],
	['a%20b+c', 'a%20b+c'],
	['100%', '100%25'],
	['a & b', 'a %26 b'],
	['a + b', 'a %2B b'],
	['a+b', 'a+b'],
	["'a+b'", "'a%2Bb'"],
	['2026-01-01T00:00:00+01:00', '2026-01-01T00:00:00%2B01:00'],
	['+5', '%2B5'],
	['#1', '%231'],
])('%s on a line of a query is sent as %s', (written, sent) => {
	expect(encodeLineValue(written)).toBe(sent);
});

test('what was encoded once is not encoded again, and the server reads what stands there', () => {
	const texts = fc.string({ unit: fc.constantFrom('a', ' ', '&', '#', '%', '2', '6', "'", ',') });
	fc.assert(
		fc.property(texts, (text) => {
			const once = encodeLineValue(text);
			expect(encodeLineValue(once)).toBe(once);
			expect(once).not.toMatch(/[&#]/);
			const isPlain = !/%[0-9a-f]{2}/i.test(text);
			if (isPlain) expect(new URLSearchParams(`a=${once}`).get('a')).toBe(text);
		}),
	);
});

test('values come from the file, the private environment, the environment, the connection, in this order', async () => {
	const files = {
		'/work/http-client.env.json': '{"sandbox": {"a": "outer", "b": "outer", "c": "outer"}}',
		'/work/requests/http-client.env.json':
			'{"sandbox": {"b": "inner", "c": "inner", "base": "https://env.example.com"}}',
		'/work/http-client.private.env.json': '{"sandbox": {"c": "private", "d": "private"}}',
	};
	const text = '@d = file\n# @connection agency\nGET {{base}}/{{a}}/{{b}}/{{c}}/{{d}}/{{customer}}\n';
	const { request, secrets } = await resolved(text, { files, environment: 'sandbox' });
	expect(request.url).toBe('https://env.example.com/outer/inner/private/file/SBOX');
	expect(secrets).toEqual(['private']);
	expect((await resolved('# @connection agency\nGET {{base}}/offices\n')).request.url).toBe(
		'https://platform.reapit.cloud/offices',
	);
});

test('a variable is the last one given before the end of its request, or else the first one below', async () => {
	const text =
		'@a = 1\n### one\n@a = 2\nGET https://example.com/{{a}}{{b}}\n### two\n@a = 3\n@b = 4\nGET https://example.com/{{a}}\n';
	expect((await resolved(text, { name: 'one' })).request.url).toBe('https://example.com/24');
	expect((await resolved(text, { name: 'two' })).request.url).toBe('https://example.com/3');
});

test('what cannot be filled in is told with its place', async () => {
	expect(await problemOf('@base = https://example.com\nGET {{bse}}/\n')).toMatchObject({
		kind: 'unknownVariable',
		at: '{{bse}}',
		where: '2:5',
	});
	expect(await problemOf('@a = {{b}}\n@b = x{{a}}\nGET https://example.com/{{a}}\n')).toMatchObject({
		kind: 'variableCycle',
		at: '{{a}}',
		where: '2:7',
		why: '{{a}} asks for itself: {{a}} → {{b}} → {{a}}',
	});
	const doubled = Array.from({ length: 40 }, (_, nth) => `@v${nth + 1} = {{v${nth}}}{{v${nth}}}`).join('\n');
	expect(await problemOf(`@v0 = 0123456789\n${doubled}\nGET https://example.com/{{v40}}\n`)).toMatchObject({
		kind: 'variableTooLong',
	});
	expect(await problemOf('GET https://example.com/{{$guid}}\n')).toMatchObject({
		kind: 'foreignVariable',
		at: '{{$guid}}',
	});
	expect(await problemOf('# @connection agncy\nGET {{base}}/\n')).toMatchObject({
		kind: 'unknownConnection',
		at: 'agncy',
	});
	expect(await problemOf('GET example.com/a\n')).toMatchObject({ kind: 'badAddress', at: 'example.com/a' });
	expect(await problemOf('GET /a\n')).toMatchObject({ kind: 'badAddress' });
	expect(await problemOf('### nothing\nhello\n')).toMatchObject({ kind: 'noRequest', at: 'hello' });
	expect(await problemOf('PUT https://example.com/\n\n< ./none.json\n')).toMatchObject({
		kind: 'missingFile',
		at: './none.json',
	});
	const files = { '/work/http-client.env.json': '{"x": {"a": "one\\ntwo: three"}}' };
	expect(await problemOf('GET https://example.com/\nx: {{a}}\n', { files, environment: 'x' })).toMatchObject({
		kind: 'badHeader',
	});
});

test('a path without a host goes to the connection, or to the host that the request names', async () => {
	expect((await resolved('# @connection mls\nGET /v1/listings\n')).request.url).toBe(
		'https://sparkapi.com/v1/listings',
	);
	expect((await resolved('GET /a\nHost: example.com\n')).request.url).toBe('https://example.com/a');
	expect((await resolved('GET /a\nHost: localhost:4000\n')).request.url).toBe('http://localhost:4000/a');
});

test('variables in a query cannot become parameters; a whole query can', async () => {
	const text = '@name = B&B #1\n@query = a=1&b=2\nGET https://example.com/?n={{name}}&{{query}}#top\n  &m={{name}}\n';
	expect((await resolved(text)).request.url).toBe('https://example.com/?n=B%26B%20%231&a=1&b=2&m=B%26B%20%231');
});

test('lists come last for Reapit, and this is told', async () => {
	const lines = "  ?metadata=metadata.a $in 'x','y'\n  &pageSize=5\n  &metadata=metadata.b $eq 1\n";
	const { request, notes } = await resolved(`# @connection agency\nGET {{base}}/properties\n${lines}`);
	expect(new URL(request.url).searchParams.getAll('metadata')).toEqual(['metadata.b $eq 1', "metadata.a $in 'x','y'"]);
	expect(notes).toMatchObject([
		{ message: expect.stringContaining("metadata.a $in 'x','y' is sent behind") as string },
	]);
	const elsewhere = await resolved(`GET https://example.com/properties\n${lines}`);
	expect(new URL(elsewhere.request.url).searchParams.getAll('metadata')[0]).toBe("metadata.a $in 'x','y'");
	expect(elsewhere.notes).toEqual([]);
});

test('in what is copied, private values are variables of the process; host and files are as they are', async () => {
	const files = {
		'/work/requests/a.json': '{}',
		'/work/http-client.private.env.json':
			'{"x": {"host": "h.test", "apiKey": "canary-1", "file": "a.json", "1st": "canary-2"}}',
	};
	const text =
		'@bearer = Bearer {{apiKey}}\nPOST https://{{host}}/{{file}}?a={{apiKey}}\nAuthorization: {{bearer}}\nx: {{1st}}{{host}}\n\n< {{file}}\n';
	const { request } = await resolved(text, { files, environment: 'x', processVariables: 'kept' });
	expect(request).toMatchObject({
		url: 'https://h.test/%7B%7B$env.FILE%7D%7D?a={{$env.API_KEY}}',
		headers: [
			['Authorization', 'Bearer {{$env.API_KEY}}'],
			['x', '{{$env._1ST}}{{$env.REQUEST_HOST}}'],
		],
	});
	expect(JSON.stringify(request)).not.toContain('canary');
	expect((await resolved(text, { files, environment: 'x' })).request.headers[0]?.[1]).toBe('Bearer canary-1');
});

test.each(['{{constructor}}', '{{$env.constructor}}'])(
	'no object of the language has a value: %s',
	async (variable) => {
		const text = `# @connection agency\nGET {{base}}/${variable}\n`;
		expect(await problemOf(text)).toMatchObject({ kind: 'unknownVariable' });
	},
);

test('secrets of a connection go to its own requests alone', async () => {
	const given = { secrets: { 'mls.token': 'canary-1' }, env: { OTHER: 'canary-2' } };
	const header = 'Authorization: Bearer {{$env.FREEHOLD_MLS_TOKEN}}\nx: {{$processEnv OTHER}}\n';
	const own = await resolved(`# @connection mls\nGET {{base}}/v1\n${header}`, given);
	expect(own.request.headers).toEqual([
		['Authorization', 'Bearer canary-1'],
		['x', 'canary-2'],
	]);
	expect(own.secrets).toEqual(['canary-1', 'canary-2']);
	for (const directive of ['# @connection agency\n', '']) {
		const text = `${directive}GET https://example.com/\n${header}`;
		await expect(resolved(text, given)).rejects.toMatchObject({ reason: 'unsafe' });
	}
	expect(
		(await resolved(`GET https://example.com/\n${header}`, { processVariables: 'kept' })).request.headers[0]?.[1],
	).toBe('Bearer {{$env.FREEHOLD_MLS_TOKEN}}');
});

test.each([
	['content-type: application/json', '{\r\n  "a": "{{a}}"\r\n}\r\n', '{\n  "a": "1 & 2"\n}'],
	[
		'content-type: application/x-www-form-urlencoded',
		'login = me\n& text={{a}}\n&b=ä c%20d',
		'login=me&text=1%20%26%202&b=%C3%A4%20c%20d',
	],
	['content-type: application/x-ndjson', '{"a":1}\n{"a":2}\n', '{"a":1}\n{"a":2}\n'],
	['content-type: multipart/form-data; boundary=b', '--b\n\n<@ ./a.txt\n--b--\n', '--b\r\n\r\nfile 1 & 2\r\n--b--'],
])('a body of %s', async (header, body, sent) => {
	const text = `@a = 1 & 2\nPOST https://example.com/\n${header}\n\n${body}`;
	expect((await resolved(text, { files: { '/work/requests/a.txt': 'file {{a}}' } })).request.body).toBe(sent);
});

test('a file of a body is sent as it is', async () => {
	const { request } = await resolved(
		'PUT https://example.com/\n\n< ./{{name}}.bin\n@name = a\n'.replace('@name = a\n', ''),
		{
			files: { '/work/requests/a.bin': '{{kept}}\r\n', '/work/http-client.env.json': '{"x": {"name": "a"}}' },
			environment: 'x',
		},
	);
	expect(Buffer.from(request.body ?? '').toString()).toBe('{{kept}}\r\n');
});

test('environments that cannot be read are told of, and names that nobody has', async () => {
	const text = 'GET https://example.com/\n';
	await expect(resolved(text, { files: { '/work/http-client.env.json': '{' } })).rejects.toMatchObject({
		reason: 'configuration',
	});
	await expect(resolved(text, { files: { '/work/http-client.env.json': '{"a": 1}' } })).rejects.toMatchObject({
		reason: 'configuration',
	});
	await expect(
		resolved(text, { files: { '/work/http-client.env.json': '{"sandbox": {}}' }, environment: 'sandbx' }),
	).rejects.toMatchObject({ reason: 'usage', next: 'Did you mean sandbox?' });
});

test.each([
	['path', 'REQUEST_PATH'],
	['user', 'REQUEST_USER'],
	['Home', 'REQUEST_HOME'],
	['ld-preload', 'REQUEST_LD_PRELOAD'],
	['nodeOptions', 'REQUEST_NODE_OPTIONS'],
	['https.proxy', 'REQUEST_HTTPS_PROXY'],
	['bashEnv', 'REQUEST_BASH_ENV'],
	['PS1', 'REQUEST_PS1'],
	['_', 'REQUEST__'],
	['token', 'TOKEN'],
	['userKey', 'USER_KEY'],
	['pathToken', 'PATH_TOKEN'],
])('the private value %s is the variable %s in what is copied', async (name, variable) => {
	const files = {
		'/work/http-client.env.json': '{"x": {}}',
		'/work/http-client.private.env.json': JSON.stringify({ x: { [name]: 'secret' } }),
	};
	const text = `GET https://h.test/\nX-A: {{${name}}}`;
	const { request } = await resolved(text, { files, environment: 'x', processVariables: 'kept' });
	expect(request.headers).toEqual([['X-A', `{{$env.${variable}}}`]]);
});
