/**
 * Tries the filter language with random texts: nothing may throw, and a text of twice the length may take twice the steps.
 *
 *   npm run fuzz -- [--seconds 600] [--seed N]
 *
 * A text that fails is printed with its seed; the same seed gives the same texts again.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Exercise } from '../test/core/filter/fuzz/exercise.ts';
import { Inputs } from '../test/core/filter/fuzz/inputs.ts';
import { failure } from '../test/core/filter/fuzz/failure.ts';

const { values } = parseArgs({
	options: { seconds: { type: 'string', default: '600' }, seed: { type: 'string' } },
});
const seconds = Number(values.seconds);
const firstSeed = Number(values.seed ?? Date.now() % 2 ** 32);
const textsPerSeed = 2_000;

// Steps are only counted exactly where V8 optimizes nothing, which is too slow for the rest.
const growth = fork(
	fileURLToPath(new URL('../test/core/filter/fuzz/growth.ts', import.meta.url)),
	[String(seconds), String(firstSeed)],
	{ execArgv: ['--no-opt', '--no-maglev', '--no-sparkplug'] },
);
const grown = once(growth, 'exit') as Promise<[number | null]>;
const isFine = tryTexts();
if (!isFine) growth.kill();
const [code] = await grown;
process.exitCode = isFine && code === 0 ? 0 : 1;

function tryTexts(): boolean {
	const until = performance.now() + seconds * 1_000;
	let texts = 0;
	using exercise = new Exercise();
	for (let seed = firstSeed; performance.now() < until; seed += 1) {
		const inputs = new Inputs(seed);
		for (let n = 0; n < textsPerSeed && performance.now() < until; n += 1) {
			const text = inputs.next();
			try {
				exercise.run(text);
			} catch (error) {
				console.error(failure(seed, text, error));
				return false;
			}
			texts += 1;
		}
	}
	console.log(`${texts} texts from seed ${firstSeed}: nothing thrown, SQL and closures agree`);
	return true;
}
