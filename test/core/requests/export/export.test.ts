/** Exports are held against curl itself, and against what comes back when they are imported. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePlan } from '../../../../src/core/requests/code/codePlan.ts';
import { exportCurl } from '../../../../src/core/requests/export/exportCurl.ts';
import { exportHar } from '../../../../src/core/requests/export/exportHar.ts';
import { importRequests } from '../../../../src/core/requests/import/importRequests.ts';
import type { PlainRequest } from '../../../../src/core/requests/plainRequest.ts';

const run = promisify(execFile);

const request: PlainRequest = {
	method: 'PATCH',
	url: "http://127.0.0.1/contacts/OXF1?metadata=metadata.a%20%24eq%20'x%26y'",
	headers: [
		['api-version', '2020-01-31'],
		['If-Match', '"abc$HOME`x`!"'],
		['Content-Type', 'application/json'],
	],
	body: '{"name":"O\'Brien \\\\ $PATH\\n","note":"ěšč"}\n# no comment',
};

test('curl sends what was exported, byte for byte', async () => {
	const received: { line: string; headers: readonly string[]; body: string }[] = [];
	const server = createServer((incoming, answer) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const body = Buffer.concat(chunks).toString();
			received.push({ line: `${incoming.method} ${incoming.url}`, headers: incoming.rawHeaders, body });
			answer.end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		const { port } = server.address() as AddressInfo;
		const here = { ...request, url: request.url.replace('127.0.0.1', `127.0.0.1:${port}`) };
		const ranges = { method: 'GET', url: `http://127.0.0.1:${port}/{a,b}?id[0]=1&c=[1-2]`, headers: [] };
		for (const one of [here, ranges])
			await run('bash', ['-c', exportCurl(one)], { env: { ...process.env, NO_PROXY: '127.0.0.1' } });
	} finally {
		server.close();
	}
	expect(received).toEqual([
		{
			line: "PATCH /contacts/OXF1?metadata=metadata.a%20%24eq%20'x%26y'",
			headers: expect.arrayContaining(['If-Match', '"abc$HOME`x`!"', 'api-version', '2020-01-31']) as string[],
			body: request.body,
		},
		expect.objectContaining({ line: 'GET /{a,b}?id[0]=1&c=[1-2]' }),
	]);
});

test('variables of the process are variables of the shell, and nothing else is', () => {
	const headers = [
		['X-Key', 'a{{$env.api_key}}b'],
		['X-Text', 'costs ${HOME}'],
		['X-None', ''],
	] as const;
	const text = exportCurl({ method: 'GET', url: 'https://x.test/?k=%7B%7B$env.TOKEN%7D%7D', headers });
	expect(text).toContain(`'https://x.test/?k='"\${TOKEN}"`);
	expect(text).toContain(`'X-Key: a'"\${api_key}"'b'`);
	expect(text).toContain("'X-Text: costs ${HOME}'");
	const braces = exportCurl({ method: 'GET', url: 'https://x.test/?k={{$env.TOKEN}}', headers: [] });
	expect(braces).toBe(`curl 'https://x.test/?k='"\${TOKEN}"\n`);
});

test('a file as the body is named for curl, and written into a program only where it is text', () => {
	const upload = { method: 'PUT', url: 'https://x.test/', headers: [], body: Buffer.from([0xff, 0xd8, 0]) };
	expect(exportCurl(upload, './my photo.jpg')).toContain("--data-binary '@./my photo.jpg'");
	const planned = (body: Uint8Array) =>
		codePlan({ title: 'photo', request: { ...upload, body }, connection: undefined, wantsAllPages: false });
	expect(planned(Buffer.from('\ufeffěš\r\n')).body).toBe('\ufeffěš\r\n');
	expect(() => planned(upload.body)).toThrow(/photo was not copied/);
});

test('a header that stands there twice is one of a program, with both values', () => {
	const headers = [
		['X-A', '1'],
		['Accept', 'a/b'],
		['x-a', '2'],
	] as const;
	const request = { method: 'GET', url: 'https://x.test/', headers };
	const plan = codePlan({ title: 'two', request, connection: undefined, wantsAllPages: false });
	expect(plan.headers.toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
		['Accept', 'a/b'],
		['x-a', '1, 2'],
	]);
});

test('what is exported to curl comes back when it is imported', () => {
	const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll(/[\r\n\0]/g, ' '));
	const headers = fc.array(
		fc.tuple(
			fc.stringMatching(/^X-[A-Za-z]{1,8}$/),
			text.map((value) => value.trim()),
		),
	);
	const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE');
	fc.assert(
		fc.property(method, headers, fc.option(fc.string({ minLength: 1 })), (name, pairs, body) => {
			fc.pre(body === null || !/\^"|\^\r?\n/.test(body));
			fc.pre(!pairs.some(([, value]) => value.includes('^"')));
			const typed = [...pairs, ['Content-Type', 'application/json'] as const];
			const command = exportCurl({
				method: name,
				url: 'https://x.test/a?b=c%20d',
				headers: typed,
				body: body ?? undefined,
			});
			const [imported] = importRequests(command).requests;
			expect(imported).toMatchObject({
				method: name,
				address: 'https://x.test/a',
				query: [['b', 'c d']],
				headers: typed,
			});
			expect(imported?.body).toEqual(body === null ? undefined : { kind: 'text', text: body });
		}),
	);
});

test('an archive holds request and answer, and can be imported again', () => {
	const response = {
		...{ status: 412, statusText: 'Precondition Failed', startedAt: 1_000, durationMs: 20, body: '{"a":1}' },
		headers: [['Content-Type', 'application/json']] as const,
	};
	const archive = exportHar([{ request, response }], { name: 'Freehold', version: '0.1.0' });
	expect(archive).toMatchObject({
		log: { version: '1.2', entries: [{ time: 20, response: { status: 412, content: { text: '{"a":1}', size: 7 } } }] },
	});
	const [imported] = importRequests(JSON.stringify(archive)).requests;
	expect(imported).toMatchObject({
		method: 'PATCH',
		headers: request.headers,
		body: { kind: 'text', text: request.body },
	});
});
