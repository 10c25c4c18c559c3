/** The same request files, sent by Freehold and by httpYac: a server gets the same bytes from both. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { runnableBlocks } from '../../../../src/core/requests/run/runBlock.ts';
import { startRecorder } from '../recorder.ts';
import type { Received, Recorder } from '../recorder.ts';
import { startSending } from '../sending.ts';
import type { Sending } from '../sending.ts';

/** What each engine sets by itself, or by its own taste. */
const ENGINE_HEADERS = new Set(['user-agent', 'accept', 'accept-encoding', 'connection', 'host', 'content-length']);

let server: Recorder;
let sending: Sending;
let folder: string;

beforeAll(async () => {
	server = await startRecorder();
	folder = await mkdtemp(join(tmpdir(), 'freehold-httpyac-'));
	sending = startSending({ connections: '  mls: { source: spark, keyType: idx }\n', folder });
	await writeFile(join(folder, 'body.json'), '{"a": "{{name}}"}\n');
	await writeFile(join(folder, 'package.json'), '{}');
});
afterEach(() => {
	server.received.length = 0;
});
afterAll(async () => {
	await sending.close();
	await server.close();
	await rm(folder, { recursive: true });
});

interface Sent {
	readonly method: string;
	readonly target: string;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: string;
}

function sent({ method, target, headers, body }: Received): Sent {
	const own = Object.entries(headers).filter(([name]) => !ENGINE_HEADERS.has(name));
	return { method, target, headers: Object.fromEntries(own), body: body.toString('latin1') };
}

async function byFreehold(text: string): Promise<readonly Sent[]> {
	server.received.length = 0;
	const document = parseRequests(text);
	for (const block of runnableBlocks(document)) {
		const resolved = await sending.resolve(text, document.blocks.indexOf(block));
		await sending.sender.send(resolved, { consent: () => Promise.resolve(true) }, new AbortController().signal);
	}
	return server.received.map(sent);
}

async function byHttpYac(text: string): Promise<readonly Sent[]> {
	server.received.length = 0;
	await writeFile(join(folder, 'a.http'), text);
	const bin = join(createRequire(import.meta.url).resolve('httpyac/package.json'), '..', 'bin', 'httpyac.js');
	const child = spawn(process.execPath, [bin, 'send', 'a.http', '--all', '--output', 'none'], { cwd: folder });
	let said = '';
	child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
	child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
	await new Promise((resolve) => child.on('close', resolve));
	if (server.received.length === 0) throw new Error(`httpYac sent nothing: ${said}`);
	return server.received.map(sent);
}

const FILES: Readonly<Record<string, string>> = {
	'the query over several lines, with comments between and directives that only we know': [
		'@base = ORIGIN',
		'',
		'### flats',
		'# @name flats',
		'# @type FlatForSale',
		'# @expect 200',
		'# @limit 100 rows',
		'GET {{base}}/properties/',
		'  ?pageSize=100',
		'  # only with a negotiator',
		'  &embed=negotiator',
		"  &metadata=metadata.city $eq 'London'",
		"  &metadata=metadata.officeId $in 'OXF','OXN'",
		'  &name=B%26B',
		'api-version: 2020-01-31',
		'X-Two: a',
		'',
		'### second',
		'// a remark',
		'GET {{base}}/second?a=b&c=d%20e HTTP/1.1',
		'',
	].join('\n'),
	'bodies: JSON with variables and a comment, a form over lines, lines of JSON': [
		'@base = ORIGIN',
		'@name = Smith',
		'### json',
		'POST {{base}}/json',
		'Content-Type: application/json',
		'',
		'{',
		'  "name": "{{name}}",',
		'# a remark',
		'  "n": 1',
		'}',
		'',
		'',
		'### form',
		'POST {{base}}/form',
		'Content-Type: application/x-www-form-urlencoded',
		'',
		'login = me',
		'&city=Praha 1',
		'&done=a%20b',
		'',
		'### ndjson',
		'PUT {{base}}/ndjson',
		'Content-Type: application/x-ndjson',
		'',
		'{"a": 1}',
		'{"a": 2}',
		'',
		'### text',
		'PATCH {{base}}/text',
		'Content-Type: text/plain',
		'',
		'one',
		'',
		'two',
		'### delete',
		'DELETE {{base}}/x',
		'',
	].join('\n'),
	'files: as they are, with variables, within a form of several parts': [
		'@base = ORIGIN',
		'@name = Smith',
		'### as it is',
		'POST {{base}}/file',
		'Content-Type: application/json',
		'',
		'< ./body.json',
		'',
		'### with variables',
		'POST {{base}}/variables',
		'Content-Type: application/json',
		'',
		'<@ ./body.json',
		'',
		'### parts',
		'POST {{base}}/parts',
		'Content-Type: multipart/form-data; boundary=b',
		'',
		'--b',
		'Content-Disposition: form-data; name="a"',
		'',
		'{{name}}',
		'--b',
		'Content-Disposition: form-data; name="f"; filename="body.json"',
		'',
		'< ./body.json',
		'--b--',
		'',
	].join('\n'),
};

test.each(Object.keys(FILES))('%s', { timeout: 120_000 }, async (name) => {
	const text = (FILES[name] ?? '').replaceAll('ORIGIN', server.origin);
	const ours = await byFreehold(text);
	expect(ours).toEqual(await byHttpYac(text));
	const windows = text.replaceAll('\n', '\r\n');
	expect(await byFreehold(windows)).toEqual(ours);
	expect(await byFreehold(`\ufeff${text}`)).toEqual(ours);
});

test('where httpYac would cut a value, ours is whole', { timeout: 120_000 }, async () => {
	const text = `GET ${server.origin}/\n  ?metadata=metadata.name $eq 'B&B + Co'\n`;
	const [ours] = await byFreehold(text);
	const [theirs] = await byHttpYac(text);
	const read = (one: Sent | undefined): string | null =>
		new URL(one?.target ?? '', server.origin).searchParams.get('metadata');
	expect(read(ours)).toBe("metadata.name $eq 'B&B + Co'");
	expect(read(theirs)).toBe("metadata.name $eq 'B");
});
