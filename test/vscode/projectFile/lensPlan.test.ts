/** Which lenses stand over a job of freehold.yaml, by what is known of it. */
import { expect, test } from 'vitest';
import { lastResult, timingOf } from '../../../src/core/jobs/timing.ts';
import type { StoredRuns } from '../../../src/core/jobs/timing.ts';
import type { Job, Project } from '../../../src/core/project/project.ts';
import type { DatasetState, RunRecord } from '../../../src/core/replica/contract.ts';
import { jobLenses } from '../../../src/vscode/projectFile/lensPlan.ts';
import type { JobLens, JobSituation } from '../../../src/vscode/projectFile/lensPlan.ts';

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

const project: Project = {
	...{ root: '/nowhere', file: '/nowhere/freehold.yaml', dataFolder: '/nowhere/data', historyDays: 90 },
	...{ connections: new Map(), jobs: new Map() },
};

async function lensesOf(
	job: Job,
	stored: Partial<StoredRuns>,
	more: Partial<JobSituation> = {},
): Promise<readonly JobLens[]> {
	const storedOf = (): StoredRuns => ({ datasets: [], lastBackup: undefined, ...stored });
	return jobLenses({
		...{ run: undefined, canRun: true, isScheduled: true },
		last: await lastResult(project, job, storedOf),
		timing: await timingOf(project, job, storedOf, NOW),
		...more,
	});
}

async function lenses(...given: Parameters<typeof lensesOf>): Promise<readonly string[]> {
	const minutes = (at: number): number => (at - NOW) / 60_000;
	return (await lensesOf(...given)).map((lens) => {
		if (lens.kind === 'last') return `last ${minutes(lens.result.at)}`;
		return lens.kind === 'next' ? `next ${minutes(lens.at)}` : lens.kind;
	});
}

test('a job that never ran can be run, and announces nothing: the schedule waits for the first time', async () => {
	expect(await lenses(listings, {})).toEqual(['run', 'preview']);
	expect(await lenses(files, {})).toEqual(['run', 'preview']);
});

test('a job that ran tells when it did and when it runs next, by its oldest target', async () => {
	const datasets = [state('Property', 0, run(20)), state('Member', 0, run(48))];
	expect(await lenses(listings, { datasets })).toEqual(['run', 'preview', 'last -20', 'next 12']);
	expect(await lenses(files, { lastBackup: run(15) })).toEqual(['run', 'preview', 'last -15', 'next 45']);
});

test('a job whose time has come is due', async () => {
	const datasets = [state('Property', 0, run(61)), state('Member', 0, run(5))];
	expect(await lenses(listings, { datasets })).toEqual(['run', 'preview', 'last -5', 'due']);
});

test('what went wrong comes with the last run', async () => {
	const datasets = [state('Property', 0, run(20)), state('Member', 0, run(10, 'failed'))];
	expect((await lensesOf(listings, { datasets }, { isScheduled: false })).at(-1)).toMatchObject({
		kind: 'last',
		result: { outcome: 'failed', dataset: 'mls/Member' },
	});
});

test('nothing is announced where this window starts nothing by itself', async () => {
	const datasets = [state('Property', 0, run(20)), state('Member', 0, run(48))];
	expect(await lenses(listings, { datasets }, { isScheduled: false })).toEqual(['run', 'preview', 'last -20']);
	expect(await lenses({ ...listings, everyMs: undefined }, { datasets })).toEqual(['run', 'preview', 'last -20']);
});

test('in Restricted Mode and without a disk nothing can be run, and what ran is still told', async () => {
	const datasets = [state('Property', 0, run(20)), state('Member', 0, run(48))];
	expect(await lenses(listings, { datasets }, { canRun: false })).toEqual(['preview', 'last -20']);
});

test('a running job can be cancelled instead, and what it has stored be looked at', async () => {
	const datasets = [state('Property', 0, run(20)), state('Member', 0, run(48))];
	expect(await lenses(listings, { datasets }, { run: 'r1' })).toEqual(['running', 'preview']);
});
