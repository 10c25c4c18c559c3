/** What may be under way at once is counted for all processes of the user, fairly, and what a dead one held comes free. */
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Place } from '../../../src/core/http/contract.ts';
import type { Log } from '../../../src/core/outside.ts';
import type { BudgetFile } from '../../../src/core/state/budgetFile.ts';
import type { Processes } from '../../../src/core/state/processes.ts';
import { systemProcesses } from '../../../src/core/state/processes.ts';
import { serve } from '../http/rig.ts';
import { budgetFolder, now, openBudgetFile, start } from './budgetFolder.ts';

const unit = 'reapit:0:SBOX';

function budgetPath(): string {
	return join(budgetFolder(), 'budget.sqlite');
}

function processes(pid: number, alive: ReadonlySet<number>, machine = 'here'): Processes {
	return { machine, pid, isAlive: (of) => alive.has(of) };
}

test('places are counted together and come free when they are left or their process closes the file', () => {
	const file = budgetPath();
	const [one, two] = [openBudgetFile(file), openBudgetFile(file)];
	const first = one.enter(unit, 2, now);
	expect(two.enter(unit, 2, now)).toBeDefined();
	expect(one.enter(unit, 2, now)).toBeUndefined();
	expect(one.enter('reapit:0:OTHER', 2, now)).toBeDefined();
	first?.leave();
	first?.leave();
	expect(one.enter(unit, 2, now)).toBeDefined();
	expect(one.enter(unit, 2, now)).toBeUndefined();
	two.close();
	expect(one.enter(unit, 2, now)).toBeDefined();
	expect(one.enter(unit, 2, now)).toBeUndefined();
});

test('who asked in vain comes before who asks later, process by process in turn', () => {
	const file = budgetPath();
	const [one, two] = [openBudgetFile(file), openBudgetFile(file)];
	let held = one.enter(unit, 1, now);
	expect(two.enter(unit, 1, now + 1)).toBeUndefined();
	held?.leave();
	// Its own next request is at the door first, but not first in line.
	expect(one.enter(unit, 1, now + 2)).toBeUndefined();
	held = two.enter(unit, 1, now + 20);
	expect(held).toBeDefined();
	expect(two.enter(unit, 1, now + 21)).toBeUndefined();
	held?.leave();
	expect(two.enter(unit, 1, now + 22)).toBeUndefined();
	expect(one.enter(unit, 1, now + 23)).toBeDefined();
});

test('a process that has gone away without its place keeps nobody waiting', () => {
	const file = budgetPath();
	const [one, two] = [openBudgetFile(file), openBudgetFile(file)];
	const held = one.enter(unit, 1, now);
	expect(two.enter(unit, 1, now)).toBeUndefined();
	held?.leave();
	expect(one.enter(unit, 1, now + 100)).toBeUndefined();
	expect(one.enter(unit, 1, now + 251)).toBeDefined();
});

describe('a place that is not given back', () => {
	test('is free as soon as its process is dead', () => {
		const file = budgetPath();
		const alive = new Set([1, 2]);
		openBudgetFile(file, { processes: processes(1, alive) }).enter(unit, 1, now);
		const two = openBudgetFile(file, { processes: processes(2, alive) });
		expect(two.enter(unit, 1, now)).toBeUndefined();
		alive.delete(1);
		expect(two.enter(unit, 1, now)).toBeDefined();
	});

	test('of another machine, or whose number another process has taken over, is free when its time is over', () => {
		const file = budgetPath();
		openBudgetFile(file, { processes: processes(1, new Set(), 'there') }).enter(unit, 2, now);
		openBudgetFile(file, { processes: processes(1, new Set([1])) }).enter(unit, 2, now);
		const two = openBudgetFile(file, { processes: processes(2, new Set([1, 2])) });
		expect(two.enter(unit, 2, now + 119_000)).toBeUndefined();
		expect(two.enter(unit, 2, now + 120_000)).toBeDefined();
		expect(two.enter(unit, 2, now + 120_000)).toBeDefined();
	});

	test('does not hold for longer because the clock that wrote it was ahead', () => {
		const file = budgetPath();
		openBudgetFile(file, { processes: processes(1, new Set(), 'there') }).enter(unit, 1, now + 365 * 86_400_000);
		const two = openBudgetFile(file);
		expect(two.enter(unit, 1, now)).toBeUndefined();
		expect(two.enter(unit, 1, now + 120_000)).toBeDefined();
	});
});

test('a place that is held stays held: it is renewed, even into a file that was begun anew', async () => {
	const file = budgetPath();
	const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
	const changes = { clock, placeLeaseMs: 400, processes: processes(1, new Set([1])) };
	const [one, two] = [openBudgetFile(file, changes), openBudgetFile(file, changes)];
	const held = one.enter(unit, 1, Date.now());
	await pause(600);
	expect(two.enter(unit, 1, Date.now())).toBeUndefined();
	const writer = new DatabaseSync(file);
	writer.exec('DELETE FROM places');
	await expect.poll(() => writer.prepare('SELECT count(*) AS n FROM places').get()?.n, { timeout: 10_000 }).toBe(1);
	writer.close();
	held?.leave();
	await pause(300);
	expect(two.enter(unit, 1, Date.now())).toBeDefined();
});

