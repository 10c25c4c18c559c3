import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const seconds = 20;

/** In processes of its own: steps are counted by V8's coverage, which the tests may be measured with themselves. */
async function fuzz(args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
	const script = fileURLToPath(new URL('../../../scripts/fuzz.ts', import.meta.url));
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args]);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
	const [code] = (await once(child, 'close')) as [number | null];
	return { code, output };
}

test(`${seconds} seconds of random texts: nothing throws, SQL and closures agree, no time grows faster than the text`, async () => {
	const { code, output } = await fuzz(['--seconds', String(seconds)]);
	expect(code, output).toBe(0);
	expect(output).toMatch(/^\d{3,} texts from seed \d+: nothing thrown/m);
	expect(output).toMatch(/^[1-9]\d* texts of 200000 characters: twice the text takes at most [12]\.\d\d × the steps$/m);
}, 90_000);
