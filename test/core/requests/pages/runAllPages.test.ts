/** All pages of a request: those of the sandbox's vendors, and answers that no vendor should give. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { nextAddress, withParameter } from '../../../../src/core/requests/pages/nextAddress.ts';
import { runAllPages } from '../../../../src/core/requests/pages/runAllPages.ts';
import type { PagesOptions, PagesRun } from '../../../../src/core/requests/pages/runAllPages.ts';
import { parseRowLimit } from '../../../../src/core/requests/rowLimit.ts';
import { startSandbox } from '../../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { startRecorder } from '../recorder.ts';
import type { Recorder } from '../recorder.ts';
import { sandboxConnections, startSending } from '../sending.ts';
import type { Sending } from '../sending.ts';

let sandbox: Sandbox;
let server: Recorder;
let sending: Sending;
let folder: string;

beforeAll(async () => {
	sandbox = await startSandbox({ scale: 0.02 });
	server = await startRecorder();
	sending = startSending(sandboxConnections(sandbox));
	folder = mkdtempSync(join(tmpdir(), 'freehold-pages-'));
});
afterEach(() => {
	server.answer(undefined);
	server.received.length = 0;
	for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});
afterAll(async () => {
	await sending.close();
	await server.close();
	await sandbox.close();
	rmSync(folder, { recursive: true });
});

async function run(text: string, name: string, more: Partial<PagesOptions> = {}): Promise<PagesRun> {
	const options = { output: join(folder, name), ...more };
	return runAllPages(sending.sender, await sending.resolve(text), options, new AbortController().signal);
}

function lines(name: string): readonly Record<string, unknown>[] {
	const text = readFileSync(join(folder, name), 'utf8');
	return text
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test.each([
	['# @connection agency\nGET {{base}}/contacts/?pageSize=5\n', 'reapit', 'id'],
	['# @connection mls\nGET {{reso}}/Property?$top=7&$select=ListingKey\n', 'odata', 'ListingKey'],
	['# @connection mls\nGET {{native}}/contacts/export?_limit=5&_pagination=1\n', 'spark', 'Id'],
])('all pages of %s are read, each row once', async (text, form, key) => {
	const pages: number[] = [];
	const done = await run(text, 'rows.ndjson', { onPage: ({ pages: count }) => pages.push(count) });
	expect(done.form).toBe(form);
	expect(done.pages).toBeGreaterThan(2);
	expect(pages).toEqual(Array.from({ length: done.pages }, (_, nth) => nth + 1));
	const keys = lines('rows.ndjson').map((row) => row[key]);
	expect(keys).toHaveLength(done.rows);
	expect(new Set(keys).size).toBe(done.rows);
	if (done.total !== undefined) expect(done.rows).toBe(done.total);
});

/** Pages of three rows each, in the form of OData. */
function serve(rows: number): void {
	server.answer(({ target }, response) => {
		const skip = Number(new URL(target, server.origin).searchParams.get('skip') ?? 0);
		const value = Array.from(
			{ length: Math.min(3, rows - skip) },
			(_, nth) => `{"n": ${skip + nth}, "big": 1234567890123456789.5}`,
		);
		const next = skip + 3 < rows ? `, "@odata.nextLink": "?skip=${skip + 3}"` : '';
		response.writeHead(200, { 'content-type': 'application/json' }).end(`{"value": [${value.join(',')}]${next}}`);
	});
}

test.each([
	['5 rows', 5, 2, 'rows'],
	['6', 6, 2, 'rows'],
	['1 page', 3, 1, 'pages'],
	['100', 8, 3, undefined],
	['8', 8, 3, undefined],
])('@limit %s of 8 rows on 3 pages', async (limit, rows, pages, endedBy) => {
	serve(8);
	const done = await run(`GET ${server.origin}/rows\n`, 'rows.ndjson', { limit: parseRowLimit(limit) });
	expect(done).toMatchObject({ rows, pages, endedBy });
	expect(server.received).toHaveLength(pages);
	expect(lines('rows.ndjson').map(({ n }) => n)).toEqual(Array.from({ length: rows }, (_, nth) => nth));
});

