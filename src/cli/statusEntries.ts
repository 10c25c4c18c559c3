/** What `status` tells: one entry per stored dataset, one for backed-up files, and exports that were given but not stored. */
import { backupTiming, jobTiming } from '../core/jobs/dueJobs.ts';
import type { JobTiming } from '../core/jobs/dueJobs.ts';
import type { Project } from '../core/project/project.ts';
import { findConnection, parseTarget } from '../core/project/targets.ts';
import type { DatasetState, RunRecord } from '../core/replica/contract.ts';
import { filesDataset } from '../core/replica/fileManifest.ts';
import { allowanceOf, pausedOneByOne } from './allowance.ts';
import type { Allowance } from './allowance.ts';
import type { CommandContext } from './context.ts';
import type { FileState } from './fileState.ts';
import { readStates } from './readStates.ts';
import type { StoredStates } from './readStates.ts';

export interface StatusEntry {
	readonly connection: string;
	readonly dataset: string;
	/** Of a stored dataset. */
	readonly state: DatasetState | undefined;
	/** Of backed-up files. */
	readonly files: FileState | undefined;
	readonly lastRun: RunRecord | undefined;
	/** When the first job that covers it is due. */
	readonly nextAt: number | undefined;
	/** The vendor wants no requests before. */
	readonly allowedAt: number | undefined;
	/**
	 * Whose pause it is: of this dataset alone, or of the whole connection. `unknown` where the key is not at hand,
	 * `none` for what is never paused.
	 */
	readonly pause: 'own' | 'shared' | 'unknown' | 'none';
}

export interface ConnectionStatus {
	readonly connection: string;
	readonly entries: readonly StatusEntry[];
	/** Requests of the day, where the vendor counts them so and the key is at hand. */
	readonly day: Allowance['day'];
}

export async function connectionStatus(
	context: CommandContext,
	project: Project,
	name: string,
	now: number,
): Promise<ConnectionStatus> {
	const connection = findConnection(project, name);
	const stored = await readStates(project, name);
	const own = pausedOneByOne(connection);
	const names = stored.datasets.map(({ dataset }) => dataset);
	const allowance = await allowanceOf(context, connection, [...new Set([...names, ...own])]);
	const blocked = allowance?.blocked;
	const pause = allowance === undefined ? 'unknown' : own.length > 0 ? 'own' : 'shared';
	const common = { connection: name, files: undefined };
	const entries = stored.datasets.map((state): StatusEntry => {
		const { dataset, lastRun } = state;
		const nextAt = nextDue(project, name, dataset, stored, now);
		return { ...common, dataset, state, lastRun, nextAt, allowedAt: blocked?.get(dataset), pause };
	});
	for (const dataset of own) {
		const allowedAt = blocked?.get(dataset);
		if (allowedAt === undefined || names.includes(dataset)) continue;
		entries.push({ ...common, dataset, state: undefined, lastRun: undefined, nextAt: undefined, allowedAt, pause });
	}
	const { files } = stored;
	if (files !== undefined) {
		const nextAt = nextDue(project, name, filesDataset, stored, now);
		const mine = { connection: name, dataset: filesDataset, state: undefined, files, lastRun: files.lastRun };
		entries.push({ ...mine, nextAt, allowedAt: undefined, pause: 'none' });
	}
	return { connection: name, entries, day: allowance?.day };
}

function nextDue(
	project: Project,
	connection: string,
	dataset: string,
	{ datasets, files }: StoredStates,
	now: number,
): number | undefined {
	const byDataset = new Map(datasets.map((state) => [state.dataset, state]));
	const times = [...project.jobs.values()].flatMap((job): JobTiming[] => {
		if (job.kind === 'backup') {
			if (dataset !== filesDataset || !job.targets.includes(connection)) return [];
			return [backupTiming(job, (name) => (name === connection ? files?.lastBackup : undefined), now)];
		}
		const isCovered =
			job.kind === 'replicate' &&
			dataset !== filesDataset &&
			job.targets
				.map(parseTarget)
				.some((target) => target.connection === connection && (target.dataset ?? dataset) === dataset);
		return isCovered ? [jobTiming(job, (name) => (name === connection ? byDataset : new Map()), now)] : [];
	});
	const due = times.flatMap(({ isDue, nextAt }) => (isDue ? [now] : nextAt === undefined ? [] : [nextAt]));
	return due.length === 0 ? undefined : Math.min(...due);
}
