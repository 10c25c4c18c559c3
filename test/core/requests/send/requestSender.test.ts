/** Requests on their way: to a server of the test, without a connection. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bodyText, headerOfExchange } from '../../../../src/core/requests/send/exchange.ts';
import type { PendingWrite } from '../../../../src/core/requests/send/consent.ts';
import { responseLinks } from '../../../../src/core/requests/links/responseLinks.ts';
import { startRecorder } from '../recorder.ts';
import type { Recorder } from '../recorder.ts';
import { startSending } from '../sending.ts';
import type { Sending } from '../sending.ts';

const CANARY = "canary0 secret'1&value2";
let server: Recorder;
let sending: Sending;
let folder: string;

beforeAll(async () => {
	server = await startRecorder();
	folder = mkdtempSync(join(tmpdir(), 'freehold-requests-'));
	sending = startSending({
		connections: `  mls: { source: spark, keyType: idx, baseUrl: '${server.origin}' }\n  shown: { source: spark, keyType: idx, baseUrl: '${server.origin}', readOnly: true }\n  cms: { source: realpad, baseUrl: '${server.origin}' }\n`,
		secrets: {
			mls: { token: 'first-token' },
			shown: { token: 'first-token' },
			cms: { login: 'takeout', password: 'password' },
		},
		env: { CANARY },
		folder,
	});
});
afterEach(() => {
	server.answer(undefined);
	server.received.length = 0;
	sending.secrets.mls = { token: 'first-token' };
});
afterAll(async () => {
	await sending.close();
	await server.close();
	rmSync(folder, { recursive: true });
});

test('what is sent is what the file says, and nothing more than an engine must add', async () => {
	const exchange = await sending.send(`POST ${server.origin}/a/b\n  ?x=1 & 2\nX-One: a\nX-One: b\n\n{"a": 1}\n`, {
		consent: () => Promise.resolve(true),
	});
	const [got] = server.received;
	expect(got).toMatchObject({ method: 'POST', target: '/a/b?x=1%20%26%202' });
	expect(got?.body.toString()).toBe('{"a": 1}');
	expect(Object.keys(got?.headers ?? {}).sort()).toEqual(
		['accept-encoding', 'connection', 'content-length', 'host', 'user-agent', 'x-one'].sort(),
	);
	expect(got?.headers['x-one']).toBe('a, b');
	expect(exchange).toMatchObject({ status: 200, connection: undefined, request: { method: 'POST', bodyBytes: 8 } });
	expect(headerOfExchange(exchange, 'Content-Type')).toBe('application/json');
	expect(bodyText(exchange)).toBe('{}');
	expect(exchange.attempts).toHaveLength(1);
	expect(exchange.attempts[0]?.headersAt).toBeGreaterThanOrEqual(exchange.startedAt);
});

test.each([400, 404, 422, 500, 503])('an answer of %d is an answer', async (status) => {
	server.answer((_, response) => response.writeHead(status).end('{"what": "happened"}'));
	const exchange = await sending.send(`GET ${server.origin}/\n`);
	expect([exchange.status, bodyText(exchange)]).toEqual([status, '{"what": "happened"}']);
	const through = await sending.send('# @connection mls\nGET {{base}}/v1\n');
	expect(through.status).toBe(status);
});

test('what changes data is sent by consent alone, and never through a connection that is read-only', async () => {
	const asked: PendingWrite[] = [];
	const consent = (write: PendingWrite): Promise<boolean> => {
		asked.push(write);
		return Promise.resolve(false);
	};
	for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
		await expect(sending.send(`${method} ${server.origin}/\n`)).rejects.toMatchObject({ reason: 'usage' });
		await expect(sending.send(`${method} ${server.origin}/?x={{$env.CANARY}}\n`, { consent })).rejects.toMatchObject({
			reason: 'usage',
		});
	}
	await expect(
		sending.send('# @connection shown\nDELETE {{base}}/v1/x\n', { consent: () => Promise.resolve(true) }),
	).rejects.toMatchObject({ reason: 'forbidden' });
	expect(server.received).toEqual([]);
	expect(asked.map(({ request }) => request.method)).toEqual(['POST', 'PUT', 'PATCH', 'DELETE']);
	expect(JSON.stringify(asked)).not.toContain('canary0');
});

test("Realpad's calls that read are asked for without a word and again where they fail; what writes, once and by consent", async () => {
	server.answer((_, response) => response.writeHead(500).end());
	for (const call of ['list-resources', 'get-project']) {
		const text = `# @connection cms\nPOST {{ws}}/${call}\n\nid=1\n`;
		expect((await sending.send(text)).attempts).toHaveLength(2);
	}
	for (const call of ['create-lead', 'add-incoming-payment', 'update-units', 'LIST-resources', '../list-resources']) {
		const text = `# @connection cms\nPOST {{ws}}/${call}\n\nid=1\n`;
		await expect(sending.send(text)).rejects.toMatchObject({ reason: 'usage' });
		expect((await sending.send(text, { consent: () => Promise.resolve(true) })).attempts).toHaveLength(1);
	}
});

test('secrets are sent and nowhere shown', async () => {
	server.answer(({ headers }, response) => {
		response
			.writeHead(200, { 'content-type': 'text/plain', 'set-cookie': 'a=b', 'x-echo': String(headers['x-key']) })
			.end('ok');
	});
	const exchange = await sending.send(
		`POST ${server.origin}/{{$env.CANARY}}\n  ?a={{$env.CANARY}}\nX-Key: {{$env.CANARY}}\nContent-Type: application/json\n\n{"a": "{{$env.CANARY}}"}\n`,
		{ consent: () => Promise.resolve(true) },
	);
	expect(server.received[0]?.headers['x-key']).toBe(CANARY);
	expect(JSON.stringify(exchange)).not.toMatch(/canary0|value2/);
	expect(headerOfExchange(exchange, 'set-cookie')).toBe('***');
});

test.each(['', '/', '/secret/path'])(
	'an address of the private environment stays one, for its links to be followed: its host is no secret (%j)',
	async (path) => {
		const value = { text: `${server.origin}${path}`, isPrivate: true, file: '' };
		const environment = { name: 'x', values: new Map([['base', value]]) };
		const own = startSending({ connections: `  mls: { source: spark, keyType: idx }\n`, environment });
		server.answer((_, response) => response.setHeader('location', `${server.origin}/b`).end('{}'));
		const exchange = await own.send('GET {{base}}/a?x={{base}}\n');
		await own.close();
		expect(new URL(exchange.request.url).origin).toBe(server.origin);
		expect(JSON.stringify(exchange)).not.toContain('secret');
		expect(responseLinks(exchange)).toMatchObject([{ url: `${server.origin}/b`, isForeign: false }]);
	},
);

test('a token goes to its own server only: neither another address nor a redirect gets it', async () => {
	const other = await startRecorder();
	try {
		await expect(sending.send(`# @connection mls\nGET ${other.origin}/v1\n`)).rejects.toMatchObject({
			reason: 'unsafe',
		});
		server.answer((_, response) => response.writeHead(302, { location: `${other.origin}/stolen` }).end());
		await sending.send('# @connection mls\nGET {{base}}/v1\nX-Own: mine\n');
		expect(other.received.map(({ target, headers }) => [target, headers.authorization, headers['x-own']])).toEqual([
			['/stolen', undefined, undefined],
		]);
		await expect(
			sending.send('# @connection mls\nPOST {{base}}/v1\n\nx\n', { consent: () => Promise.resolve(true) }),
		).rejects.toMatchObject({ reason: 'unsafe' });
	} finally {
		await other.close();
	}
});

test.each(['http://example.com/', 'https://user:pass@example.com/'])('%s is not asked at all', async (address) => {
	await expect(sending.send(`GET ${address}\n`)).rejects.toMatchObject({ reason: 'unsafe' });
});

test('a refused token is renewed once; one that stays refused is the answer', async () => {
	server.answer(({ headers }, response) => {
		const isKnown = headers.authorization === 'Bearer second-token';
		if (!isKnown) sending.secrets.mls = { token: 'second-token' };
		response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' }).end('{}');
	});
	const exchange = await sending.send('# @connection mls\nGET {{base}}/v1\n');
	expect([exchange.status, exchange.attempts.map(({ status }) => status)]).toEqual([200, [401, 200]]);
	server.answer((_, response) => response.writeHead(401).end('{}'));
	expect((await sending.send('# @connection mls\nGET {{base}}/v1\n')).status).toBe(401);
	sending.secrets.mls = {};
	await expect(sending.send('# @connection mls\nGET {{base}}/v1\n')).rejects.toMatchObject({ reason: 'credentials' });
});

test('a body beyond the cap fails in memory and goes to a file whole', async () => {
	const body = 'x'.repeat(300_000);
	server.answer((_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(body));
	await expect(sending.send(`GET ${server.origin}/\n`, { maxBodyBytes: 1000 })).rejects.toMatchObject({
		reason: 'badResponse',
	});
	const output = join(folder, 'answers', 'body.txt');
	const exchange = await sending.send(`GET ${server.origin}/\n`, { maxBodyBytes: 1000, output });
	expect(exchange.body).toEqual({ kind: 'file', path: output, size: body.length });
	expect(readFileSync(output, 'utf8')).toBe(body);
	server.answer((_, response) => response.writeHead(404).end('none'));
	const refused = await sending.send(`GET ${server.origin}/\n`, { output: join(folder, 'answers', 'none.txt') });
	expect([refused.status, bodyText(refused)]).toEqual([404, 'none']);
	expect(readdirSync(join(folder, 'answers'))).toEqual(['body.txt']);
});

test('a file that cannot have its name is told, and leaves no half of it', async () => {
	server.answer((_, response) => response.end('body'));
	const taken = join(folder, 'taken');
	mkdirSync(taken);
	await expect(sending.send(`GET ${server.origin}/\n`, { output: taken })).rejects.toMatchObject({ reason: 'usage' });
	expect(readdirSync(folder)).not.toContain('taken.part');
});

test('a run that is cancelled ends with its reason', async () => {
	const controller = new AbortController();
	const reason = new Error('enough');
	server.answer(() => controller.abort(reason));
	await expect(sending.send(`GET ${server.origin}/\n`, {}, controller.signal)).rejects.toBe(reason);
});

test('the last hand on a request may change it', async () => {
	const exchange = await sending.send(`PATCH ${server.origin}/\n\n{}\n`, {
		consent: () => Promise.resolve(true),
		prepare: ({ request }) => ({ ...request, headers: [...request.headers, ['If-Match', '"1"']] }),
	});
	expect(server.received[0]?.headers['if-match']).toBe('"1"');
	expect(exchange.request.headers).toContainEqual(['if-match', '"1"']);
});
