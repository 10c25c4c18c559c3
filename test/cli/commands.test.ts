/** The commands on a real replica, filled from a real server on loopback. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rawNumber } from '../../src/core/exactNumbers.ts';
import { freehold as run } from './fakeTerminal.ts';
import type { Ran, RunOptions } from './fakeTerminal.ts';
import { listing, startScriptedSpark, TOKEN } from './scriptedSpark.ts';
import type { ScriptedSpark } from './scriptedSpark.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

let cwd: string;
let spark: ScriptedSpark;
beforeEach(async () => {
	cwd = await mkdtemp(join(tmpdir(), 'freehold-commands-'));
	spark = await startScriptedSpark(2500);
	await writeFile(
		join(cwd, 'freehold.yaml'),
		`version: 1
connections:
  mls: { source: spark, replication: true, baseUrl: "${spark.origin}" }
jobs:
  listings: { replicate: mls/Property, every: 1h, purge: daily }
  takeout: { export: mls/Member, format: ndjson, every: daily }
`,
	);
});
afterEach(async () => {
	await spark.close();
	await rm(cwd, { recursive: true, force: true });
});

function freehold(args: readonly string[], options: Partial<RunOptions> = {}): Promise<Ran> {
	return run(args, { cwd, env: { FREEHOLD_MLS_TOKEN: TOKEN }, ...options });
}

function change(): void {
	const at = new Date().toISOString();
	spark.listings = spark.listings
		.map((row, i) => (i < 5 ? { ...row, ListPrice: row.ListPrice - 1000, ModificationTimestamp: at } : row))
		.filter((_, i) => i < 10 || i > 12);
	spark.listings.push(listing(9000, { ModificationTimestamp: at }));
}

test('replicate, change, replicate: status, query and diff tell what is there and what changed', async () => {
	const first = await freehold(['replicate', 'mls']);
	expect(first).toMatchObject({ code: 0, out: '' });
	expect(first.err).toContain('✓ mls/Property download: 2,500 records: +2,500 new');

	const status = await freehold(['status', '--json']);
	expect(status.lines).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ type: 'status', connection: 'mls', dataset: 'Property', rows: 2500, gaps: [] }),
			expect.objectContaining({ dataset: 'Member', rows: 1 }),
		]),
	);

	change();
	const second = await freehold(['replicate', 'mls/Property', '--purge-every', '1ms', '--json']);
	expect(second.code).toBe(0);
	const ends = second.lines
		.filter((line) => line.type === 'end')
		.map(({ phase, record }) => [phase, (record as { counts: unknown }).counts]);
	expect(ends).toEqual([
		['update', { Property: expect.objectContaining({ inserted: 1, updated: 5 }) as unknown }],
		['sweep', { Property: expect.objectContaining({ deleted: 3 }) as unknown }],
	]);
	expect(second.lines.at(-1)).toMatchObject({ type: 'result', dataset: 'Property', outcome: 'done' });

	const diff = await freehold(['diff', 'mls/Property']);
	expect(diff.err).toContain('mls/Property: 1 new, 5 changed, 3 gone');
	expect(diff.out.split('\n')[0]).toBe('~ 20160000000000000000000000  0 Main St, Fargo: ListPrice 100,000 → 99,000');
	expect((await freehold(['diff', 'mls/Property', '--json'])).lines).toHaveLength(9);
	expect((await freehold(['diff', 'mls/Property', '--from', '0', '--to', '1', '--limit', '3'])).err).toContain(
		'2,497 more',
	);

	const summary = await freehold(['diff', 'mls/Property', '--summary']);
	expect(summary.out.split('\n').slice(0, 2)).toEqual([
		'mls/Property: 1 new, 5 changed, 3 gone',
		'  5 price changes (ListPrice), median −1.0 %, 5 lower',
	]);
	expect((await freehold(['diff', 'mls/Property', '--summary', '--json'])).lines).toMatchObject([
		{ type: 'summary', dataset: 'Property', updated: 5, prices: [{ title: 'ListPrice', changed: 5, lower: 5 }] },
	]);
	const csv = await freehold(['diff', 'mls/Property', '--format', 'csv']);
	expect(csv.out).toMatch(
		/^change,key,column,before,after\r\nupdated,20160000000000000000000000,ListPrice,100000,99000\r\n/,
	);
	const parsed = JSON.parse((await freehold(['diff', 'mls/Property', '--format', 'json'])).out) as { kind: string }[];
	expect(parsed.map(({ kind }) => kind).sort()).toEqual([
		...[...Array<string>(3).fill('deleted'), 'inserted', ...Array<string>(5).fill('updated')],
	]);
	expect((await freehold(['diff', 'mls/Property', '--from', '1970-01-01', '--to', '1', '--summary'])).out).toContain(
		': 2,500 new, 0 changed, 0 gone',
	);
	const life = await freehold(['diff', 'mls/Property', '--row', '20160000000000000000000000']);
	expect(life.out).toMatch(
		/^mls\/Property 20160000000000000000000000: 0 Main St, Fargo\n2 changes\n\nRun \d+, [\d :-]+: changed\n {2}ListPrice: 100,000 → 99,000\n/,
	);
	expect(life.out).toMatch(/\n\nRun \d+, [\d :-]+: came\n {2}ListingKey: 20160000000000000000000000\n/);
	expect((await freehold(['diff', 'mls/Property', '--row', 'x'])).out).toContain('There never was such a row.');

	const cheap = 'SELECT count(*) AS n FROM Property WHERE ListPrice < 100000';
	expect((await freehold(['query', 'mls', cheap, '--format', 'csv'])).out).toBe('n\r\n5\r\n');
	expect((await freehold(['query', 'mls', cheap, '--format', 'csv', '--as-of', '2'])).out).toBe('n\r\n0\r\n');
	expect((await freehold(['query', 'mls', 'SELECT City, ListPrice FROM Property WHERE ListPrice = 99001'])).out).toBe(
		'City   ListPrice\n─────  ─────────\nMinot      99001\n',
	);
	expect((await freehold(['query', 'mls', 'SELECT City FROM Property LIMIT 1', '--json'])).lines).toEqual([
		{ City: 'Fargo' },
	]);

	const at = new Date().toISOString();
	spark.listings = spark.listings.map((row, i) =>
		i < 2 ? { ...row, ListPrice: row.ListPrice * 1.1, ModificationTimestamp: at } : row,
	);
	const third = await freehold(['replicate', 'mls/Property']);
	expect(third.err).toContain('\n  mls/Property: 2 price changes (ListPrice), median +10.0 %, 2 higher\n');
});

test('a query cannot write, and says what is wrong with it', async () => {
	await freehold(['replicate', 'mls/Member']);
	for (const [sql, why] of [
		['DELETE FROM Member', 'only read'],
		['SELEC', 'syntax error'],
	] as const) {
		const { code, err } = await freehold(['query', 'mls', sql]);
		expect(code).toBe(2);
		expect(err).toContain(why);
	}
	const { code, err } = await freehold(['query', 'mls', 'SELECT 1', '--as-of', 'yesterday']);
	expect({ code, isTold: err.includes('neither a run nor a time') }).toEqual({ code: 2, isTold: true });
});

test('verify proves equality, and exit code 3 tells a difference', async () => {
	await freehold(['replicate', 'mls']);
	expect(await freehold(['verify', 'mls'])).toMatchObject({ code: 0, out: expect.stringContaining('equal') as string });
	spark.listings = [...spark.listings.slice(1), listing(9001)];
	const differs = await freehold(['verify', 'mls/Property', '--json']);
	expect(differs.code).toBe(3);
	expect(differs.lines).toEqual([
		expect.objectContaining({
			type: 'verification',
			dataset: 'Property',
			isEqual: false,
			localRows: 2500,
			sourceRows: 2500,
		}),
	]);
});

test('verify leaves no trace: neither the last run nor what is due changes', async () => {
	await freehold(['replicate', 'mls/Property']);
	const lastRun = async (): Promise<unknown> =>
		(await freehold(['status', '--json'])).lines.map((line) => line.lastRun);
	const before = await lastRun();
	await freehold(['verify', 'mls/Property']);
	expect(await lastRun()).toEqual(before);
});

test('a purge that would remove too much is held, shown, and carried out on demand', async () => {
	await freehold(['replicate', 'mls/Property']);
	spark.listings = spark.listings.slice(0, 1000);
	const held = await freehold(['replicate', 'mls/Property', '--mode', 'purge']);
	expect(held.code).toBe(3);
	expect(held.err).toContain('freehold replicate mls/Property --release-held');
	const status = await freehold(['status']);
	expect(status.out).toContain('purge held');
	expect(status.err.match(/would go/g), 'said once').toHaveLength(1);
	expect((await freehold(['replicate', 'mls/Property', '--mode', 'purge', '--purge-limit', '100'])).code).toBe(0);
	expect((await freehold(['query', 'mls', 'SELECT count(*) n FROM Property', '--json'])).lines).toEqual([{ n: 1000 }]);
});

test('a held purge is released without asking the vendor again, and only once', async () => {
	await freehold(['replicate', 'mls/Property']);
	spark.listings = spark.listings.slice(0, 1000);
	await freehold(['replicate', 'mls/Property', '--mode', 'purge']);
	const released = await freehold(['replicate', 'mls', '--release-held'], { env: {} });
	expect(released).toMatchObject({ code: 0, err: expect.stringContaining('Property −1,500 gone') as string });
	expect((await freehold(['status'])).out).not.toContain('purge held');
	const again = await freehold(['replicate', 'mls', '--release-held']);
	expect(again).toMatchObject({ code: 1, err: expect.stringContaining('No purge of mls is held') as string });
	expect((await freehold(['replicate', 'mls', '--release-held', '--purge-limit', '5'])).code).toBe(2);
});

test('a run that there never was, and a diff backwards, are refused instead of answered with nothing', async () => {
	await freehold(['replicate', 'mls/Member', '--no-purge']);
	for (const [args, why] of [
		[['query', 'mls', 'SELECT 1', '--as-of', '99'], 'There is no run 99'],
		[['diff', 'mls/Member', '--from', '99'], 'There is no run 99'],
		[['diff', 'mls/Member', '--from', '1', '--to', '0'], '--from 0 --to 1'],
	] as const) {
		expect(await freehold(args)).toMatchObject({ code: 2, err: expect.stringContaining(why) as string });
	}
});

test('export writes the whole dataset into one file', async () => {
	const { code, lines } = await freehold([
		'export',
		'mls/Property',
		'--format',
		'ndjson',
		'--output',
		'out/p.ndjson',
		'--json',
	]);
	expect(code).toBe(0);
	expect(lines.at(-1)).toMatchObject({ type: 'file', rows: 2500, format: 'ndjson' });
	const rows = (await readFile(join(cwd, 'out/p.ndjson'), 'utf8')).trimEnd().split('\n');
	expect(rows).toHaveLength(2500);
	expect(JSON.parse(rows[0]!)).toMatchObject({ ListingKey: '20160000000000000000000000', ListPrice: 100_000 });
	expect(await readdir(join(cwd, 'out'))).toEqual(['p.ndjson']);
});

test('a Parquet file of a dataset keeps the digits of nested numbers, and says how', async () => {
	const nested = { ...listing(1), Source: { id: rawNumber('12345678901234567890') } };
	spark.listings = [listing(0), nested];
	const file = join(cwd, 'p.parquet');
	const { code, err } = await freehold(['export', 'mls/Property', '--format', 'parquet', '--output', file]);
	expect({ code, err }).toMatchObject({
		code: 0,
		err: expect.stringContaining(
			'Column Source is text, because not all of its values are JSON with numbers that a double holds.',
		) as string,
	});
	const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
	expect(rows.map(({ Source }) => Source as unknown)).toEqual([null, '{"id":12345678901234567890}']);
	expect(rows.map(({ ListPrice }) => ListPrice as unknown)).toEqual([100_000, 100_001]);
});

test.skipIf(process.platform === 'win32')(
	'a disk that is full at the last piece leaves no file that is cut',
	async () => {
		// Six characters each as JSON: the replica stays far smaller than the file.
		spark.listings = Array.from({ length: 10 }, (_, n) => listing(n, { UnparsedAddress: '\u0001'.repeat(200_000) }));
		const args = ['export', 'mls/Property', '--format', 'ndjson', '--output', join(cwd, 'out', 'p.ndjson')];
		expect((await freehold(args)).code).toBe(0);
		const { size } = await stat(join(cwd, 'out', 'p.ndjson'));
		await rm(join(cwd, 'out', 'p.ndjson'));
		// In blocks of 512 bytes: of the last piece the system takes less than it is given, and does not call it an error.
		const script = `trap '' XFSZ; ulimit -f ${Math.floor((size - 1) / 512)}; exec "$@"`;
		const child = spawn('/bin/sh', ['-c', script, 'sh', process.execPath, main, ...args], {
			cwd,
			env: { PATH: process.env.PATH, FREEHOLD_MLS_TOKEN: TOKEN, FREEHOLD_STATE: join(cwd, '.state') },
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let err = '';
		child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
		const code = await new Promise((resolve) => child.on('close', resolve));
		expect({ code, err }).toMatchObject({
			code: 1,
			err: expect.stringMatching(/p\.ndjson could not be written[^]*the disk is full/) as string,
		});
		expect(await readdir(join(cwd, 'out'))).toEqual([]);
	},
);

test('run does what is due and nothing else', async () => {
	expect((await freehold(['run', '--due'])).err).toMatch(/Job listings[^]*Job takeout/);
	expect(await readdir(join(cwd, 'data/exports'))).toEqual(['mls-Member.ndjson']);
	expect((await freehold(['run', '--due'])).err).toBe('No job is due.\n');
	expect((await freehold(['run', 'listings'])).code).toBe(0);
});

test('a refused token ends with 4, and nothing that is written repeats it', async () => {
	const wrong = 'wrong-token-98765';
	const args = ['replicate', 'mls', '--verbose', '--har', 'run.har', '--json'];
	const { code, err, out } = await freehold(args, { env: { FREEHOLD_MLS_TOKEN: wrong } });
	expect(code).toBe(4);
	const har = await readFile(join(cwd, 'run.har'), 'utf8');
	expect(har).toContain('$metadata');
	expect(err + out + har).not.toContain(wrong);
});

test('a throttle beyond the limit ends with 5 and says when it goes on', async () => {
	await freehold(['replicate', 'mls/Member']);
	spark.retryAfterSeconds = 3600;
	const { code, err } = await freehold(['replicate', 'mls/Member', '--wait', '1s']);
	expect(code).toBe(5);
	expect(err).toMatch(/→/);
	const [status] = (await freehold(['status', '--json'])).lines;
	expect(Number(status!.allowedAt) - Date.now()).toBeGreaterThan(3_000_000);
	expect((await freehold(['status'])).err).toContain('mls: the vendor wants no requests until');
});

test('Ctrl-C ends the real command with 130, and the next run goes on where it stopped', async () => {
	// Long enough for the signal to come in time on a machine that is busy.
	spark.delayMs = 600;
	const child = spawn(process.execPath, [main, 'replicate', 'mls/Property', '--json'], {
		cwd,
		env: { PATH: process.env.PATH, FREEHOLD_MLS_TOKEN: TOKEN, FREEHOLD_STATE: join(cwd, '.state') },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let err = '';
	child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
	let isAsked = false;
	child.stdout.on('data', (chunk: Buffer) => {
		// Once: a second Ctrl-C ends the process at once. When something is stored: otherwise there is nothing to resume.
		if (isAsked || !/"type":"progress".*"done":[1-9]/.test(chunk.toString())) return;
		isAsked = child.kill('SIGINT');
	});
	// Not 'exit': what it wrote last may still be on its way then.
	const code = await new Promise((resolve) => child.on('close', resolve));
	expect({ code, err }).toMatchObject({ code: 130, err: expect.stringContaining('Cancelled.') as string });
	expect((await freehold(['status'])).out).toContain('to be resumed');
	spark.delayMs = 0;
	const { lines } = await freehold(['replicate', 'mls/Property', '--no-purge', '--json']);
	expect(lines[0]).toMatchObject({ type: 'start', phase: 'initial', isResumed: true });
	expect((await freehold(['query', 'mls', 'SELECT count(*) n FROM Property', '--json'])).lines).toEqual([{ n: 2500 }]);
});

test('a reader who has enough ends the command quietly', async () => {
	await freehold(['replicate', 'mls/Property']);
	const child = spawn(
		process.execPath,
		[main, 'query', 'mls', 'SELECT * FROM Property a, (SELECT 1 FROM Property LIMIT 50) b', '--format', 'csv'],
		{
			cwd,
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	);
	let err = '';
	child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
	child.stdout.once('data', () => child.stdout.destroy());
	const code = await new Promise((resolve) => child.on('exit', resolve));
	expect({ code, err }).toEqual({ code: 141, err: '' });
});

test('a run whose JSON lines nobody reads any more ends quietly too', async () => {
	const child = spawn(process.execPath, [main, 'replicate', 'mls', '--json', '--quiet'], {
		cwd,
		env: { PATH: process.env.PATH, FREEHOLD_MLS_TOKEN: TOKEN, FREEHOLD_STATE: join(cwd, '.state') },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let err = '';
	child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
	child.stdout.once('data', () => child.stdout.destroy());
	const code = await new Promise((resolve) => child.on('exit', resolve));
	expect({ code, err }).toEqual({ code: 141, err: '' });
});

test('Ctrl-C ends a query that would never end', async () => {
	await freehold(['replicate', 'mls/Member', '--no-purge']);
	const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';
	const child = spawn(process.execPath, [main, 'query', 'mls', endless], { cwd, stdio: 'ignore' });
	const insist = setInterval(() => child.kill('SIGINT'), 500);
	const ended = await new Promise<unknown>((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)));
	clearInterval(insist);
	expect(['SIGINT', 130]).toContain(ended);
});

test('a secret that is missing is told with both places for it', async () => {
	const { code, err } = await freehold(['replicate', 'mls'], { env: {} });
	expect({ code, err }).toMatchObject({ code: 4, err: expect.stringContaining('FREEHOLD_MLS_TOKEN') as string });
	expect(err).toContain('--secrets-file');
});

test('a replica that cannot be read does not hide the others from status', async () => {
	await freehold(['replicate', 'mls/Property']);
	const config = join(cwd, 'freehold.yaml');
	const text = await readFile(config, 'utf8');
	await writeFile(config, text.replace('connections:', 'connections:\n  other: { source: realpad }'));
	await writeFile(join(cwd, 'data', 'other.sqlite'), '');
	const status = await freehold(['status']);
	expect(status.code).toBe(3);
	expect(status.out).toContain('mls/Property');
	expect(status.err).toContain('other.sqlite');
	expect((await freehold(['status', 'other'])).code, 'alone it is all there is to tell').toBe(1);
});

test('a secrets file that others may read is a matter of set-up', async () => {
	const file = join(cwd, 'secrets.yaml');
	await writeFile(file, 'mls: { token: x }', { mode: 0o644 });
	expect((await freehold(['replicate', 'mls/Property', '--secrets-file', file], { env: {} })).code).toBe(2);
});

test('--quiet says nothing when all is well', async () => {
	expect(await freehold(['replicate', 'mls', '--quiet'])).toMatchObject({ code: 0, out: '', err: '' });
});

test('a profile tells what columns hold: on the terminal, as Markdown and as JSON lines', async () => {
	await freehold(['replicate', 'mls/Property']);
	const printed = await freehold(['profile', 'mls/Property', '--column', 'ListPrice', '--column', 'City']);
	expect(printed.code).toBe(0);
	expect(printed.out).toMatch(/^mls\/Property · Rows: [\d,]+\n/);
	expect(printed.out).toMatch(/\nListPrice +decimal +0 %/);
	expect(printed.out).toContain('ListingKey: unique; the replica itself keeps it so');
	expect((await freehold(['profile', 'mls/Property', '--markdown'])).out).toContain('## Columns\n\n| Column | Type |');
	const { lines } = await freehold(['profile', 'mls/Property', '--json', '--column', 'ListPrice']);
	expect(lines[0]).toMatchObject({ type: 'profile', table: 'mls/Property', key: ['ListingKey'] });
	expect(lines[1]).toMatchObject({ type: 'column', name: 'ListPrice', nulls: 0, numbers: { isEstimate: false } });
	expect((await freehold(['profile', 'mls/Property', '--column', 'Price'])).err).toContain("has no column 'Price'");
	expect((await freehold(['profile', 'mls'])).code).toBe(2);
	expect((await freehold(['profile', 'mls/Member'])).code).toBe(1);
});

test('types are written from what was replicated, to stdout or into a file', async () => {
	await freehold(['replicate', 'mls/Property']);
	const printed = await freehold(['types', 'mls/Property', '--name', 'Listing']);
	expect(printed).toMatchObject({ code: 0 });
	expect(printed.out).toMatch(/^export interface Listing \{$/m);
	expect(printed.out).toMatch(/^\tListPrice: number;$/m);
	const written = await freehold(['types', 'mls/Property', '--lang', 'json-schema', '--output', join(cwd, 'p.json')]);
	expect(written).toMatchObject({ code: 0, out: '' });
	expect(JSON.parse(await readFile(join(cwd, 'p.json'), 'utf8'))).toMatchObject({ title: 'Property', type: 'object' });
	expect((await freehold(['types', 'mls'])).code).toBe(2);
	expect((await freehold(['types', 'mls/Member'])).err).toContain('Replicate it first');
});
