import { expect, test } from 'vitest';
import { jobTiming, splitTarget } from '../../../src/core/jobs/dueJobs.ts';
import type { ReplicateJob } from '../../../src/core/project/project.ts';
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

test('a job without `every` is never due by itself', () => {
	expect(jobTiming({ ...job, everyMs: undefined }, () => new Map(), now)).toMatchObject({ isDue: false });
});

test('targets name a connection, or one of its datasets', () => {
	expect(splitTarget('mls')).toEqual({ connection: 'mls', dataset: undefined });
	expect(splitTarget('mls/*')).toEqual({ connection: 'mls', dataset: undefined });
	expect(splitTarget('mls/Property')).toEqual({ connection: 'mls', dataset: 'Property' });
});
