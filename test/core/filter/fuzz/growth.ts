/** `growth.ts SECONDS SEED`: proves that texts of twice the length take twice the steps. Runs unoptimized, so that each step counts. */
import { failure } from './failure.ts';
import { Inputs } from './inputs.ts';
import { StepCounter } from './steps.ts';

const [seconds = 0, firstSeed = 0] = process.argv.slice(2).map(Number);
const long = 100_000;
/** Reading takes twice the steps, and a few that do not depend on the length; sorting findings adds their logarithm. */
const mostGrowth = { reading: 2.01, everything: 2.2 };

const counter = new StepCounter();
// Before the filter language is loaded: code that was compiled already is not counted block by block.
await counter.start();
const { parseAll, read } = await import('./exercise.ts');
const until = performance.now() + seconds * 1_000;
let steepest = 0;
let texts = 0;
for (let seed = firstSeed; performance.now() < until && process.exitCode === undefined; seed += 1, texts += 1) {
	const ofLength = new Inputs(seed).repeated();
	const [half, text] = [ofLength(long), ofLength(2 * long)];
	try {
		await assertGrowth(half, text, parseAll, mostGrowth.reading);
		await assertGrowth(half, text, read, mostGrowth.everything);
	} catch (error) {
		console.error(failure(seed, text, error));
		process.exitCode = 1;
	}
}
counter.stop();
if (process.exitCode === undefined)
	console.log(
		`${texts} texts of ${2 * long} characters: twice the text takes at most ${steepest.toFixed(2)} × the steps`,
	);

async function assertGrowth(half: string, text: string, work: (text: string) => void, most: number): Promise<void> {
	const less = await counter.count(() => work(half));
	const more = await counter.count(() => work(text));
	steepest = Math.max(steepest, more / less);
	if (more > less * most) throw new Error(`half as much takes ${less} steps, this ${more}`);
}
