/** The vendors' limits hold for all processes of a user together, over restarts, and whatever befalls the file. */
import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import type { Log } from '../../../src/core/outside.ts';
import { BudgetFile } from '../../../src/core/state/budgetFile.ts';
import type { BudgetFileOptions } from '../../../src/core/state/budgetFile.ts';
import { openBudget } from '../../../src/core/state/openBudget.ts';

const now = Date.parse('2026-05-01T12:00:00Z');
const clock = { now: () => now, sleep: () => Promise.resolve() };
const limit = { unit: 'spark:0', requests: 3, windowMs: 300_000, concurrency: 1 };

function folder(): string {
	const path = mkdtempSync(join(tmpdir(), 'freehold-budget-'));
	onTestFinished(() => rmSync(path, { recursive: true, force: true }));
	return path;
}

interface Told {
	readonly log: Log;
	readonly lines: string[];
}

function listener(): Told {
	const lines: string[] = [];
	return { log: { write: (level, message) => lines.push(`${level}: ${message}`) }, lines };
}

function open(file: string, changes: Partial<BudgetFileOptions> = {}): BudgetFile {
	const budget = new BudgetFile({ file, clock, log: listener().log, ...changes });
	onTestFinished(() => budget.close());
	return budget;
}

function reasonOf(work: () => unknown): string {
	try {
		work();
	} catch (error) {
		return FreeholdError.is(error) ? error.reason : String(error);
	}
	return 'none';
}

test('counts and blocks survive a restart', () => {
	const file = join(folder(), 'state', 'budget.sqlite');
	const before = open(file);
	for (let request = 0; request < 3; request++) expect(before.take(limit, now)).toBe(0);
	before.block('spark:1', now + 60_000);
	before.close();
	const after = open(file);
	expect(after.take(limit, now + 1000)).toBeGreaterThan(298_000);
	expect(after.take(limit, now + 301_000)).toBe(0);
	expect(after.blockedUntil('spark:1')).toBe(now + 60_000);
	expect(after.take({ ...limit, unit: 'spark:1' }, now)).toBe(60_000);
});

test('two connections to one file share counts and blocks at once', () => {
	const file = join(folder(), 'budget.sqlite');
	const [one, two] = [open(file), open(file)];
	expect([one.take(limit, now), two.take(limit, now), one.take(limit, now)]).toEqual([0, 0, 0]);
	expect(two.take(limit, now)).toBeGreaterThan(0);
	one.block('spark:0', now + 900_000);
	two.block('spark:0', now + 100_000);
	expect(two.blockedUntil('spark:0')).toBe(now + 900_000);
});

test('the file counts as the memory does, for any sequence of requests, blocks and clocks', () => {
	const step = fc.record({
		pause: fc.integer({ min: -5_000, max: 60_000 }),
		unit: fc.constantFrom('a', 'b'),
		block: fc.option(fc.nat(30_000), { freq: 8, nil: undefined }),
	});
	const file = join(folder(), 'budget.sqlite');
	let run = 0;
	fc.assert(
		fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
			const [memory, disk] = [new MemoryBudget(), open(`${file}${run++}`)];
			let at = now;
			for (const { pause, unit, block } of steps) {
				at += pause;
				if (block !== undefined) for (const budget of [memory, disk]) budget.block(unit, at + block);
				const question = { ...limit, unit };
				expect(disk.take(question, at)).toBe(memory.take(question, at));
				expect(disk.blockedUntil(unit)).toBe(memory.blockedUntil(unit));
			}
			disk.close();
		}),
		{ numRuns: 25 },
	);
});

test('processes together never spend more than the limit, even when they create the file at the same moment', async () => {
	const file = join(folder(), 'budget.sqlite');
	const spender = fileURLToPath(new URL('spender.ts', import.meta.url));
	const spend = async (requests: number, windowMs: number, tries: number): Promise<number[]> => {
		const args = ['--no-warnings', spender, file, ...[requests, windowMs, tries].map(String)];
		const runs = await Promise.all([1, 2, 3].map(() => promisify(execFile)(process.execPath, args)));
		expect(runs.map(({ stderr }) => stderr).join('')).toBe('');
		return runs.flatMap(({ stdout }) => JSON.parse(stdout) as number[]).sort((a, b) => a - b);
	};
	expect(await spend(500, 600_000, 400)).toHaveLength(500);
});

test('a process killed at any moment leaves a file that others go on with, nothing forgotten', async () => {
	const file = join(folder(), 'budget.sqlite');
	const spender = fileURLToPath(new URL('spender.ts', import.meta.url));
	const { log, lines } = listener();
	open(file, { log }).take({ ...limit, unit: 'spark:1' }, Date.now());
	for (const lifeMs of [5, 10, 20, 40, 60]) {
		const child = spawn(process.execPath, ['--no-warnings', spender, file, '1000000000', '600000', '1000000000']);
		const budget = open(file, { log });
		const before = countOf(file);
		await expect.poll(() => countOf(file), { interval: 5, timeout: 10_000 }).toBeGreaterThan(before);
		await new Promise((resolve) => setTimeout(resolve, lifeMs));
		child.kill('SIGKILL');
		await new Promise((resolve) => child.on('exit', resolve));
		expect(countOf(file)).toBeGreaterThan(before);
		expect(budget.take({ ...limit, unit: 'spark:1', requests: 1 }, Date.now())).toBeGreaterThan(0);
	}
	expect(lines).toEqual([]);
});

