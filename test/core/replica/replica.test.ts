import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { Replica } from '../../../src/core/replica/contract.ts';
import { ReplicaReader } from '../../../src/core/replica/reader.ts';
import { openReplica } from '../../../src/core/replica/replica.ts';
import { body, dataset, noTraffic, planOf, temporaryFolder, workerUrl } from './replicaFixture.ts';

const property = dataset('Property');
const script = fileURLToPath(new URL('./writePages.ts', import.meta.url));

async function opened(file = join(temporaryFolder(), 'mls.sqlite')): Promise<{ replica: Replica; file: string }> {
	const replica = await openReplica({ file, workerUrl });
	onTestFinished(() => replica.close());
	return { replica, file };
}

function writePages(file: string, pages: number, rows: number, fileLimit?: number): ChildProcess {
	const args = ['--disable-warning=ExperimentalWarning', script, file, String(pages), String(rows)];
	// `ulimit -f` counts in blocks of 512 or 1,024 bytes, as the shell likes.
	return fileLimit === undefined
		? spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
		: spawn('sh', ['-c', `ulimit -f ${fileLimit}; exec "$@"`, 'sh', process.execPath, ...args], {
				stdio: ['ignore', 'pipe', 'inherit'],
			});
}

/** Waits until a child has told of a page; it may be done before. */
async function untilPage(child: ChildProcess, page: number): Promise<void> {
	await new Promise<void>((resolve) => {
		child.stdout!.on('data', (chunk: Buffer) => {
			for (const [, number] of String(chunk).matchAll(/page (\d+)\n/g)) if (Number(number) >= page) resolve();
		});
		child.on('exit', () => resolve());
	});
}

/** Rows per page, and the checkpoint, as they lie in the file. */
function pagesIn(file: string): { pages: number[]; checkpoint: number; integrity: unknown } {
	using reader = new ReplicaReader(file);
	const counts = reader.query('SELECT Page, count(*) FROM Property GROUP BY Page ORDER BY Page', {
		limit: 10_000,
	}).rows;
	const db = new DatabaseSync(file, { readOnly: true });
	const integrity = db.prepare('PRAGMA integrity_check').get()!.integrity_check;
	db.close();
	const checkpoint = (reader.states()[0]?.resume?.checkpoint as number | undefined) ?? 0;
	return { pages: counts.map(([, count]) => Number(count)), checkpoint, integrity };
}

test.each([false, true])('numbers that a double rounds are kept, whoever looks for them (%s)', async (mustStayFree) => {
	const file = join(temporaryFolder(), 'mls.sqlite');
	const replica = await openReplica({ file, workerUrl, mustStayFree });
	onTestFinished(() => replica.close());
	const run = await replica.begin(property, 'initial', [], false, 1);
	const page = await replica.decode(body('{"value":[{"Key":"a","Lot":12345678901234567890.5}]}'), planOf(property));
	await replica.apply({ run, page, checkpoint: null, traffic: noTraffic });
	using reader = new ReplicaReader(file);
	expect(reader.query('SELECT Lot FROM Property', { limit: 1 }).rows).toEqual([['12345678901234567890.5']]);
});

test("everything a job needs works across the worker's thread", async () => {
	const { replica, file } = await opened();
	const run = await replica.begin(property, 'initial', [], false, 1);
	const page = await replica.decode(
		body({ value: [{ Key: 'a' }, { Key: 'b' }], '@odata.nextLink': 'n' }),
		planOf(property),
	);
	expect(page).toMatchObject({ rowCount: 2, firstKey: 'a', lastKey: 'b', envelope: { '@odata.nextLink': 'n' } });
	const counts = await replica.apply({ run, page, checkpoint: { at: 1 }, traffic: noTraffic });
	expect(counts.Property).toMatchObject({ inserted: 2 });
	const finish = { run, outcome: 'done', watermark: 5, traffic: noTraffic, clearResume: true } as const;
	expect(await replica.finish(finish, 2)).toMatchObject({ id: run, outcome: 'done' });
	const sweep = await replica.begin(property, 'sweep', [], false, 3);
	const keys = await replica.decode(body({ value: [{ Key: 'a' }] }), planOf(property, { keysOnly: true }));
	await replica.apply({ run: sweep, page: keys, checkpoint: null, traffic: noTraffic });
	expect(await replica.compareSweep(sweep, 1)).toMatchObject({ extra: 1, extraExamples: ['b'] });
	const request = { run: sweep, proof: { isComplete: true }, limitPercent: 20, now: 4 };
	expect((await replica.finishSweep(request)).held).toMatchObject({ wouldDelete: 1 });
	await replica.finish({ ...finish, run: sweep, outcome: 'held', watermark: undefined }, 5);
	expect((await replica.releaseHeld('Property', 50, 6)).deleted).toEqual({ Property: 1 });
	expect((await replica.states())[0]).toMatchObject({ rows: 1, watermark: 5, resume: undefined });
	expect(await replica.retain(1)).toEqual({ dropped: 0 });
	expect(await replica.notes()).toEqual([]);
	await replica.close();
	await replica.close();
	expect(() => statSync(`${file}-wal`)).toThrow();
});

