/** The command line on Realpad's sandbox: tables, the vendor's own files, conversions, refusals and exit codes. */
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readWorkbook } from '../../src/core/formats/excel/readWorkbook.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { freehold as run } from './fakeTerminal.ts';
import type { Ran } from './fakeTerminal.ts';

let cwd: string;
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ scale: 0.02, realpad: { files: 30 } });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	cwd = await mkdtemp(join(tmpdir(), 'freehold-realpad-'));
	sandbox.realpad.forgive();
	sandbox.realpad.clearRequests();
	await writeFile(
		join(cwd, 'freehold.yaml'),
		`version: 1
connections:
  prague: { source: realpad, baseUrl: "${sandbox.realpad.origin}" }
jobs:
  takeout: { export: [prague/projects, prague/tasks], format: xlsx, headers: labels, every: daily }
  files: { backup: prague, every: daily }
`,
	);
	return () => rm(cwd, { recursive: true, force: true });
});

function freehold(...args: readonly string[]): Promise<Ran> {
	const env = {
		FREEHOLD_PRAGUE_LOGIN: 'takeout',
		FREEHOLD_PRAGUE_PASSWORD: 'sandbox-takeout',
		FREEHOLD_STATE: join(cwd, '.state'),
	};
	return run(args, { cwd, env });
}

test('replicate fills tables, query reads them, and --no-wait says when the export is given again', async () => {
	const first = await freehold('replicate', 'prague/products', 'prague/projects');
	expect(first.err).toContain('✓ prague/products');
	expect(first.code).toBe(0);
	const query = await freehold('query', 'prague', 'SELECT count(*) AS n FROM products', '--format', 'csv');
	expect(query.out.trim().split(/\s+/)).toEqual([
		'n',
		String(sandbox.realpad.table('list-excel-products').rows.length),
	]);

	const again = await freehold('replicate', 'prague/products', 'prague/tasks', '--no-wait');
	expect(again.code).toBe(5);
	expect(again.err).toContain('every 5 minutes');
	expect(again.err, 'the other export goes on').toContain('✓ prague/tasks');
});

test('status tells of each export when the vendor gives it next, also of those that are not stored', async () => {
	await freehold('replicate', 'prague/products');
	await freehold('export', 'prague/tasks', '--format', 'xlsx');
	const rows = sandbox.realpad.table('list-excel-products').rows.length;
	const { lines } = await freehold('status', '--json');
	const soon: unknown = expect.toSatisfy((at: number) => at > Date.now() && at <= Date.now() + 310_000);
	expect(lines).toEqual([
		expect.objectContaining({ type: 'status', dataset: 'products', rows, allowedAt: soon }),
		expect.objectContaining({ type: 'status', dataset: 'tasks', allowedAt: soon }),
	]);
	expect((await freehold('status')).out).toMatch(/prague\/products .+ \d\d:\d\d:\d\d +complete\n.*tasks.+not stored/);
	// Who has no login at hand learns the rest.
	const bare = await run(['status'], { cwd, env: { FREEHOLD_STATE: join(cwd, '.state') } });
	expect(bare).toMatchObject({ code: 0, out: expect.stringContaining('prague/products') as string });
	expect(bare.err).toContain('No credentials of prague at hand');
});

test('a back-up job fetches files, is due by its own runs, and its manifest can be queried', async () => {
	const first = await freehold('run', 'files', '--json');
	expect(first.code, first.err).toBe(0);
	expect(first.lines.at(-1)).toMatchObject({
		type: 'result',
		connection: 'prague',
		dataset: '_files',
		outcome: 'done',
	});
	const count = sandbox.realpad.fileCount;
	const sql = "SELECT count(*) AS n FROM _files WHERE state = 'stored'";
	expect((await freehold('query', 'prague', sql, '--json')).lines).toEqual([{ n: count }]);

	await freehold('backup', 'prague', '--verify');
	expect((await freehold('run', '--due')).err).not.toContain('Job files');
	const [gone] = sandbox.realpad.removeFiles(1);
	await freehold('run', 'files');
	const status = await freehold('status', '--json');
	expect(status.lines).toContainEqual(
		expect.objectContaining({
			dataset: '_files',
			files: expect.objectContaining({ stored: count, gone: 1 }) as unknown,
		}),
	);
	expect((await freehold('status')).out).toMatch(/prague\/_files +30 +backup done .+ backed up, 1 gone upstream/);
	const named = 'SELECT uid FROM _files WHERE gone_at IS NOT NULL';
	expect((await freehold('query', 'prague', named, '--json')).lines).toEqual([{ uid: gone }]);
	sandbox.realpad.addFiles(1);
});

test('export keeps the vendor’s file byte for byte, under its own name in a folder', async () => {
	await mkdir(join(cwd, 'out'));
	const ran = await freehold('export', 'prague/products', '--format', 'xls', '--output', 'out', '--json');
	expect(ran.code, ran.err).toBe(0);
	const [name = ''] = await readdir(join(cwd, 'out'));
	expect(name).toMatch(/\.xls$/);
	const workbook = await readWorkbook(await readFile(join(cwd, 'out', name)));
	expect(workbook.format).toBe('xls');
	expect(ran.lines.at(-1)).toMatchObject({
		type: 'file',
		rows: sandbox.realpad.table('list-excel-products').rows.length,
	});
	expect(sandbox.realpad.requests.at(-1)?.query).toEqual({ headermode: 'ids_labels' });
	expect(await readdir(join(cwd, 'out'))).toHaveLength(1);
});

