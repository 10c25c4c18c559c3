/**
 * The metadata filter language: parsing and checking against a peggy grammar of it, a million records against sift and
 * ucast, the replica with and without an index, completion with 5,000 fields.
 *
 *   npm run bench -- filter [--records 1000000]
 *
 * What is compared has a process of its own where it holds the records; times of the processor, medians of nine rounds.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Candidate, Evaluated } from './filter/evaluate.ts';
import { completionTimes, expressionTimes, median, textTimes } from './filter/language.ts';
import type { PushedDown } from './filter/pushDown.ts';

const { values } = parseArgs({ options: { records: { type: 'string', default: '1000000' } } });
const candidates: readonly Candidate[] = [
	'closures',
	'sift, exact $in',
	'sift, one expression',
	'ucast, exact $in',
	'ucast, one expression',
];

printExpressions();
for (const { name, ms, most } of textTimes()) line(`parse + check, ${name}`, `${ms.toFixed(2)} ms`, `≤ ${most} ms`);
for (const { name, ms } of completionTimes())
	line(`completion of ${name}, 5,000 fields`, `${ms.toFixed(2)} ms`, '≤ 10 ms');
await printEvaluation();
await printPushDown();

function printExpressions(): void {
	const { peggy, parse, parseAndCheck, peggyAndCheck } = expressionTimes();
	line('peggy, parse', `${peggy.toFixed(2)} µs`, '');
	line('peggy, parse + our check of its tree', `${peggyAndCheck.toFixed(2)} µs`, '');
	line('ours, parse', `${parse.toFixed(2)} µs`, `${(peggy / parse).toFixed(1)} × faster`);
	line(
		'ours, parse + check',
		`${parseAndCheck.toFixed(2)} µs`,
		`${(peggyAndCheck / parseAndCheck).toFixed(1)} × faster than both, ${(peggy / parseAndCheck).toFixed(1)} × than parsing alone (asked for: 5)`,
	);
}

async function printEvaluation(): Promise<void> {
	const measured = new Map<Candidate, number>();
	for (const candidate of candidates) {
		const { cpuMs, matching } = (await inProcess('evaluate.ts', [candidate, values.records])) as Evaluated;
		measured.set(candidate, median(cpuMs));
		line(`${candidate}: ${matching} match`, `${median(cpuMs).toFixed(0)} ms`, '');
	}
	const ours = measured.get('closures') ?? Number.NaN;
	const fastest = Math.min(...[...measured].filter(([name]) => name !== 'closures').map(([, ms]) => ms));
	line('closures against the fastest of the four', `${(fastest / ours).toFixed(1)} ×`, '≥ 5 ×');
}

async function printPushDown(): Promise<void> {
	const found = (await inProcess('pushDown.ts', [values.records])) as PushedDown;
	line(`replica, no index: ${found.matching} match`, `${found.withoutIndex.toFixed(0)} ms`, '');
	line(`the index on demand (${found.made})`, `${found.indexing.toFixed(0)} ms`, 'once');
	line(
		'replica, with it',
		`${found.withIndex.toFixed(0)} ms`,
		`${(found.withoutIndex / found.withIndex).toFixed(0)} × faster`,
	);
	line('reading the field index', `${found.fields.toFixed(2)} ms`, '');
}

async function inProcess(script: string, args: readonly string[]): Promise<unknown> {
	const child = fork(fileURLToPath(new URL(`filter/${script}`, import.meta.url)), args, {
		execArgv: ['--max-old-space-size=4096', '--disable-warning=ExperimentalWarning'],
	});
	const [[message]] = (await Promise.all([once(child, 'message'), once(child, 'exit')])) as [[unknown], unknown];
	return message;
}

function line(name: string, figure: string, remark: string): void {
	console.log(`${name.padEnd(48)}${figure.padStart(12)}  ${remark}`.trimEnd());
}
