/** Which lenses stand over a job of freehold.yaml, by what is known of it. */
import { expect, test } from 'vitest';
import type { Job } from '../../../src/core/project/project.ts';
import type { DatasetState, RunRecord } from '../../../src/core/replica/contract.ts';
import { jobLenses } from '../../../src/vscode/projectFile/lensPlan.ts';
import type { JobSituation, Stored } from '../../../src/vscode/projectFile/lensPlan.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-05-01T12:00:00Z');

const listings: Job = {
	kind: 'replicate',
	name: 'listings',
	targets: ['mls/Property', 'mls/Member'],
	expand: undefined,
	everyMs: HOUR_MS,
	purgeMs: undefined,
	purgeLimitPercent: 20,
	fullMs: 7 * 24 * HOUR_MS,
};
const files: Job = { kind: 'backup', name: 'files', targets: ['prague'], everyMs: HOUR_MS };
const takeout: Job = {
	kind: 'export',
	name: 'takeout',
	targets: ['mls/*'],
	format: 'csv',
	headers: undefined,
	everyMs: HOUR_MS,
};

function run(minutesAgo: number, outcome: RunRecord['outcome'] = 'done'): RunRecord {
	const finishedAt = NOW - minutesAgo * 60_000;
	const traffic = { requests: 1, charged: 0, retries: 0, throttles: 0, bytes: 1, waitedMs: 0 };
	return {
		...{ id: 1, dataset: 'Property', phase: 'update', startedAt: finishedAt - 1000, finishedAt, outcome },
		...{ counts: {}, error: undefined, warnings: [], ...traffic },
	};
}

function state(dataset: string, rows: number, lastRun: RunRecord | undefined): DatasetState {
	return {
		...{ dataset, rows, lastRun, watermark: NOW, resume: undefined, lastPurge: undefined, gaps: [] },
		...{ heldSweep: undefined, hasHeldRows: rows > 0, keyColumns: [], columns: [] },
	};
}

function lenses(job: Job | undefined, stored: Partial<Stored>, more: Partial<JobSituation> = {}): readonly unknown[] {
	const known: Stored = { datasets: [], lastBackup: undefined, ...stored };
	return jobLenses({
		...{ job, run: undefined, canRun: true, isScheduled: true, now: NOW },
		storedOf: () => known,
		...more,
	}).map(({ kind, ...rest }) => ('at' in rest ? `${kind} ${(rest.at - NOW) / 60_000}` : kind));
}

test('a job that never ran can be run, and announces nothing: the schedule waits for the first time', () => {
	expect(lenses(listings, {})).toEqual(['run']);
	expect(lenses(files, {})).toEqual(['run']);
	expect(lenses(takeout, {})).toEqual(['run']);
});

test('a job that ran tells when it did and when it runs next, by its oldest target', () => {
	const datasets = [state('Property', 0, run(20)), state('Member', 0, run(48))];
	expect(lenses(listings, { datasets })).toEqual(['run', 'last -20', 'next 12']);
	expect(lenses(files, { lastBackup: run(15) })).toEqual(['run', 'last -15', 'next 45']);
});

test('a job whose time has come is due', () => {
	const datasets = [state('Property', 0, run(61)), state('Member', 0, run(5))];
	expect(lenses(listings, { datasets })).toEqual(['run', 'last -5', 'due']);
});

test('what went wrong comes with the last run', () => {
	const datasets = [state('Property', 0, run(20)), state('Member', 0, run(10, 'failed'))];
	const found = jobLenses({
		...{ job: listings, run: undefined, canRun: true, isScheduled: false, now: NOW },
		storedOf: () => ({ datasets, lastBackup: undefined }),
	});
	expect(found.at(-1)).toMatchObject({ kind: 'last', state: { dataset: 'Member' } });
});

test('nothing is announced where this window starts nothing by itself', () => {
	const datasets = [state('Property', 0, run(20)), state('Member', 0, run(48))];
	expect(lenses(listings, { datasets }, { isScheduled: false })).toEqual(['run', 'last -20']);
	expect(lenses({ ...listings, everyMs: undefined }, { datasets })).toEqual(['run', 'last -20']);
});

test('in Restricted Mode and without a disk nothing can be run, and what ran is still told', () => {
	const datasets = [state('Property', 0, run(20)), state('Member', 0, run(48))];
	expect(lenses(listings, { datasets }, { canRun: false })).toEqual(['last -20']);
});

test('a running job can be cancelled instead', () => {
	const datasets = [state('Property', 0, run(20)), state('Member', 0, run(48))];
	expect(lenses(listings, { datasets }, { run: 'r1' })).toEqual(['running']);
});

test('a job that was never right has no lenses', () => {
	expect(lenses(undefined, {})).toEqual([]);
});
