/** What a status tells: one entry per stored dataset, one for backed-up files, and exports that were given but not stored. */
import type { Project } from '../project/project.ts';
import { parseTarget } from '../project/targets.ts';
import type { DatasetState, RunRecord } from '../replica/contract.ts';
import { filesDataset } from '../replica/fileManifest.ts';
import type { FileState } from '../replica/fileState.ts';
import { backupTiming, jobTiming } from './dueJobs.ts';
import type { JobTiming } from './dueJobs.ts';

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

export interface StatusFacts {
	readonly connection: string;
	/** What its replica holds. */
	readonly datasets: readonly DatasetState[];
	readonly files: FileState | undefined;
	/** Datasets that have a pause of their own, stored or not. */
	readonly own: readonly string[];
	/** Until when the vendor wants no requests, by dataset; `undefined` where the key is not at hand to know. */
	readonly blocked: ReadonlyMap<string, number> | undefined;
}

export function statusEntries(project: Project, facts: StatusFacts, now: number): readonly StatusEntry[] {
	const { connection, datasets, files, own, blocked } = facts;
	const pause = blocked === undefined ? 'unknown' : own.length > 0 ? 'own' : 'shared';
	const names = datasets.map(({ dataset }) => dataset);
	const common = { connection, files: undefined };
	const entries = datasets.map((state): StatusEntry => {
		const { dataset, lastRun } = state;
		const nextAt = nextDue(project, dataset, facts, now);
		return { ...common, dataset, state, lastRun, nextAt, allowedAt: blocked?.get(dataset), pause };
	});
	for (const dataset of own) {
		const allowedAt = blocked?.get(dataset);
		if (allowedAt === undefined || names.includes(dataset)) continue;
		entries.push({ ...common, dataset, state: undefined, lastRun: undefined, nextAt: undefined, allowedAt, pause });
	}
	if (files !== undefined) {
		const nextAt = nextDue(project, filesDataset, facts, now);
		const mine = { connection, dataset: filesDataset, state: undefined, files, lastRun: files.lastRun };
		entries.push({ ...mine, nextAt, allowedAt: undefined, pause: 'none' });
	}
	return entries;
}

function nextDue(
	project: Project,
	dataset: string,
	{ connection, datasets, files }: StatusFacts,
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
