/** Every attempt leaves a trace without secrets, in the log and in a HAR file. */
import { expect, test } from 'vitest';
import { HarRecorder } from '../../../src/core/http/har.ts';
import type { Log } from '../../../src/core/outside.ts';
import { failureOf, getOf, rig, serve } from './rig.ts';

test('each attempt is told to the log and the HAR file, without its secrets', async () => {
	const { origin } = await serve((request, response, number) => {
		if (number === 1) request.socket.destroy();
		else if (number === 2)
			response.writeHead(302, { location: '/next?ApiSig=SECRET1&a=1', 'set-cookie': 'SECRET3' }).end();
		else response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'r3' }).end('{}');
	});
	const lines: string[] = [];
	const log: Log = { write: (...line) => lines.push(JSON.stringify(line)) };
	const har = new HarRecorder('0.1.0');
	const { client } = rig(origin, {
		log,
		onTrace: har.record,
		authorizer: {
			authorize: (request) => Promise.resolve({ ...request, headers: { Authorization: 'Bearer SECRET2' } }),
			renew: () => Promise.resolve(false),
		},
	});
	await client.send(getOf(`${origin}/?access_token=SECRET1`), new AbortController().signal);

	expect(lines).toHaveLength(3);
	expect(lines[0]).toContain('debug');
	expect(lines[2]).toMatch(/"status":200,"bytes":2,.*"attempt":3,"label":"the test page","requestId":"r3"/);
	const file = JSON.stringify(har, undefined, '\t');
	expect(lines.join() + file).not.toContain('SECRET');
	const { log: kept } = JSON.parse(file) as { log: { version: string; entries: HarEntry[] } };
	expect(kept.version).toBe('1.2');
	expect(kept.entries.map(({ response }) => response.status)).toEqual([0, 302, 200]);
	expect(kept.entries.at(-1)).toMatchObject({
		request: { method: 'GET', url: `${origin}/next?ApiSig=***&a=1` },
		response: { status: 200, content: { size: 2, mimeType: 'application/json' } },
	});
	expect(kept.entries.at(-1)?.request.headers).toContainEqual({ name: 'authorization', value: '***' });
	expect(kept.entries.at(-1)?.request.queryString).toContainEqual({ name: 'ApiSig', value: '***' });
	expect(kept.entries[1]?.response.redirectURL).toBe('/next?ApiSig=***&a=1');
});

interface HarEntry {
	readonly request: { readonly headers: unknown[]; readonly queryString: unknown[] };
	readonly response: { readonly status: number; readonly redirectURL: string };
}

test('a HAR file keeps the newest attempts and says how many it let go', async () => {
	const { origin } = await serve((_, response) => {
		response.writeHead(400).end();
	});
	const har = new HarRecorder('0.1.0', 2);
	const { get } = rig(origin, { onTrace: har.record });
	for (const path of ['/1', '/2', '/3']) await failureOf(get(path));
	expect(har.toJSON()).toMatchObject({
		log: {
			entries: [{ request: { url: `${origin}/2` } }, { request: { url: `${origin}/3` } }],
			comment: '1 earlier attempts were not kept',
		},
	});
});

test('Amazon’s id of a request and the vendor’s notices of retirement are kept', async () => {
	const notices = { sunset: 'Wed, 11 Nov 2026 23:59:59 GMT', deprecation: '@1688169599', warning: '299 - "old"' };
	const { origin } = await serve((_, response) => {
		response.writeHead(200, { 'x-amzn-RequestId': 'amzn-1', ...notices }).end('{}');
	});
	const { client, traced } = rig(origin);
	const { requestId } = await client.send(getOf(`${origin}/`), new AbortController().signal);
	expect(requestId).toBe('amzn-1');
	expect(traced[0]).toMatchObject({
		requestId: 'amzn-1',
		responseHeaders: { 'x-amzn-requestid': 'amzn-1', ...notices },
	});
});
