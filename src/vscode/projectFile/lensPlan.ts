/** Which lenses stand over a job or connection of freehold.yaml, by what is known of it. Pure: words are put to it elsewhere. */
import { backupTiming, jobTiming } from '../../core/jobs/dueJobs.ts';
import type { Job } from '../../core/project/project.ts';
import { parseTarget } from '../../core/project/targets.ts';
import type { DatasetState, RunRecord } from '../../core/replica/contract.ts';

export type JobLens =
	| { readonly kind: 'run' }
	| { readonly kind: 'running'; readonly run: string }
	| { readonly kind: 'next'; readonly at: number }
	| { readonly kind: 'due' }
	| { readonly kind: 'last'; readonly at: number; readonly state: DatasetState | undefined };

/** What is stored of one connection. */
export interface Stored {
	readonly datasets: readonly DatasetState[];
	/** The last run that fetched files. */
	readonly lastBackup: RunRecord | undefined;
}

export interface JobSituation {
	/** As it was last without mistakes; `undefined` where it never was. */
	readonly job: Job | undefined;
	/** Id of its run in this window. */
	readonly run: string | undefined;
	readonly storedOf: (connection: string) => Stored | undefined;
	/** Whether runs may begin here at all: on a disk, in a workspace that is trusted. */
	readonly canRun: boolean;
	/** Whether this window starts jobs by itself. */
	readonly isScheduled: boolean;
	readonly now: number;
}

export function jobLenses(situation: JobSituation): readonly JobLens[] {
	const { job, run, canRun } = situation;
	if (job === undefined) return [];
	const first: readonly JobLens[] = run !== undefined ? [{ kind: 'running', run }] : canRun ? [{ kind: 'run' }] : [];
	return [...first, ...(run === undefined ? times(job, situation) : [])];
}

function times(job: Job, situation: JobSituation): readonly JobLens[] {
	const last = lastRun(job, situation);
	return [...(last === undefined ? [] : [last, ...next(job, situation)])];
}

/** What never ran is begun by the user: the schedule leaves it alone, and so does its announcement. */
function next(job: Job, { storedOf, isScheduled, canRun, now }: JobSituation): readonly JobLens[] {
	// An export leaves no run behind: when it is due, only its files tell.
	if (!isScheduled || !canRun || job.everyMs === undefined || job.kind === 'export') return [];
	const timing =
		job.kind === 'backup'
			? backupTiming(job, (name) => storedOf(name)?.lastBackup, now)
			: jobTiming(job, (name) => new Map(storedOf(name)?.datasets.map((state) => [state.dataset, state])), now);
	if (timing.isDue) return [{ kind: 'due' }];
	return timing.nextAt === undefined ? [] : [{ kind: 'next', at: timing.nextAt }];
}

/** The latest end among its targets, and the trouble of whichever has one. */
function lastRun(job: Job, { storedOf }: JobSituation): JobLens | undefined {
	if (job.kind === 'export') return undefined;
	if (job.kind === 'backup') {
		const ends = job.targets.flatMap((name) => endOf(storedOf(name)?.lastBackup) ?? []);
		return ends.length === 0 ? undefined : { kind: 'last', at: Math.max(...ends), state: undefined };
	}
	const states = job.targets.map(parseTarget).flatMap(({ connection, dataset }) => {
		const { datasets = [] } = storedOf(connection) ?? {};
		return datasets.filter((state) => dataset === undefined || state.dataset === dataset);
	});
	const ends = states.flatMap(({ lastRun: run }) => endOf(run) ?? []);
	if (ends.length === 0) return undefined;
	const trouble = states.find(({ lastRun: run, heldSweep }) => heldSweep !== undefined || run?.outcome !== 'done');
	return { kind: 'last', at: Math.max(...ends), state: trouble };
}

function endOf(run: RunRecord | undefined): number | undefined {
	return run?.finishedAt ?? run?.startedAt;
}
