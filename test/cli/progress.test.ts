/** Progress: a redrawn line on a terminal, plain lines in a log, JSON lines for programs. */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { displayWidth } from '../../src/core/wording/cellText.ts';
import { Progress } from '../../src/core/wording/progress.ts';
import { plainLine, progressLine } from '../../src/core/wording/progressLine.ts';
import type { DatasetProgress } from '../../src/core/wording/progressLine.ts';
import { Output } from '../../src/cli/terminal.ts';
import type { OutputOptions } from '../../src/cli/terminal.ts';
import type { JobEvent } from '../../src/core/jobs/events.ts';
import type { RunCounts } from '../../src/core/replica/contract.ts';
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
	group?: string,
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
	if (group !== undefined) progress.beginGroup(group);
	for (const event of given) progress.onEvent(event);
	progress.endGroup();
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

test('a group of datasets that end well is one line; one that does not has its own', async () => {
	const ends = (dataset: string, outcome: 'done' | 'failed'): readonly JobEvent[] => {
		const at = { connection: 'prague', dataset };
		const own = { [dataset]: { read: 3, inserted: 2, updated: 1, deleted: 0, unchanged: 0 } };
		return [
			{ ...at, type: 'prepare' },
			{ ...at, type: 'start', phase: 'initial', run: 1, isResumed: false },
			{ ...at, type: 'end', phase: 'initial', record: runRecord({ dataset, counts: own, outcome, error: 'cut' }) },
		];
	};
	const given = [...ends('products', 'done'), ...ends('tasks', 'failed'), ...ends('events', 'done')];
	const { err } = await shown(false, {}, given, 'prague');
	expect(err.split('\n')).toEqual([
		'✗ prague/tasks download: cut',
		expect.stringMatching(/^✓ prague\/\* download: 2 datasets, 6 records: \+4 new, ~2 changed · 4 requests · .*s$/),
		'',
	]);
	expect((await shown(true, {}, given, 'prague')).err).toContain('prague/products');
	expect(await shown(false, { quiet: true }, given, 'prague')).toEqual({ out: '', err: '' });
});

test('a file that the vendor lists no more is not told as gone, because it is kept', async () => {
	const at = { connection: 'prague', dataset: '_files' };
	const end = (phase: 'backup' | 'check', counts: Partial<RunCounts>): JobEvent => {
		const own = { read: 504, inserted: 0, updated: 0, deleted: 0, unchanged: 0, ...counts };
		return { ...at, type: 'end', phase, record: runRecord({ dataset: '_files', phase, counts: { _files: own } }) };
	};
	const { err } = await shown(false, {}, [
		end('backup', { inserted: 6, deleted: 2 }),
		end('backup', {}),
		end('check', { updated: 1 }),
		end('check', {}),
	]);
	expect(err.split('\n').map((line) => / (backup|check): ([^·]*\S) ·/.exec(line)?.[2])).toEqual([
		'504 files listed: +6 new, 2 no longer listed',
		'504 files listed: none new',
		'504 files re-read: 1 mended',
		'504 files re-read: all whole',
		undefined,
	]);
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

test('a finished line is told whole on a narrow terminal too', async () => {
	const counts = Object.fromEntries(
		['Property', 'Media', 'Room', 'OpenHouse', 'HistoryTransactional'].map((table) => [
			table,
			{ read: 9, inserted: 1_234_567, updated: 0, deleted: 0, unchanged: 0 },
		]),
	);
	const end = { connection: 'mls', dataset: 'Property', type: 'end', phase: 'initial' } as const;
	const { err } = await shown(true, {}, [{ ...end, record: runRecord({ counts }) }]);
	expect(err).toContain('HistoryTransactional +1,234,567 new');
});
