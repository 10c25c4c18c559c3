/** The vendor's limit by the day holds over restarts, killed processes, crooked clocks and a lost budget file. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { RateLimit } from '../../../src/core/http/contract.ts';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import type { BudgetFile } from '../../../src/core/state/budgetFile.ts';
import { budgetFolder, now, openBudgetFile, start } from './budgetFolder.ts';

const limit: RateLimit = { unit: 'reapit:0', requests: 1_000, windowMs: 1_000, concurrency: 5, requestsPerDay: 100 };
const dayMs = 86_400_000;
const midnight = Date.parse('2026-05-02T00:00:00Z');

test('the day is counted over restarts and by all together, spent at its limit, and new at midnight UTC', () => {
	const file = join(budgetFolder(), 'budget.sqlite');
	const before = openBudgetFile(file);
	for (let request = 0; request < 60; request++) expect(before.take(limit, now)).toBe(0);
	before.charge(limit, 30, now);
	before.close();
	const [one, two] = [openBudgetFile(file), openBudgetFile(file)];
	for (let request = 0; request < 10; request++) expect((request % 2 ? one : two).take(limit, now + 5_000)).toBe(0);
	expect([one.usedToday(limit.unit, now), two.usedToday(limit.unit, now)]).toEqual([100, 100]);
	expect(two.take(limit, now + 5_000)).toBe(12 * 3_600_000 - 5_000);
	expect(one.take(limit, midnight)).toBe(0);
	expect(one.usedToday(limit.unit, midnight)).toBe(1);
	expect(one.take({ ...limit, unit: 'reapit:1' }, now + 5_000)).toBe(0);
});

test('the file counts as the memory does, and within a day the count never goes down, whatever restarts and clocks do', () => {
	const step = fc.record({
		budget: fc.nat(2),
		clockMs: fc.oneof(fc.nat(2_000), fc.integer({ min: -300_000, max: 300_000 })),
		charge: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 4, nil: undefined }),
		isRestart: fc.boolean(),
	});
	const folder = budgetFolder();
	let run = 0;
	fc.assert(
		fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
			const file = join(folder, `${run++}.sqlite`);
			const budgets: BudgetFile[] = [0, 1, 2].map(() => openBudgetFile(file));
			const memory = new MemoryBudget();
			const seen = new Map<number, number>();
			// Close to midnight, so that the steps of the clock cross it in both directions.
			let at = midnight - 60_000;
			for (const { budget: index, clockMs, charge, isRestart } of steps) {
				at += clockMs;
				if (isRestart) {
					budgets[index]!.close();
					budgets[index] = openBudgetFile(file);
				}
				const budget = budgets[index]!;
				if (charge === undefined) expect(budget.take(limit, at)).toBe(memory.take(limit, at));
				else for (const one of [budget, memory]) one.charge(limit, charge, at);
				for (const [day, count] of seen) {
					expect(budgets[0]!.usedToday(limit.unit, day * dayMs)).toBeGreaterThanOrEqual(count);
				}
				const used = budgets[2]!.usedToday(limit.unit, at);
				expect(used).toBe(memory.usedToday(limit.unit, at));
				seen.set(Math.floor(at / dayMs), used);
			}
			for (const budget of budgets) budget.close();
		}),
		{ numRuns: 20 },
	);
});

test('a process killed in the middle takes back nothing that it was promised', async () => {
	const file = join(budgetFolder(), 'budget.sqlite');
	let before = 0;
	for (const lifeMs of [5, 15, 40, 80]) {
		const children = [start('dayCounter.ts', file), start('dayCounter.ts', file)];
		await expect.poll(() => children.every(({ lines }) => lines.length > 0), { timeout: 20_000 }).toBe(true);
		await new Promise((resolve) => setTimeout(resolve, lifeMs));
		for (const { process } of children) process.kill('SIGKILL');
		await Promise.all(children.map(({ ended }) => ended));
		const promised = children.flatMap(({ lines }) => lines.map(Number));
		const used = openBudgetFile(file).usedToday(limit.unit, now);
		expect(used).toBeGreaterThanOrEqual(Math.max(before, ...promised));
		expect(children.map(({ complaints }) => complaints())).toEqual(['', '']);
		before = used;
	}
}, 120_000);

describe('after a power cut', () => {
	const spend = (file: string, requests: number): void => {
		const budget = openBudgetFile(file);
		for (let request = 0; request < requests; request++) {
			expect(budget.take({ ...limit, requestsPerDay: 1e6 }, now + request * 10)).toBe(0);
		}
		budget.close();
	};

	test.each(['lost', 'damaged', 'old'])(
		'a budget file that is %s gives back fewer than 250 requests of the day',
		(how) => {
			const file = join(budgetFolder(), 'budget.sqlite');
			spend(file, 600);
			const budget = openBudgetFile(file);
			budget.charge({ ...limit, requestsPerDay: 1e6 }, 100, now);
			budget.close();
			if (how === 'lost') rmSync(file);
			else if (how === 'damaged') writeFileSync(file, 'damaged '.repeat(1_000));
			else {
				const writer = new DatabaseSync(file);
				writer.exec('UPDATE days SET requests = 3');
				writer.close();
			}
			const after = openBudgetFile(file).usedToday(limit.unit, now);
			expect(after).toBeGreaterThan(700 - 250);
			expect(after).toBeLessThanOrEqual(700);
		},
	);

	test('a charge of many calls is marked at once', () => {
		const file = join(budgetFolder(), 'budget.sqlite');
		const budget = openBudgetFile(file);
		budget.charge(limit, 1_000, now);
		budget.close();
		rmSync(file);
		expect(openBudgetFile(file).usedToday(limit.unit, now)).toBe(1_000);
	});

	test('a process that runs on in the new file knows the marks as well', () => {
		const file = join(budgetFolder(), 'budget.sqlite');
		const budget = openBudgetFile(file);
		budget.charge(limit, 1_000, now);
		rmSync(file);
		expect(budget.usedToday(limit.unit, now)).toBe(1_000);
		expect(budget.take(limit, now)).toBe(12 * 3_600_000);
	});

	test('damaged marks are begun anew, told, and the budget file goes on', () => {
		const folder = budgetFolder();
		const file = join(folder, 'budget.sqlite');
		spend(file, 300);
		writeFileSync(join(folder, 'budget-days.sqlite'), 'damaged '.repeat(1_000));
		const told: string[] = [];
		const budget = openBudgetFile(file, { log: { write: (level, message) => told.push(`${level}: ${message}`) } });
		expect(told).toEqual(['warn: The marks of the counts of the day were damaged and are begun anew']);
		budget.charge(limit, 250, now);
		budget.close();
		rmSync(file);
		expect(openBudgetFile(file).usedToday(limit.unit, now)).toBe(550);
	});

	test('marks of a newer Freehold are left alone', () => {
		const folder = budgetFolder();
		const newer = new DatabaseSync(join(folder, 'budget-days.sqlite'));
		newer.exec('PRAGMA user_version = 99');
		newer.close();
		try {
			openBudgetFile(join(folder, 'budget.sqlite'));
			expect.unreachable();
		} catch (error) {
			expect(FreeholdError.is(error, 'tooNew')).toBe(true);
		}
	});

	test('units that no day is counted for need no marks', () => {
		const folder = budgetFolder();
		const budget = openBudgetFile(join(folder, 'budget.sqlite'));
		budget.charge({ ...limit, requestsPerDay: undefined }, 1_000, now);
		expect(existsSync(join(folder, 'budget-days.sqlite'))).toBe(false);
		expect(budget.usedToday(limit.unit, now)).toBe(0);
	});
});

test('days long past are dropped', () => {
	const file = join(budgetFolder(), 'budget.sqlite');
	const before = openBudgetFile(file);
	before.charge(limit, 300, now - 50 * dayMs);
	before.charge(limit, 300, now);
	before.close();
	openBudgetFile(file).close();
	const days = (name: string, table: string): unknown[] => {
		const reader = new DatabaseSync(file.replace('budget.sqlite', name), { readOnly: true });
		const found = reader.prepare(`SELECT day FROM ${table}`).all();
		reader.close();
		return found.map((row) => row.day);
	};
	expect(days('budget.sqlite', 'days')).toEqual([Math.floor(now / dayMs)]);
	expect(days('budget-days.sqlite', 'marks')).toEqual([Math.floor(now / dayMs)]);
});
