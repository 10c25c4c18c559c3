/** Progress: a redrawn line on a terminal, plain lines in a log, JSON lines for programs. */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { displayWidth } from '../../src/cli/cellText.ts';
import { Progress } from '../../src/cli/progress.ts';
import { plainLine, progressLine } from '../../src/cli/progressLine.ts';
import type { DatasetProgress } from '../../src/cli/progressLine.ts';
import { Output } from '../../src/cli/terminal.ts';
import type { OutputOptions } from '../../src/cli/terminal.ts';
import type { JobEvent } from '../../src/core/jobs/events.ts';
import { runRecord } from './runRecord.ts';

const underWay: DatasetProgress = {
	name: 'mls/Property',
	phase: 'initial',
	isResumed: false,
	done: 104_000,
	total: 200_000,
	rate: 18_400,
	requests: 104,
	waiting: undefined,
};

const where = { connection: 'mls', dataset: 'Property' } as const;
const counts = { Property: { read: 3, inserted: 2, updated: 1, deleted: 0, unchanged: 0 } };
const events: readonly JobEvent[] = [
	{ ...where, type: 'start', phase: 'initial', run: 1, isResumed: false },
	{ ...where, type: 'progress', phase: 'initial', done: 1, total: 3, rate: 1, requests: 1, bytes: 9, counts },
	{ ...where, type: 'warning', message: 'wider than asked' },
	{ ...where, type: 'end', phase: 'initial', record: runRecord({ counts }) },
];

async function shown(
	isTTY: boolean,
	options: Partial<OutputOptions>,
	given = events,
): Promise<{ out: string; err: string }> {
	const texts = { out: '', err: '' };
	const sink = (name: 'out' | 'err') => ({
		write: (text: string) => {
			texts[name] += text;
			return true;
		},
		once: () => undefined,
		isTTY,
		columns: 100,
	});
	const signal = new AbortController().signal;
	const terminal = { out: sink('out'), err: sink('err'), input: Readable.from([]), env: {}, cwd: '/', signal };
	const output = new Output(terminal, { json: false, quiet: false, verbose: false, color: false, ...options });
	let now = 1_000_000;
	const progress = new Progress(output, () => (now += 3000));
	for (const event of given) progress.onEvent(event);
	await progress.close();
	return texts;
}

test('a line has bar, share, count, rate, time left and requests', () => {
	expect(progressLine(underWay, 12, 120, 0)).toBe(
		'mls/Property  download   ██████████▍░░░░░░░░░   52%  104,000/200,000  18,400/s  ETA 5 s  104 req',
	);
	expect(plainLine(underWay, 0)).toBe('mls/Property download: 104,000/200,000, 52%, 18,400/s, ETA 5 s, 104 req');
});

test('a line never wraps', () => {
	for (let width = 10; width < 130; width++) {
		expect(displayWidth(progressLine(underWay, 12, width, 0))).toBeLessThanOrEqual(width);
	}
});

test('all but one is not yet 100 %', () => {
	expect(progressLine({ ...underWay, done: 199_999 }, 12, 120, 0)).toContain(' 99%');
});

test('a throttle shows how long and why', () => {
	const waiting = { until: 65_000, why: 'Spark asks to slow down' };
	expect(plainLine({ ...underWay, waiting }, 5_000)).toMatch(
		/waits 1 min \(until \d\d:\d\d:\d\d\): Spark asks to slow down$/,
	);
});

test('without a terminal there are plain lines, without control characters', async () => {
	const { out, err } = await shown(false, {});
	expect(out).toBe('');
	expect(err).not.toContain('\u001b');
	expect(err).not.toContain('\r');
	expect(err.split('\n')).toEqual([
		'mls/Property download: starts',
		'! mls/Property: wider than asked',
		expect.stringMatching(/^✓ mls\/Property download: 3 records: \+2 new, ~1 changed · 2 requests · .* s$/),
		'',
	]);
});

test('on a terminal one line is redrawn and the end stays', async () => {
	const { err } = await shown(true, {});
	expect(err).toContain('\r');
	expect(err.split('\n').at(-2)).toMatch(/✓ mls\/Property {3}download {6}3 records: \+2 new, ~1 changed/);
});

test('--quiet is silent, --json gives every event as a line and nothing else on stdout', async () => {
	expect(await shown(false, { quiet: true })).toEqual({ out: '', err: '' });
	const { out } = await shown(false, { json: true });
	expect(
		out
			.trimEnd()
			.split('\n')
			.map((line) => (JSON.parse(line) as JobEvent).type),
	).toEqual(events.map(({ type }) => type));
});

test('a cancelled phase and a held purge are no successes', async () => {
	const end = { ...where, type: 'end', phase: 'sweep' } as const;
	const cancelled = await shown(false, {}, [{ ...end, record: runRecord({ outcome: 'cancelled' }) }]);
	expect(cancelled.err).toContain('! mls/Property purge: cancelled; the next run goes on from here');
	const held = { run: 1, heldAt: 0, wouldDelete: 9, rows: 10, why: '9 of 10 rows would go', isProven: true };
	const kept = await shown(false, {}, [{ ...end, record: runRecord({ outcome: 'held' }), held }]);
	expect(kept.err).toContain('! mls/Property purge: held: 9 of 10 rows would go');
});

test('on a terminal the purge after an update shares its line', async () => {
	const update = { ...where, type: 'end', phase: 'update', record: runRecord({ counts }) } as const;
	const gone = { Property: { read: 9, inserted: 0, updated: 0, deleted: 4, unchanged: 0 } };
	const sweep = { ...where, type: 'end', phase: 'sweep', record: runRecord({ counts: gone }) } as const;
	const start = { ...where, type: 'start', phase: 'sweep', run: 2, isResumed: false } as const;
	const { err } = await shown(true, {}, [update, start, sweep]);
	expect(err).toContain('✓ mls/Property   update+purge  3 records: +2 new, ~1 changed, −4 gone · 4 requests');
});
