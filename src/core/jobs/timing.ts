/** When a declared job ran last, how that ended, and when it is due: for schedules, the status and the editor's view. */
import type { Job, Project } from '../project/project.ts';
import { parseTarget } from '../project/targets.ts';
import type { DatasetState, RunOutcome, RunRecord } from '../replica/contract.ts';
import { backupTiming, jobTiming } from './dueJobs.ts';
import type { JobTiming } from './dueJobs.ts';
import { exportTiming, exportedAt } from './exportTiming.ts';

/** What a connection's replica holds, as far as timing needs it. */
export interface StoredRuns {
	readonly datasets: readonly DatasetState[];
	/** The last run that fetched files. */
	readonly lastBackup: RunRecord | undefined;
}

/** By the name of the connection; nothing where it has no replica yet. */
export type StoredOf = (connection: string) => StoredRuns | undefined;

export async function timingOf(project: Project, job: Job, storedOf: StoredOf, now: number): Promise<JobTiming> {
	switch (job.kind) {
		case 'replicate':
			return jobTiming(job, (name) => statesOf(storedOf(name)), now);
		case 'backup':
			return backupTiming(job, (name) => storedOf(name)?.lastBackup, now);
		case 'export':
			return exportTiming(project, job, now);
	}
}

export interface LastResult {
	/** The end of its newest run, ms; of one that was interrupted, its beginning. */
	readonly at: number;
	/** The worst of its datasets. */
	readonly outcome: RunOutcome;
	readonly error: string | undefined;
	/** The dataset that it is the outcome of, where it is not well. */
	readonly dataset: string | undefined;
}

/** How a job fared when it ran last; `undefined` where it never did. */
export async function lastResult(project: Project, job: Job, storedOf: StoredOf): Promise<LastResult | undefined> {
	if (job.kind === 'export') {
		const at = await exportedAt(project, job);
		return at === undefined ? undefined : { at, outcome: 'done', error: undefined, dataset: undefined };
	}
	const runs = coveredBy(job, storedOf).flatMap(({ target, run }) => (run === undefined ? [] : [{ target, run }]));
	if (runs.length === 0) return undefined;
	const at = Math.max(...runs.map(({ run }) => run.finishedAt ?? run.startedAt));
	const [worst] = runs.toSorted((a, b) => badness(b.run) - badness(a.run));
	if (worst === undefined) return undefined;
	const { run, target } = worst;
	return { at, outcome: run.outcome, error: run.error, dataset: run.outcome === 'done' ? undefined : target };
}

/** A dataset that a job works on, or a connection whose files it backs up. */
export interface Covered {
	/** `mls/Property`, or `prague` for its files. */
	readonly target: string;
	/** Its newest run; `undefined` where it never ran, and of exports, which leave files instead. */
	readonly run: RunRecord | undefined;
}

/** In the job's order; of a connection as a whole, what is stored. */
export function coveredBy(job: Job, storedOf: StoredOf): readonly Covered[] {
	const all = job.targets.flatMap((target): readonly Covered[] => {
		if (job.kind === 'backup') return [{ target, run: storedOf(target)?.lastBackup }];
		const { connection, dataset } = parseTarget(target);
		if (job.kind === 'export') return dataset === undefined ? [] : [{ target, run: undefined }];
		const states = storedOf(connection)?.datasets ?? [];
		if (dataset !== undefined) return [{ target, run: states.find((one) => one.dataset === dataset)?.lastRun }];
		return states
			.filter(({ lastRun }) => lastRun !== undefined)
			.map((state) => ({ target: `${connection}/${state.dataset}`, run: state.lastRun }));
	});
	// A dataset may be named beside its whole connection.
	return [...new Map(all.map((one) => [one.target, one])).values()];
}

/** The further to the right, the more it is to be told. */
const OUTCOMES: readonly RunOutcome[] = [
	'done',
	'running',
	'cancelled',
	'interrupted',
	'gaps',
	'held',
	'suspended',
	'failed',
];

function badness({ outcome }: RunRecord): number {
	return OUTCOMES.indexOf(outcome);
}

function statesOf(stored: StoredRuns | undefined): ReadonlyMap<string, DatasetState> {
	return new Map(stored?.datasets.map((state) => [state.dataset, state]));
}
