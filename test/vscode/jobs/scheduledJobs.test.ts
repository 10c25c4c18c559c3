/** The schedule of a window: what it starts, in which window, and when again after a failure. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import type { Project } from '../../../src/core/project/project.ts';
import type { StoredRuns } from '../../../src/core/jobs/timing.ts';
import { ScheduledJobs } from '../../../src/vscode/jobs/scheduledJobs.ts';
import { ScheduleTurns } from '../../../src/vscode/jobs/scheduleTurns.ts';
import { recordOf, stateOf } from '../records.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const MINUTE_MS = 60_000;
const FOLDER = 'file:///work';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'freehold-schedule-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function projectIn(root: string, job: string): Project {
	const text = `version: 1\ndata: .\nconnections:\n  mls: { source: spark, keyType: idx, replication: true }\njobs:\n  listings: ${job}\n`;
	const { project, problems } = parseProject(text, root);
	if (project === undefined) throw new Error(JSON.stringify(problems));
	return project;
}

interface Window {
	readonly started: string[];
	look(): Promise<readonly string[]>;
	close(): void;
}

interface Given {
	readonly project: Project;
	readonly stored?: StoredRuns | undefined;
	readonly fails?: boolean;
	readonly now?: () => number;
	readonly isAtWork?: boolean;
}

/** One window with the folder open: its own schedule, the real lock. */
function openWindow({ project, stored, fails = false, now = () => NOW, isAtWork = false }: Given): Window {
	const turns = new ScheduleTurns();
	const started: string[] = [];
	const jobs = new ScheduledJobs({
		isOurTurn: (one) => turns.isOurs(one),
		isAtWork: () => isAtWork,
		start: (_, job) => {
			started.push(job);
			return Promise.resolve(fails);
		},
		now,
	});
	return {
		started,
		look: () => jobs.startDue({ folder: FOLDER, project, storedOf: () => stored }),
		close: () => turns[Symbol.dispose](),
	};
}

function ranMinutesAgo(minutes: number): StoredRuns {
	const finishedAt = NOW - minutes * MINUTE_MS;
	return { datasets: [stateOf('Property', recordOf({ finishedAt }))], lastBackup: undefined };
}

const hourly = '{ replicate: mls/Property, every: 1h }';

test('a job that is due is started, one that is not is left alone', async () => {
	const project = projectIn(folder, hourly);
	const late = openWindow({ project, stored: ranMinutesAgo(61) });
	expect(await late.look()).toEqual(['listings']);
	late.close();
	const early = openWindow({ project, stored: ranMinutesAgo(59) });
	expect(await early.look()).toEqual([]);
	early.close();
});

test('of two windows on one folder only one starts jobs; the other takes over when that one goes', async () => {
	const project = projectIn(folder, hourly);
	const [first, second] = [1, 2].map(() => openWindow({ project, stored: ranMinutesAgo(61) })) as [Window, Window];
	expect(await first.look()).toEqual(['listings']);
	expect(await second.look()).toEqual([]);
	expect(await second.look()).toEqual([]);
	first.close();
	expect(await second.look()).toEqual(['listings']);
	second.close();
});

test('windows on different folders do not wait for each other', async () => {
	const other = await mkdtemp(join(folder, 'other-'));
	const windows = [folder, other].map((root) =>
		openWindow({ project: projectIn(root, hourly), stored: ranMinutesAgo(61) }),
	);
	for (const window of windows) expect(await window.look()).toEqual(['listings']);
	for (const window of windows) window.close();
});

test('what never ran is begun by the user, and so is what has no schedule', async () => {
	const project = projectIn(folder, hourly);
	for (const stored of [undefined, { datasets: [], lastBackup: undefined }]) {
		const window = openWindow({ project, stored });
		expect(await window.look()).toEqual([]);
		window.close();
	}
	const window = openWindow({ project: projectIn(folder, '{ replicate: mls/Property }'), stored: ranMinutesAgo(999) });
	expect(await window.look()).toEqual([]);
});

test('a job at work is not started a second time', async () => {
	const window = openWindow({ project: projectIn(folder, hourly), stored: ranMinutesAgo(61), isAtWork: true });
	expect(await window.look()).toEqual([]);
});

test('a job that failed is tried again after a quarter of an hour, not at once', async () => {
	let now = NOW;
	const stored = ranMinutesAgo(61);
	const window = openWindow({ project: projectIn(folder, hourly), stored, fails: true, now: () => now });
	await window.look();
	now += 14 * MINUTE_MS;
	await window.look();
	expect(window.started).toEqual(['listings']);
	now += 2 * MINUTE_MS;
	await window.look();
	expect(window.started).toEqual(['listings', 'listings']);
	window.close();
});

test('a folder where nothing was ever stored gets no lock file', () => {
	const turns = new ScheduleTurns();
	expect(turns.isOurs({ ...projectIn(folder, hourly), dataFolder: join(folder, 'data') })).toBe(false);
	turns[Symbol.dispose]();
});