test('export converts, and narrows by parameters without waiting for the cool-down', async () => {
	const project = String(sandbox.realpad.table('list-excel-projects').rows[0]?.project_id);
	for (const format of ['csv', 'ndjson']) {
		const ran = await freehold('export', 'prague/products', '--format', format, '--param', `projectids=${project}`);
		expect(ran.code, ran.err).toBe(0);
	}
	const lines = (await readFile(join(cwd, 'data', 'exports', 'prague-products.ndjson'), 'utf8')).trim().split('\n');
	const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
	expect(rows.length).toBeGreaterThan(0);
	expect(new Set(rows.map((row) => String(row.project_id)))).toEqual(new Set([project]));
});

test('every export as one file each', async () => {
	const ran = await freehold('export', 'prague/*', '--format', 'xlsx', '--output', 'all', '--no-wait');
	// The history of units is one file per project, five minutes apart.
	expect(ran.code).toBe(5);
	const asked = sandbox.realpad.requests.filter(({ path }) => path.endsWith('project-units-history'));
	const [project] = sandbox.realpad.table('list-excel-projects').rows.map((row) => String(row.project_id));
	expect(asked.map(({ query }) => query.projectid)).toEqual([project]);
	const files = await readdir(join(cwd, 'all'));
	expect(files).toHaveLength(new Set(sandbox.realpad.requests.map(({ path }) => path)).size);
	expect(files.some((file) => file.endsWith(`-${project ?? ''}.xlsx`))).toBe(true);
});

test('a job exports with the header rows that it asks for', async () => {
	const ran = await freehold('run', 'takeout');
	expect(ran.code, ran.err).toBe(0);
	expect((await readdir(join(cwd, 'data', 'exports'))).toSorted()).toEqual([
		'prague-projects.xlsx',
		'prague-tasks.xlsx',
	]);
	expect(sandbox.realpad.requests.map(({ query }) => query.headermode)).toEqual(['labels', 'labels']);
	const due = await freehold('run', '--due');
	expect(due.err).not.toContain('Job takeout');
	expect(sandbox.realpad.requests.filter(({ path }) => path.includes('list-excel'))).toHaveLength(2);
});

test.each([
	[['export', 'prague/products', '--param', 'projectid=1'], "Did you mean 'projectids'?"],
	[['export', 'prague/products', '--param', 'projectids'], 'Write it as --param name=value'],
	[['export', 'prague/product'], 'Did you mean prague/products?'],
	[['sign-in', 'prague', '--secrets-file', 's.yaml'], 'does not sign in through the browser'],
])('%j is refused before anything is sent', async (args, says) => {
	const ran = await freehold(...args);
	expect(ran.code).not.toBe(0);
	expect(ran.err).toContain(says);
	expect(sandbox.realpad.requests).toEqual([]);
});

test('a refused login ends with its own code, and is not tried again by the next command', async () => {
	const env = {
		FREEHOLD_PRAGUE_LOGIN: 'takeout',
		FREEHOLD_PRAGUE_PASSWORD: 'wrong',
		FREEHOLD_STATE: join(cwd, '.state'),
	};
	const first = await run(['replicate', 'prague'], { cwd, env });
	const second = await run(['export', 'prague/tasks', '--format', 'xlsx'], { cwd, env });
	expect([first.code, second.code]).toEqual([4, 4]);
	expect(second.err).toContain('each further attempt can prolong a ban');
	expect(sandbox.realpad.requests).toHaveLength(1);
});

test('sources lists the exports with what the vendor says of them', async () => {
	const connections = await freehold('sources');
	expect(connections.out).toContain('realpad');
	const ran = await freehold('sources', 'prague');
	expect(ran.out).toContain('payments-prescribed-lines');
	expect(ran.err).toContain('unit-history: Deprecated by the vendor: use project-units-history instead.');
	expect(sandbox.realpad.requests).toEqual([]);
});

test('an .xls that is full was probably cut, which is said with what to do', async () => {
	const long = await startSandbox({ scale: 0.02, realpad: { files: 0, leastRows: 70_000 } });
	try {
		const config = join(cwd, 'freehold.yaml');
		await writeFile(config, (await readFile(config, 'utf8')).replace(sandbox.realpad.origin, long.realpad.origin));
		const xls = await freehold('export', 'prague/projects', '--format', 'xls');
		expect(xls.code).toBe(0);
		expect(xls.err).toContain('has exactly 65536 rows, all that an .xls can hold');
		expect(xls.err).toContain('Ask for .xlsx');
		// Two header rows, or one: the rest are projects.
		expect(xls.err).toMatch(/65,53[45] rows in/);
		long.realpad.forgive();
		const xlsx = await freehold('export', 'prague/projects', '--format', 'xlsx', '--no-wait');
		expect(xlsx.err).not.toContain('65536');
	} finally {
		await long.close();
	}
}, 60_000);

test('verify says of what it has no count that it cannot be verified, and takes that for no difference', async () => {
	await freehold('replicate', 'prague/projects');
	const verified = await freehold('verify', 'prague/project-units-history', '--no-wait');
	expect(verified.out).toContain('cannot be verified');
	expect(verified.err).toContain('the vendor gives no count of it');
	expect(verified.code).toBe(0);
});