test('a place that cannot be given back is told and does not fail the request it was for', () => {
	const file = budgetPath();
	const told: string[] = [];
	const log: Log = { write: (level, message) => told.push(`${level}: ${message}`) };
	const budget = openBudgetFile(file, { log, busyTimeoutMs: 10 });
	const place = budget.enter(unit, 1, now);
	const holder = new DatabaseSync(file);
	holder.exec('BEGIN EXCLUSIVE');
	place?.leave();
	holder.exec('ROLLBACK');
	holder.close();
	expect(told).toEqual(['warn: A place among the requests under way could not be renewed or given back']);
});

test('never more places are taken than there are, in any order of entering, leaving, closing and dying', () => {
	const step = fc.record({
		budget: fc.nat(2),
		action: fc.constantFrom('enter', 'enter', 'leave', 'die'),
		pauseMs: fc.nat(400),
	});
	const folder = budgetFolder();
	let run = 0;
	fc.assert(
		fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (steps, count) => {
			const file = join(folder, `${run++}.sqlite`);
			const alive = new Set<number>();
			let born = 0;
			const bear = (): { readonly pid: number; readonly budget: BudgetFile; readonly held: Place[] } => {
				const pid = ++born;
				alive.add(pid);
				return { pid, budget: openBudgetFile(file, { processes: processes(pid, alive) }), held: [] };
			};
			const living = [bear(), bear(), bear()];
			let at = now;
			for (const { budget: index, action, pauseMs } of steps) {
				at += pauseMs;
				const one = living[index]!;
				if (action === 'leave') one.held.shift()?.leave();
				else if (action === 'die') {
					alive.delete(one.pid);
					living[index] = bear();
				} else {
					const place = one.budget.enter(unit, count, at);
					if (place !== undefined) one.held.push(place);
				}
				expect(living.reduce((sum, { held }) => sum + held.length, 0)).toBeLessThanOrEqual(count);
			}
			// Nothing is lost for ever: when all leave, every place can be had.
			for (const { held } of living) for (const place of held) place.leave();
			const last = living[0]!.budget;
			at += 1_000;
			expect(
				Array.from({ length: count }, () => last.enter(unit, count, at)).every((place) => place !== undefined),
			).toBe(true);
		}),
		{ numRuns: 20 },
	);
});

test('the system knows who is alive', () => {
	const system = systemProcesses();
	expect(system.isAlive(system.pid)).toBe(true);
	// Beyond the largest number that Linux, macOS or Windows give to a process.
	expect(system.isAlive(2 ** 30)).toBe(false);
});

describe('real processes', () => {
	/** Holds each answer for a moment; all who say that they are ready are let go together. */
	async function counting(processCount: number) {
		const ready: ServerResponse[] = [];
		const seen = { inside: 0, most: 0, order: [] as string[] };
		const { origin } = await serve((request, response) => {
			if (request.url === '/ready') {
				if (ready.push(response) >= processCount) for (const one of ready) one.end();
				return;
			}
			seen.most = Math.max(seen.most, ++seen.inside);
			seen.order.push(String(request.headers['user-agent']));
			response.on('close', () => seen.inside--);
			if (request.headers['user-agent'] !== 'hanging') setTimeout(() => response.end('{}'), 10);
		});
		return { origin, seen };
	}

	test('two that hammer one vendor never have more under way than its limit, and both get on', async () => {
		const file = budgetPath();
		const { origin, seen } = await counting(2);
		const children = ['one', 'two'].map((name) => start('hammer.ts', file, origin, name, '80', '3'));
		await Promise.all(children.map(({ ended }) => ended));
		expect(children.map(({ lines, complaints }) => [lines, complaints()])).toEqual([
			[['done'], ''],
			[['done'], ''],
		]);
		expect(seen.most).toBe(3);
		expect(seen.order).toHaveLength(160);
		const half = seen.order.slice(0, 80);
		for (const name of ['one', 'two']) {
			expect(half.filter((who) => who === name).length).toBeGreaterThan(20);
		}
	}, 60_000);

	test('one that is killed with its requests in flight leaves its places to the other', async () => {
		const file = budgetPath();
		const { origin, seen } = await counting(1);
		const hanging = start('hammer.ts', file, origin, 'hanging', '3', '3');
		await expect.poll(() => seen.inside, { timeout: 20_000 }).toBe(3);
		const other = start('hammer.ts', file, origin, 'other', '5', '3');
		await expect.poll(() => placesWished(file), { timeout: 20_000 }).toBeGreaterThan(0);
		expect(seen.order).not.toContain('other');
		hanging.process.kill('SIGKILL');
		await other.ended;
		expect([other.lines, other.complaints()]).toEqual([['done'], '']);
		expect(seen.order.filter((who) => who === 'other')).toHaveLength(5);
	}, 60_000);
});

function placesWished(file: string): number {
	const reader = new DatabaseSync(file, { timeout: 5_000 });
	const row = reader.prepare('SELECT count(*) AS n FROM wishes').get();
	reader.close();
	return Number(row?.n);
}
