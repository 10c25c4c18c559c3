/** One holder at a time among all processes, and none that is dead. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Turn } from '../../../src/core/state/turn.ts';

let folder: string;
let file: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'freehold-turn-'));
	file = join(folder, '.schedule');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a turn that is held is given to nobody else, and to the next one when it ends', () => {
	const first = Turn.take(file);
	expect(first).toBeDefined();
	expect(Turn.take(file)).toBeUndefined();
	first?.[Symbol.dispose]();
	const second = Turn.take(file);
	expect(second).toBeDefined();
	second?.[Symbol.dispose]();
});

test('a process that is killed holds nothing any more', async () => {
	const turn = fileURLToPath(new URL('../../../src/core/state/turn.ts', import.meta.url));
	const code = `const { Turn } = await import(${JSON.stringify(turn)});
		globalThis.held = Turn.take(${JSON.stringify(file)}); console.log('held'); setInterval(() => {}, 1000);`;
	const other = spawn(process.execPath, ['--input-type=module', '--eval', code]);
	await once(other.stdout, 'data');
	expect(Turn.take(file)).toBeUndefined();
	other.kill('SIGKILL');
	await once(other, 'exit');
	const mine = Turn.take(file);
	expect(mine).toBeDefined();
	mine?.[Symbol.dispose]();
});
