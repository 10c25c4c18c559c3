/** A process that takes too much memory is ended, also while SQLite holds its only thread. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { MEMORY_SIGNAL } from '../../../src/core/tables/memoryWatch.ts';

const MEGABYTE = 1_000_000;

/** Runs a query in a process of its own that may take so much memory. */
async function endOf(sql: string, limitBytes: number): Promise<readonly [code: number | null, signal: string | null]> {
	const watch = new URL('../../../src/core/tables/memoryWatch.ts', import.meta.url).href;
	const program = `
		const { watchMemory } = await import(${JSON.stringify(watch)});
		const { DatabaseSync } = await import('node:sqlite');
		watchMemory(${limitBytes});
		new DatabaseSync(':memory:').prepare(${JSON.stringify(sql)}).get();`;
	const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', program], {
		stdio: 'ignore',
	});
	const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
	return [code, signal];
}

const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000)';

test('a query that gathers more and more is ended at its limit', async () => {
	const endless = `${numbers.replace(' LIMIT 1000000', '')} SELECT group_concat(hex(zeroblob(10000))) FROM n`;
	expect(await endOf(endless, 300 * MEGABYTE)).toEqual([null, MEMORY_SIGNAL]);
}, 60_000);

test('one that needs little is not, and its process ends by itself', async () => {
	expect(await endOf(`${numbers} SELECT count(*) FROM n`, 300 * MEGABYTE)).toEqual([0, null]);
}, 60_000);
