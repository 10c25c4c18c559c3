/** Promises 5, 6, 7 and 10 as a script meets them: budgets that processes share, exit codes, documented JSON lines. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countingUnit } from '../../src/core/http/unit.ts';
import { sparkLimit } from '../../src/core/sources/spark/sparkLimits.ts';
import { BudgetFile } from '../../src/core/state/budgetFile.ts';
import { SandboxClock } from '../../src/sandbox/clock.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SparkSandboxOptions } from '../../src/sandbox/spark/options.ts';
import { Workspace } from '../support/workspace.ts';

let sandbox: Sandbox;
let workspaces: Workspace[];

async function start(spark: SparkSandboxOptions = { rateLimits: false }): Promise<Workspace> {
	sandbox = await startSandbox({ scale: 0.1, clock: new SandboxClock({ isFrozen: true }), spark });
	return workspace();
}

function workspace(state?: string): Workspace {
	const made = new Workspace(sandbox.spark, state === undefined ? {} : { state });
	workspaces.push(made);
	return made;
}

beforeEach(() => {
	workspaces = [];
});
afterEach(async () => {
	await sandbox.close();
	for (const each of workspaces) each.remove();
});

/** Leaves so many requests of the key's five minutes in the budget that the processes share. */
function leave(requests: number, state: string, token: string): void {
	const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
	const budget = new BudgetFile({ file: join(state, 'budget.sqlite'), clock, log: { write: () => undefined } });
	const limit = sparkLimit('private', countingUnit('spark', token));
	for (let i = 0; i < limit.requests - requests; i++) expect(budget.take(limit, Date.now())).toBe(0);
	budget.close();
}

test('5. two processes with one key never send more than the vendor allows', { timeout: 60_000 }, async () => {
	// Fewer than one run needs, so that neither can end before the other begins.
	const allowed = 6;
	const first = await start({ rateLimits: { idx: 1, vow: 1, bbo: 1, private: allowed } });
	const state = join(first.folder, '.state');
	const second = workspace(state);
	leave(allowed, state, sandbox.spark.tokens.private.normal);
	const args = ['replicate', 'mls/Property', '--no-wait', '--json'];
	const running = [first, second].map((each) => each.start(args).ended);
	expect((await Promise.all(running)).map(({ code }) => code)).toEqual([5, 5]);
	expect(sandbox.spark.requests.filter(({ status }) => status === 429)).toEqual([]);
	expect(sandbox.spark.requestCount).toBe(allowed);
});

test('5. a pause that the vendor asked one process for holds for the other too', async () => {
	const first = await start();
	const second = workspace(join(first.folder, '.state'));
	sandbox.spark.faults.add({
		match: { path: '/Property', nth: 2 },
		do: { kind: 'status', status: 429, code: 1550, headers: { 'retry-after': '3600' } },
	});
	expect((await first.run('replicate', 'mls/Property', '--wait', '1m')).code).toBe(5);
	const before = sandbox.spark.requestCount;
	expect((await second.run('replicate', 'mls/Property', '--wait', '1m')).code).toBe(5);
	expect(sandbox.spark.requestCount).toBe(before);
});

test('6. suspended: exit code 5, the time when it goes on, and then it goes on', async () => {
	const mls = await start();
	sandbox.spark.faults.add({
		match: { path: '/Property', nth: 3 },
		do: { kind: 'status', status: 429, code: 1550, headers: { 'retry-after': '3600' } },
	});
	const ran = await mls.run('replicate', 'mls/Property', '--wait', '1s', '--json');
	expect(ran.code).toBe(5);
	expect(ran.err).toMatch(/Run again after \d{4}-/);
	const lines = ran.lines.filter(({ type }) => type === 'end' || type === 'result');
	expect(lines).toEqual([
		expect.objectContaining({ type: 'end', record: expect.objectContaining({ outcome: 'suspended' }) as unknown }),
		expect.objectContaining({ type: 'result', outcome: 'suspended' }),
	]);
	expect((await mls.run('status')).out).toContain('to be resumed');
	// The hour is over: what was counted until then is of no importance any more.
	rmSync(join(mls.folder, '.state'), { recursive: true });
	const again = await mls.run('replicate', 'mls/Property', '--json');
	expect(again.code).toBe(0);
	expect(again.lines[0]).toMatchObject({ type: 'start', isResumed: true });
});