function countOf(file: string): number {
	const reader = new DatabaseSync(file, { timeout: 5_000 });
	const row = reader.prepare("SELECT buckets FROM windows WHERE unit = 'spark:0'").get();
	reader.close();
	if (!(row?.buckets instanceof Uint8Array)) return 0;
	return [...new Float64Array(row.buckets.slice().buffer)].reduce((sum, value, at) => (at % 2 ? sum + value : sum), 0);
}

test('a damaged file is set aside, told, and counting begins anew', () => {
	const path = folder();
	const file = join(path, 'budget.sqlite');
	writeFileSync(file, 'this is no database, but long enough to look like a file of some kind'.repeat(100));
	const { log, lines } = listener();
	const budget = open(file, { log });
	expect(budget.take(limit, now)).toBe(0);
	expect(lines).toEqual([expect.stringContaining('warn: The file of request counts was damaged')]);
	expect(readdirSync(path)).toContain(`budget.sqlite.damaged-${now}`);
});

test('when the file is removed or set aside, all who use it go on together in the new one', () => {
	const file = join(folder(), 'budget.sqlite');
	const [one, two] = [open(file), open(file)];
	const spendAll = (): void => {
		expect([one.take(limit, now), two.take(limit, now), one.take(limit, now)]).toEqual([0, 0, 0]);
		expect(two.take(limit, now)).toBeGreaterThan(0);
	};
	spendAll();
	rmSync(file);
	spendAll();
	writeFileSync(file, 'damaged '.repeat(1000));
	open(file).close();
	spendAll();
});

test('a file that another process holds is told as locked, not passed over', () => {
	const file = join(folder(), 'budget.sqlite');
	const budget = open(file, { busyTimeoutMs: 20 });
	const holder = new DatabaseSync(file);
	holder.exec('BEGIN EXCLUSIVE');
	expect(reasonOf(() => budget.take(limit, now))).toBe('locked');
	holder.exec('ROLLBACK');
	holder.close();
	expect(budget.take(limit, now)).toBe(0);
});

test('a file of a newer Freehold is left alone', () => {
	const path = folder();
	const newer = new DatabaseSync(join(path, 'budget.sqlite'));
	newer.exec('PRAGMA user_version = 99');
	newer.close();
	expect(reasonOf(() => openBudget(path, clock, listener().log))).toBe('tooNew');
});

test('a file of an older Freehold goes on as it is, with days and places added', () => {
	const file = join(folder(), 'budget.sqlite');
	const older = new DatabaseSync(file);
	older.exec(`
		CREATE TABLE windows (unit TEXT PRIMARY KEY, buckets BLOB NOT NULL, used_at INTEGER NOT NULL) STRICT;
		CREATE TABLE blocks (unit TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;
		INSERT INTO blocks VALUES ('spark:1', ${now + 60_000});
		PRAGMA user_version = 1;
	`);
	const threeSentNow = new Uint8Array(Float64Array.of(now, 3).buffer);
	older.prepare('INSERT INTO windows VALUES (?, ?, ?)').run('spark:0', threeSentNow, now);
	older.close();
	const budget = open(file);
	expect(budget.take(limit, now + 1_000)).toBeGreaterThan(298_000);
	expect(budget.blockedUntil('spark:1')).toBe(now + 60_000);
	budget.charge({ ...limit, unit: 'reapit:0', requestsPerDay: 10 }, 4, now);
	expect(budget.usedToday('reapit:0', now)).toBe(4);
	expect(budget.enter('reapit:0:SBOX', 1, now)).toBeDefined();
	budget.close();
	const reader = new DatabaseSync(file, { readOnly: true });
	expect(reader.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
	reader.close();
});

test('where no file can be kept, the process counts for itself and says so', () => {
	const path = folder();
	// A file where the folder should be: refused to root as well, unlike a mode.
	writeFileSync(join(path, 'occupied'), '');
	const { log, lines } = listener();
	const opened = openBudget(join(path, 'occupied', 'freehold'), clock, log);
	expect(opened.isShared).toBe(false);
	expect(opened.budget.take(limit, now)).toBe(0);
	opened.close();
	expect(lines).toEqual([expect.stringContaining('counted for this process alone')]);
});

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a read-only folder is such a place', () => {
	const path = join(folder(), 'read-only');
	mkdirSync(path);
	chmodSync(path, 0o500);
	expect(openBudget(path, clock, listener().log).isShared).toBe(false);
});

test('a budget that can be kept is shared, and is of no use once closed', () => {
	const opened = openBudget(join(folder(), 'deep', 'state'), clock, listener().log);
	expect(opened.isShared).toBe(true);
	expect(opened.budget.take(limit, now)).toBe(0);
	opened.close();
	expect(reasonOf(() => opened.budget.take(limit, now))).toBe('storeGone');
});

test('units that nobody has used for long are forgotten', () => {
	const file = join(folder(), 'budget.sqlite');
	const before = open(file);
	before.take(limit, now - 50 * 24 * 3_600_000);
	before.take({ ...limit, unit: 'spark:1' }, now);
	before.block('spark:2', now - 50 * 24 * 3_600_000);
	before.close();
	open(file).close();
	const reader = new DatabaseSync(file, { readOnly: true });
	expect(
		reader
			.prepare('SELECT unit FROM windows')
			.all()
			.map((row) => row.unit),
	).toEqual(['spark:1']);
	expect(reader.prepare('SELECT unit FROM blocks').all()).toEqual([]);
	reader.close();
});
