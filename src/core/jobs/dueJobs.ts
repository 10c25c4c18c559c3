/** Tells which declared jobs are due, from the run records that the replicas already hold. */
import type { BackupJob, Job } from '../project/project.ts';
import { parseTarget } from '../project/targets.ts';
import type { DatasetState, RunRecord } from '../replica/contract.ts';

export interface JobTiming {
	readonly job: Job;
	readonly isDue: boolean;
	/** ms since 1970; undefined where the job has no `every` or never ran. */
	readonly nextAt: number | undefined;
}

/**
 * A job is due when its oldest target last finished longer ago than `every`, or has never finished. Datasets whose rows
 * come with those of another one have no runs: they make nothing due beside targets that have.
 *
 * @param statesOf states of a connection's datasets, by dataset; empty where it has no replica yet
 */
export function jobTiming(
	job: Exclude<Job, BackupJob>,
	statesOf: (connection: string) => ReadonlyMap<string, DatasetState>,
	now: number,
): JobTiming {
	if (job.everyMs === undefined) return { job, isDue: false, nextAt: undefined };
	let oldest = Infinity;
	for (const target of job.targets) {
		const { connection, dataset } = parseTarget(target);
		const states = statesOf(connection);
		const wanted = dataset === undefined ? [...states.values()].filter(hasRun) : [states.get(dataset)];
		if (wanted.length === 0) return { job, isDue: true, nextAt: undefined };
		for (const state of wanted) {
			if (state !== undefined && isReadAlong(state)) continue;
			const run = state?.lastRun;
			if (run?.finishedAt === undefined || run.outcome === 'failed' || run.outcome === 'cancelled') {
				return { job, isDue: true, nextAt: undefined };
			}
			oldest = Math.min(oldest, run.finishedAt);
		}
	}
	if (oldest === Infinity) return { job, isDue: true, nextAt: undefined };
	const nextAt = oldest + job.everyMs;
	return { job, isDue: nextAt <= now, nextAt };
}

function hasRun({ lastRun }: DatasetState): boolean {
	return lastRun !== undefined;
}

function isReadAlong({ rows, lastRun }: DatasetState): boolean {
	return rows > 0 && lastRun === undefined;
}

/**
 * A back-up is due like any other job; files that could not be stored do not make it due earlier.
 *
 * @param backupOf  the last run that fetched files of a connection; `undefined` where there was none
 */
export function backupTiming(
	job: BackupJob,
	backupOf: (connection: string) => RunRecord | undefined,
	now: number,
): JobTiming {
	if (job.everyMs === undefined) return { job, isDue: false, nextAt: undefined };
	let oldest = Infinity;
	for (const connection of job.targets) {
		const run = backupOf(connection);
		if (!isComplete(run)) return { job, isDue: true, nextAt: undefined };
		oldest = Math.min(oldest, run.finishedAt);
	}
	const nextAt = oldest + job.everyMs;
	return { job, isDue: nextAt <= now, nextAt };
}

function isComplete(run: RunRecord | undefined): run is RunRecord & { readonly finishedAt: number } {
	return run?.finishedAt !== undefined && (run.outcome === 'done' || run.outcome === 'gaps');
}