test('7. a record that cannot be had: exit code 3, and the next run asks for it again', async () => {
	const mls = await start();
	const [, , bad] = sandbox.spark.records('Property');
	const key = bad?.ListingKey as string;
	sandbox.spark.faults.add({ match: { path: '/Property' }, do: { kind: 'poisonRecord', key } });
	expect((await mls.run('replicate', 'mls/Property')).code).toBe(3);
	expect((await mls.run('status')).out).toContain('1 gap');
	sandbox.spark.faults.clear();
	const again = await mls.run('replicate', 'mls/Property', '--json');
	expect(again.code).toBe(0);
	expect(again.lines[0]).toMatchObject({ type: 'start', phase: 'retry' });
	expect((await mls.run('query', 'mls', `SELECT count(*) AS n FROM Property`, '--json')).lines).toEqual([{ n: 200 }]);
});

test('10. every exit code and every line of --json is a documented one', async () => {
	const mls = await start();
	const { spark } = sandbox;
	const documented = documentation();
	const seen = new Set<number>();
	const run = async (code: number, ...args: readonly string[]): Promise<void> => {
		const ran = await mls.run(...args, '--json');
		expect({ args, code: ran.code, err: code === 0 ? '' : ran.err }).toEqual({
			args,
			code,
			err: code === 0 ? '' : ran.err,
		});
		seen.add(ran.code);
		for (const line of ran.lines) {
			const fields = documented.fields.get(String(line.type));
			expect(fields, `type ${String(line.type)} in docs/cli.md`).toBeDefined();
			if (fields !== 'any') expect(Object.keys(line).filter((name) => !fields?.includes(name))).toEqual([]);
		}
	};
	await run(0, 'replicate', 'mls/Property');
	await run(2, 'replicate', 'other/Property');
	const stop = spark.faults.add({ match: { path: '/Office' }, do: { kind: 'status', status: 403, code: 1500 } });
	await run(1, 'replicate', 'mls/Office');
	await run(3, 'replicate', 'mls/Office', 'mls/Teams');
	stop();
	spark.remove('Property', 80);
	await run(3, 'replicate', 'mls/Property', '--mode', 'purge');
	await run(0, 'status');
	await run(0, 'sources', 'mls');
	await run(3, 'verify', 'mls/Property');
	await run(0, 'diff', 'mls/Property', '--from', '0', '--limit', '2');
	spark.faults.add({ match: { path: '/Office' }, do: { kind: 'status', status: 401, code: 1000 } });
	await run(4, 'replicate', 'mls/Office');
	spark.faults.clear();
	spark.faults.add({ do: { kind: 'status', status: 429, code: 1550, headers: { 'retry-after': '900' } } });
	await run(5, 'replicate', 'mls/Property', '--no-wait');
	expect([...seen].filter((code) => !documented.codes.includes(code))).toEqual([]);
	expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5]);
});

interface Documented {
	readonly codes: readonly number[];
	/** Names of fields by type of line; `any` where the documents leave them open. */
	readonly fields: ReadonlyMap<string, readonly string[] | 'any'>;
}

function documentation(): Documented {
	const text = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
	const rows = (title: string): string[][] => {
		const section = text.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
		const lines = section.split('\n').filter((line) => line.startsWith('|'));
		return lines.slice(2).map((line) => line.split('|').slice(1, -1));
	};
	const names = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
	const always = ['type', 'connection', 'dataset'];
	const fields = rows('JSON lines').flatMap(([types = '', , told = '']) => {
		const open = told.includes('what the tables show') || told.includes('files made');
		return names(types).map((type) => [type, open ? 'any' : [...always, ...names(told)]] as const);
	});
	return { codes: rows('Exit codes').map(([code]) => Number(code)), fields: new Map(fields) };
}