test('a page that cannot be read is refused with its reason, and the next one goes on', async () => {
	const { replica } = await opened();
	const run = await replica.begin(property, 'initial', [], false, 1);
	const cut = replica.decode(body('{"value":[{"Key":"a"'), planOf(property));
	await expect(cut).rejects.toSatisfy((error) => FreeholdError.is(error, 'badResponse'));
	await expect(cut).rejects.toThrow(/byte 20; 20 bytes came/);
	const page = await replica.decode(body({ value: [{ Key: 'a' }] }), planOf(property));
	await replica.apply({ run, page, checkpoint: 1, traffic: noTraffic });
	const unused = await replica.decode(body({ value: [{ Key: 'b' }] }), planOf(property));
	replica.release(unused.handle);
	const late = replica.apply({ run, page: unused, checkpoint: 2, traffic: noTraffic });
	await expect(late).rejects.toThrow(/applied or released before/);
	expect((await replica.states())[0]!.rows).toBe(1);
});

test("a body from Node's pool of small buffers is taken without harm to its neighbours", async () => {
	const { replica } = await opened();
	const neighbour = Buffer.from('neighbour');
	const page = await replica.decode(Buffer.from('{"value":[]}'), planOf(property));
	expect(page.rowCount).toBe(0);
	expect(neighbour.toString()).toBe('neighbour');
});

test('many row plans may be in use at once', async () => {
	const { replica } = await opened();
	const plans = Array.from({ length: 40 }, (_, index) => planOf(property, { rowsAt: [`rows${index}`] }));
	for (const [index, plan] of [...plans, ...plans].entries()) {
		const page = await replica.decode(body({ [`rows${index % 40}`]: [{ Key: `k${index}` }] }), plan);
		expect(page.firstKey).toBe(`k${index}`);
	}
});

test('calls after closing are refused, and opening fails with its reason', async () => {
	const { replica, file } = await opened();
	await expect(openReplica({ file, workerUrl })).rejects.toSatisfy((error) => FreeholdError.is(error, 'locked'));
	await replica.close();
	await expect(replica.states()).rejects.toThrow(/no longer open/);
	replica.release(1);
	const again = await openReplica({ file, workerUrl });
	await again.close();
});

test('killed at any instant, the file holds whole pages and the next run goes on with nothing lost or doubled', async () => {
	const file = join(temporaryFolder(), 'mls.sqlite');
	const [pages, rows] = [60, 200];
	let written = 0;
	for (let kill = 0; kill < 10; kill++) {
		const child = writePages(file, pages, rows);
		const until = written + 1 + (kill % 4);
		await untilPage(child, Math.min(until, pages));
		// A little later, so that the kill falls into the middle of something.
		await new Promise((resolve) => setTimeout(resolve, (kill * 7) % 23));
		if (child.kill('SIGKILL')) await once(child, 'exit');
		const found = pagesIn(file);
		expect(found.integrity).toBe('ok');
		expect(found.pages.length).toBeGreaterThanOrEqual(Math.min(until, pages));
		if (found.checkpoint !== 0) expect(found.checkpoint).toBe(found.pages.length);
		expect(new Set(found.pages)).toEqual(new Set([rows]));
		written = found.pages.length;
		if (written === pages) break;
	}
	const last = writePages(file, pages, rows);
	last.stdout!.resume();
	expect(await once(last, 'exit')).toEqual([0, null]);
	expect(pagesIn(file)).toEqual({ pages: new Array(pages).fill(rows), checkpoint: 0, integrity: 'ok' });
	using reader = new ReplicaReader(file);
	expect(reader.query('SELECT count(*) FROM _history', { limit: 1 }).rows).toEqual([[0]]);
	expect(reader.runs(1)[0]).toMatchObject({ outcome: 'done' });
});

test.skipIf(process.platform === 'win32')('when the disk is full the run says so and can go on later', async () => {
	const file = join(temporaryFolder(), 'mls.sqlite');
	const child = writePages(file, 50, 200, 2_000);
	let output = '';
	for await (const chunk of child.stdout!) output += String(chunk);
	expect(output.trim().split('\n').at(-1)).toBe('diskFull');
	const found = pagesIn(file);
	expect(found).toMatchObject({ integrity: 'ok', checkpoint: found.pages.length });
	expect(found.pages.length).toBeGreaterThan(0);
	const later = writePages(file, 50, 200);
	later.stdout!.resume();
	expect(await once(later, 'exit')).toEqual([0, null]);
	expect(pagesIn(file).pages).toEqual(new Array(50).fill(200));
});

test('a file deleted under a run ends it with that reason', async () => {
	const { replica, file } = await opened();
	const run = await replica.begin(property, 'initial', [], false, 1);
	unlinkSync(file);
	const page = await replica.decode(body({ value: [{ Key: 'a' }] }), planOf(property));
	await expect(replica.apply({ run, page, checkpoint: 1, traffic: noTraffic })).rejects.toSatisfy((error) =>
		FreeholdError.is(error, 'storeGone'),
	);
});

test('a long load does not grow the write-ahead log without bound', async () => {
	const { replica, file } = await opened();
	const run = await replica.begin(property, 'initial', [], false, 1);
	const text = 'x'.repeat(3000);
	let longest = 0;
	for (let number = 0; number < 120; number++) {
		const value = Array.from({ length: 500 }, (_, row) => ({ Key: `${number}-${row}`, Text: text }));
		const page = await replica.decode(body({ value }), planOf(property));
		await replica.apply({ run, page, checkpoint: number, traffic: noTraffic });
		longest = Math.max(longest, statSync(`${file}-wal`).size);
	}
	expect(longest).toBeLessThan(140_000_000);
	expect(statSync(file).size).toBeGreaterThan(100_000_000);
});
