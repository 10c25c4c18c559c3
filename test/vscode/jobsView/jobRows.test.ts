/** The rows of the Jobs view: what is shown for each state of a job. */
import { expect, test } from 'vitest';
import type { Job } from '../../../src/core/project/project.ts';
import { jobNodes } from '../../../src/vscode/jobsView/jobRows.ts';
import type { JobSituation } from '../../../src/vscode/jobsView/jobRows.ts';
import type { Going } from '../../../src/vscode/jobsView/progress.ts';
import { english } from '../english.ts';
import { recordOf } from '../records.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const job: Job = {
	...{ kind: 'replicate', name: 'listings', targets: ['mls/Property', 'mls/Member'], expand: undefined },
	...{ everyMs: HOUR_MS, purgeMs: undefined, purgeLimitPercent: 20, fullMs: HOUR_MS },
};

function situation(changed: Partial<JobSituation> = {}): JobSituation {
	return {
		...{ ref: { folder: 'file:///work', job: 'listings' }, job, folder: undefined, run: undefined, isScheduled: true },
		last: { at: NOW - 48 * MINUTE_MS, outcome: 'done', error: undefined, dataset: undefined },
		timing: { job, isDue: false, nextAt: NOW + 12 * MINUTE_MS },
		covered: [{ target: 'mls/Property', run: undefined }],
		...changed,
	};
}

const progress = {
	...{
		connection: 'mls',
		dataset: 'Property',
		phase: 'update' as const,
		done: 1200,
		total: 2000,
		rate: 400,
		requests: 7,
	},
	...{ waitingUntil: undefined, waitingFor: undefined },
} as const;

function going(changed: Partial<Going> = {}): Going {
	return { id: 'r1', title: 'listings', isQueued: false, current: progress, startedAt: NOW - 3000, ...changed };
}

const described = (one: JobSituation): string | undefined => jobNodes(english, [one], [], NOW)[0]?.row.description;

test.each<[string, Partial<JobSituation>, string]>([
	['that is well', {}, 'every 1 h · 48 min ago · next in 12 min'],
	['that the schedule leaves to the user', { isScheduled: false }, 'every 1 h · 48 min ago · due in 12 min'],
	['that is due', { timing: { job, isDue: true, nextAt: NOW - 1 } }, 'every 1 h · 48 min ago · due now'],
	['that never ran', { last: undefined, timing: { job, isDue: true, nextAt: undefined } }, 'every 1 h · never run'],
	['that has no schedule', { job: { ...job, everyMs: undefined } }, '48 min ago'],
	['in one of several folders', { folder: 'north' }, 'north · every 1 h · 48 min ago · next in 12 min'],
	[
		'that failed',
		{ last: { at: NOW - 48 * MINUTE_MS, outcome: 'failed', error: 'refused', dataset: 'mls/Member' } },
		'every 1 h · failed 48 min ago · next in 12 min',
	],
	['at work', { run: going() }, 'mls/Property · update · 1,200 of 2,000 · 400/s · 2 s left'],
	['before its first row', { run: going({ current: undefined }) }, 'running'],
	['that waits for another run', { run: going({ isQueued: true }) }, 'waits for its turn'],
	[
		'whose data is being prepared',
		{ run: going({ current: { ...progress, phase: undefined } }) },
		'mls/Property · the vendor prepares it',
	],
])('a job %s', (_, changed, text) => {
	expect(described(situation(changed))).toBe(text);
});

test('a throttled run says until when it waits, and for how long', () => {
	const current = { ...progress, waitingUntil: NOW + 90_000, waitingFor: 'Spark allows 5 requests per second' };
	const [node] = jobNodes(english, [situation({ run: going({ current }) })], [], NOW);
	expect(node?.row.description).toMatch(/^mls\/Property · waiting until \d.* \(in 1 min 30 s\)$/);
	expect(node?.row.icon.id).toBe('watch');
	expect(node?.row.tooltip).toContain('Spark allows 5 requests per second');
});

test('menus can tell a running job from one at rest, and the row stays the same row', () => {
	const [rest] = jobNodes(english, [situation()], [], NOW);
	const [atWork] = jobNodes(english, [situation({ run: going() })], [], NOW);
	expect([rest?.row.context, atWork?.row.context]).toEqual(['job.replicate', 'job.replicate.running']);
	expect(rest?.row.id).toBe(atWork?.row.id);
	expect(rest?.ref).toEqual({ folder: 'file:///work', job: 'listings' });
});

test('a run that no job stands for has a row of its own, above the jobs, to be cancelled by', () => {
	const nodes = jobNodes(english, [situation()], [{ run: going({ title: 'mls/Office' }), kind: 'replicate' }], NOW);
	expect(nodes.map(({ row }) => row.label)).toEqual(['mls/Office', 'listings']);
	expect(nodes[0]).toMatchObject({ ref: { run: 'r1' }, row: { context: 'run.running' } });
});

test('a job of several datasets has a row for each: how its last run ended, or how far it is', () => {
	const ended = recordOf({ finishedAt: NOW - HOUR_MS });
	const covered = [
		{ target: 'mls/Property', run: ended },
		{ target: 'mls/Member', run: { ...ended, outcome: 'failed' as const, error: 'refused' } },
		{ target: 'mls/Office', run: undefined },
	];
	const [node] = jobNodes(english, [situation({ covered, run: going() })], [], NOW);
	expect(node?.row.children).toBe('collapsed');
	expect(node?.children?.map(({ row }) => `${row.label}: ${row.description}`)).toEqual([
		'mls/Property: update · 1,200 of 2,000 · 400/s · 2 s left',
		'mls/Member: failed 1 h ago',
		'mls/Office: never run',
	]);
	expect(node?.children?.[1]).toMatchObject({
		ref: { folder: 'file:///work', connection: 'mls', dataset: 'Member' },
		row: { context: 'covered.dataset.replicate', tooltip: ['refused'] },
	});
	expect(jobNodes(english, [situation()], [], NOW)[0]?.children).toBeUndefined();
});

test('the tooltip tells targets and why the last run failed', () => {
	const last = { at: NOW - HOUR_MS, outcome: 'failed', error: 'refused', dataset: 'mls/Member' } as const;
	const [node] = jobNodes(english, [situation({ last })], [], NOW);
	expect(node?.row.tooltip).toEqual([
		'Keeps tables equal to their source · every 1 h',
		'mls/Property, mls/Member',
		'Last run: failed 1 h ago',
		'mls/Member · refused',
	]);
});
