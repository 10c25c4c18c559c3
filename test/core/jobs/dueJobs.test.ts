import { expect, test } from 'vitest';
import { backupTiming, jobTiming } from '../../../src/core/jobs/dueJobs.ts';
import type { BackupJob, ReplicateJob } from '../../../src/core/project/project.ts';
import type { DatasetState, RunRecord } from '../../../src/core/replica/contract.ts';

const HOUR = 3_600_000;
const now = Date.UTC(2026, 4, 2);
const job: ReplicateJob = {
	kind: 'replicate',
	name: 'listings',
	targets: ['mls/Property', 'mls/Member'],
	expand: undefined,
	everyMs: HOUR,
	purgeMs: undefined,
	purgeLimitPercent: 20,
	fullMs: 7 * 24 * HOUR,
};

function states(finished: Readonly<Record<string, number>>, outcome: RunRecord['outcome'] = 'done') {
	return () =>
		new Map(
			Object.entries(finished).map(([dataset, finishedAt]) => [
				dataset,
				{ dataset, lastRun: { finishedAt, outcome } } as unknown as DatasetState,
			]),
		);
}

test('a job that never ran is due', () => {
	expect(jobTiming(job, () => new Map(), now).isDue).toBe(true);
});

test('a job is due by its oldest target', () => {
	const recent = jobTiming(job, states({ Property: now - HOUR / 2, Member: now - HOUR / 3 }), now);
	expect(recent).toMatchObject({ isDue: false, nextAt: now + HOUR / 2 });
	expect(jobTiming(job, states({ Property: now - HOUR, Member: now }), now).isDue).toBe(true);
});

test('a job whose last run failed is due at once', () => {
	expect(jobTiming(job, states({ Property: now, Member: now }, 'failed'), now).isDue).toBe(true);
});

test('a dataset whose rows came with those of another one makes a job due only where it stands alone', () => {
	const stored = new Map([
		['Property', { dataset: 'Property', rows: 2, lastRun: { finishedAt: now, outcome: 'done' } }],
		['Media', { dataset: 'Media', rows: 9, lastRun: undefined }],
		['Room', { dataset: 'Room', rows: 0, lastRun: undefined }],
	]) as unknown as ReadonlyMap<string, DatasetState>;
	const timing = (...targets: readonly string[]) => jobTiming({ ...job, targets }, () => stored, now);
	expect(timing('mls/Property', 'mls/Media')).toMatchObject({ isDue: false, nextAt: now + HOUR });
	expect(timing('mls/Media').isDue).toBe(true);
	expect(timing('mls/Property', 'mls/Room').isDue).toBe(true);
	expect(timing('mls')).toMatchObject({ isDue: false, nextAt: now + HOUR });
});

test('a job without `every` is never due by itself', () => {
	expect(jobTiming({ ...job, everyMs: undefined }, () => new Map(), now)).toMatchObject({ isDue: false });
});

test('a back-up is due by its oldest connection, and at once where one never came to its end', () => {
	const files: BackupJob = { kind: 'backup', name: 'files', targets: ['prague', 'brno'], everyMs: HOUR };
	const run = (finishedAt: number, outcome: RunRecord['outcome']): RunRecord =>
		({ finishedAt, outcome }) as unknown as RunRecord;
	const timing = (prague: RunRecord, brno: RunRecord | undefined) =>
		backupTiming(files, (name) => (name === 'prague' ? prague : brno), now);
	const [whole, broken] = [run(now, 'done'), run(now, 'failed')];
	expect(timing(whole, run(now - HOUR / 2, 'gaps'))).toMatchObject({ isDue: false, nextAt: now + HOUR / 2 });
	expect(timing(whole, run(now - HOUR, 'done')).isDue).toBe(true);
	expect(timing(whole, undefined).isDue).toBe(true);
	expect(timing(whole, broken).isDue).toBe(true);
	expect(backupTiming({ ...files, everyMs: undefined }, () => undefined, now).isDue).toBe(false);
});
