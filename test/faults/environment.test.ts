/** What this machine may do to a run: no shared memory, a full disk, another run, a file that goes, Ctrl-C. The real command. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SandboxClock } from '../../src/sandbox/clock.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { expectEqual } from '../support/truth.ts';
import { jsonLines, Workspace } from '../support/workspace.ts';

let sandbox: Sandbox;
let workspace: Workspace;

beforeEach(async () => {
	sandbox = await startSandbox({
		scale: 0.2,
		clock: new SandboxClock({ isFrozen: true }),
		spark: { rateLimits: false },
	});
	workspace = new Workspace(sandbox.spark);
});
afterEach(async () => {
	await sandbox.close();
	workspace.remove();
});

const replicate = ['replicate', 'mls/Property', '--json'] as const;
/** As `freehold.yaml` has it by default: dictionary 2.0. */
const seen = { isReplication: false, version: 3 } as const;

function expectComplete(): void {
	expectEqual(workspace.file, sandbox.spark, ['Property'], seen);
}

/** Pages from the nth on do not come for a long time: the run is caught in the middle. */
function holdPages(nth: number): () => void {
	return sandbox.spark.faults.add({
		match: { path: '/Property', nth: Array.from({ length: 50 }, (_, i) => nth + i) },
		do: { kind: 'delay', ms: 20_000 },
	});
}

function query(sql: string): Record<string, unknown> | undefined {
	const db = new DatabaseSync(workspace.file, { readOnly: true });
	try {
		return db.prepare(sql).get();
	} finally {
		db.close();
	}
}

// Shared memory

test('where shared memory cannot be had, the run does without write-ahead log, says so, and survives kill -9', async () => {
	// SQLite refuses to follow a link to the index of its log, and answers as on a drive without shared memory.
	mkdirSync(dirname(workspace.file));
	symlinkSync('nowhere', `${workspace.file}-shm`);
	const release = holdPages(6);
	const running = workspace.start(replicate);
	await running.line('"done":100');
	running.child.kill('SIGKILL');
	await running.ended;
	release();
	const next = await workspace.start(replicate).ended;
	expect(next.code).toBe(0);
	expect(next.err).toContain('written without write-ahead log');
	expect(jsonLines(next.out)[0]).toMatchObject({
		type: 'warning',
		message: expect.stringContaining('write-ahead') as string,
	});
	expect(jsonLines(next.out)[1]).toMatchObject({ type: 'start', isResumed: true });
	expect(query('PRAGMA journal_mode')).toEqual({ journal_mode: 'delete' });
	expectComplete();
	rmSync(`${workspace.file}-shm`);
	expect((await workspace.run('replicate', 'mls/Property')).code).toBe(0);
	expect(query('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
});

test('a replica that was moved to a folder without shared memory goes on there', async () => {
	const release = holdPages(6);
	const running = workspace.start(replicate);
	await running.line('"done":100');
	running.child.kill('SIGKILL');
	await running.ended;
	release();
	rmSync(`${workspace.file}-shm`);
	symlinkSync('nowhere', `${workspace.file}-shm`);
	const next = await workspace.start(replicate).ended;
	expect({ code: next.code, err: next.err }).toMatchObject({ code: 0 });
	expect(jsonLines(next.out)[1]).toMatchObject({ type: 'start', isResumed: true });
	expectComplete();
});

// Disk

test('a disk that is full ends the run with an error that says so; what was stored is intact, and the next run completes it', async () => {
	// A limit on the size of files is what every user can set; SQLite meets it as it meets a quota.
	const limited = await workspace.start(replicate, 'trap "" XFSZ; ulimit -f 2400').ended;
	expect(limited.code).toBe(1);
	expectDiskFull(limited.err);
	await expectToComplete();
});

test.runIf(canMount())('a small disk that fills up is met in the same way', async () => {
	const folder = dirname(workspace.file);
	mkdirSync(folder);
	execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2500k', 'tmpfs', folder]);
	try {
		const full = await workspace.start(replicate).ended;
		expect(full.code).toBe(1);
		expectDiskFull(full.err);
		execFileSync('mount', ['-o', 'remount,size=64m', folder]);
		await expectToComplete();
	} finally {
		execFileSync('umount', [folder]);
	}
});

function canMount(): boolean {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
	try {
		execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
		return true;
	} catch {
		// In a container root may not mount: the other test has to do.
		return false;
	}
}

function expectDiskFull(err: string): void {
	expect(err).toContain('the disk is full');
	expect(err).toContain('Free some space');
	expect(query('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
	expect(Number(query('SELECT count(*) AS n FROM Property')?.n) % 25).toBe(0);
}

async function expectToComplete(): Promise<void> {
	const next = await workspace.start(replicate).ended;
	expect({ code: next.code, err: next.err }).toMatchObject({ code: 0 });
	expectComplete();
}

// Another run

test('a second run of the same connection is refused with the number of the first, which goes on undisturbed', async () => {
	const release = sandbox.spark.faults.add({ match: { path: '/Property', nth: 5 }, do: { kind: 'delay', ms: 4000 } });
	const first = workspace.start(replicate);
	await first.line('"type":"progress"');
	const second = await workspace.run('replicate', 'mls/Property');
	expect(second.code).toBe(1);
	expect(second.err).toContain(`process ${first.child.pid}`);
	release();
	expect((await first.ended).code).toBe(0);
	expectComplete();
});

// The file

test('a replica deleted in the middle of a run is noticed, and the next run makes a new one', async () => {
	sandbox.spark.faults.add({ match: { path: '/Property', nth: 5 }, do: { kind: 'delay', ms: 1000 } });
	const running = workspace.start(replicate);
	await running.line('"type":"progress"');
	for (const name of readdirSync(dirname(workspace.file))) {
		if (!name.endsWith('-writer')) rmSync(`${dirname(workspace.file)}/${name}`);
	}
	const { code, err } = await running.ended;
	expect(code).toBe(1);
	expect(err).toContain('was deleted, moved or replaced');
	const next = await workspace.start(replicate).ended;
	expect(next.code).toBe(0);
	expect(jsonLines(next.out)[0]).toMatchObject({ type: 'start', isResumed: false });
	expectComplete();
});

// Ctrl-C

test.each(['SIGINT', 'SIGTERM'] as const)(
	'%s ends a run at once with 130, without the page that is on its way, and the next run asks for the rest only',
	async (signal) => {
		const release = holdPages(9);
		const running = workspace.start(replicate);
		await running.line('"done":200');
		const asked = performance.now();
		running.child.kill(signal);
		const { code, err } = await running.ended;
		expect(code).toBe(130);
		expect(err).toContain('the next run goes on from there');
		// The page would have taken 20 s; a second is promised, and the rest is left to a busy machine.
		expect(performance.now() - asked).toBeLessThan(5_000);
		release();
		const before = sandbox.spark.requestCount;
		const next = await workspace.start([...replicate, '--no-purge']).ended;
		expect(next.code).toBe(0);
		expect(jsonLines(next.out)[0]).toMatchObject({ type: 'start', isResumed: true });
		// $metadata, the 8 pages of 16 that were not stored, and the update that follows an old walk.
		expect(sandbox.spark.requestCount - before).toBe(10);
		expectComplete();
	},
);