test('digits are kept, whatever the format', async () => {
	serve(2);
	await run(`GET ${server.origin}/rows\n`, 'rows.ndjson');
	expect(readFileSync(join(folder, 'rows.ndjson'), 'utf8')).toBe(
		'{"n":0,"big":1234567890123456789.5}\n{"n":1,"big":1234567890123456789.5}\n',
	);
	await run(`GET ${server.origin}/rows\n`, 'rows.csv');
	expect(readFileSync(join(folder, 'rows.csv'), 'utf8')).toBe(
		'n,big\r\n0,1234567890123456789.5\r\n1,1234567890123456789.5\r\n',
	);
	for (const name of ['rows.json', 'rows.xlsx', 'rows.parquet']) await run(`GET ${server.origin}/rows\n`, name);
	expect(readdirSync(folder).sort()).toEqual(['rows.csv', 'rows.json', 'rows.ndjson', 'rows.parquet', 'rows.xlsx']);
});

test('columns that appear late are columns; values of several kinds are text', async () => {
	server.answer((_, response) => response.end('[{"a": 1}, {"a": "x", "b": {"c": [1]}}, 5]'));
	await run(`GET ${server.origin}/rows\n`, 'rows.csv');
	expect(readFileSync(join(folder, 'rows.csv'), 'utf8')).toBe('a,b,value\r\n1,,\r\nx,"{""c"":[1]}",\r\n,,5\r\n');
});

test.each([
	['{"value": [1], "@odata.nextLink": "https://elsewhere.example/rows"}', 'unsafe'],
	['{"value": [1], "@odata.nextLink": "/rows"}', 'badResponse'],
	['{"a": 1}', 'badResponse'],
	['no json', 'badResponse'],
])('%s ends the run, and leaves no file', async (body, reason) => {
	server.answer((_, response) => response.end(body));
	await expect(run(`GET ${server.origin}/rows\n`, 'rows.ndjson')).rejects.toMatchObject({ reason });
	expect(readdirSync(folder)).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
	'a full disk and a folder of that name are told, and leave nothing',
	async () => {
		server.answer((_, response) => response.end('[{"a": 1}]'));
		symlinkSync('/dev/full', join(folder, 'rows.ndjson.part'));
		await expect(run(`GET ${server.origin}/rows\n`, 'rows.ndjson')).rejects.toMatchObject({ reason: 'diskFull' });
		for (const name of ['folder.ndjson', 'folder.csv']) {
			mkdirSync(join(folder, name));
			await expect(run(`GET ${server.origin}/rows\n`, name)).rejects.toMatchObject({ reason: 'usage' });
		}
		expect(readdirSync(folder)).toEqual(['folder.csv', 'folder.ndjson']);
	},
);

test('a page that fails tells its answer', async () => {
	server.answer(({ target }, response) => {
		if (target === '/rows') response.end('{"value": [1], "@odata.nextLink": "?skip=1"}');
		else response.writeHead(410).end('gone');
	});
	await expect(run(`GET ${server.origin}/rows\n`, 'rows.ndjson')).rejects.toMatchObject({
		reason: 'badResponse',
		status: 410,
		exchange: { status: 410 },
	});
	await expect(run(`GET ${server.origin}/rows\n`, 'rows.doc')).rejects.toMatchObject({ reason: 'usage' });
	expect(readdirSync(folder)).toEqual([]);
});

test('the address of the next page differs in one parameter and in no other character', () => {
	const pairs = fc.array(fc.tuple(fc.stringMatching(/^[a-z$%]{1,5}$/), fc.stringMatching(/^[a-z?+'%=]{0,5}$/)), {
		maxLength: 4,
	});
	fc.assert(
		fc.property(pairs, (query) => {
			const kept = query.map(([name, value]) => `${name}=${value}`);
			const first = `https://example.com/a?${kept.join('&')}`;
			const second = withParameter(first, 'pageNumber', '2');
			expect(second.startsWith(kept.length === 0 ? 'https://example.com/a?' : first)).toBe(true);
			expect(withParameter(second, 'PAGENUMBER', '3')).toBe(second.replace(/pageNumber=2$/, 'PAGENUMBER=3'));
		}),
	);
	expect(nextAddress('https://a.example/x?y=1', 'https://a.example/x?y=1', { kind: 'link', href: 'z?q=1' }, 'x')).toBe(
		'https://a.example/z?q=1',
	);
});
