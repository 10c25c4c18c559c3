/** Which jobs of a project are due, by what its replicas and its exported files tell. */
import { readdir, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { backupTiming, jobTiming } from '../core/jobs/dueJobs.ts';
import { pickDatasets } from '../core/jobs/pickDatasets.ts';
import type { Connection, ExportJob, Job, Project } from '../core/project/project.ts';
import { findConnection, groupTargets } from '../core/project/targets.ts';
import type { DatasetState } from '../core/replica/contract.ts';
import { asDataset, realpadDatasets } from '../core/sources/realpad/realpadDatasets.ts';
import { defaultExportFile } from './exportTarget.ts';
import { hasCode } from './projectFiles.ts';
import { readStates } from './readStates.ts';
import type { StoredStates } from './readStates.ts';

export async function dueJobs(project: Project): Promise<readonly Job[]> {
	const now = Date.now();
	const stored = new Map(
		await Promise.all(
			[...project.connections.keys()].map(async (name) => [name, await readStates(project, name)] as const),
		),
	);
	const due: Job[] = [];
	for (const job of project.jobs.values()) if (await isDue(project, job, stored, now)) due.push(job);
	return due;
}

async function isDue(
	project: Project,
	job: Job,
	stored: ReadonlyMap<string, StoredStates>,
	now: number,
): Promise<boolean> {
	switch (job.kind) {
		case 'replicate': {
			const byDataset = (name: string): ReadonlyMap<string, DatasetState> =>
				new Map(stored.get(name)?.datasets.map((state) => [state.dataset, state]));
			return jobTiming(job, byDataset, now).isDue;
		}
		case 'backup':
			return backupTiming(job, (name) => stored.get(name)?.files?.lastBackup, now).isDue;
		case 'export':
			return isExportDue(project, job, now);
	}
}

/** An export leaves no run behind but its files: the oldest of them tells. */
async function isExportDue(project: Project, job: ExportJob, now: number): Promise<boolean> {
	if (job.everyMs === undefined) return false;
	for (const [name, wanted] of groupTargets(job.targets)) {
		const datasets = wanted.length > 0 ? wanted : everyExport(findConnection(project, name));
		// Which files a whole connection makes is only known to the vendor; then each due run asks.
		if (datasets.length === 0) return true;
		for (const dataset of datasets) {
			const writtenAt = await modifiedAt(defaultExportFile(project, name, dataset, job.format));
			if (writtenAt === undefined || writtenAt + job.everyMs <= now) return true;
		}
	}
	return false;
}

/** Realpad's exports are known without asking. */
function everyExport(connection: Connection): readonly string[] {
	if (connection.source !== 'realpad') return [];
	const all = realpadDatasets().map((dataset) => asDataset(dataset, connection));
	return pickDatasets(all, [], connection.connection).map(({ id }) => id);
}

/** Of the file, or of the oldest of its parts where it came as several (`…-12.xlsx`, one per project). */
async function modifiedAt(file: string): Promise<number | undefined> {
	try {
		return (await stat(file)).mtimeMs;
	} catch (error) {
		if (!hasCode(error, 'ENOENT')) throw error;
	}
	const { dir, name, ext } = parse(file);
	const names = await readdir(dir).catch((error: unknown) => {
		if (hasCode(error, 'ENOENT')) return [];
		throw error;
	});
	const isPart = (one: string): boolean =>
		one.startsWith(`${name}-`) && /^\d+$/.test(one.slice(name.length + 1, -ext.length));
	const times = await Promise.all(
		names.filter((one) => one.endsWith(ext) && isPart(one)).map(async (one) => (await stat(join(dir, one))).mtimeMs),
	);
	return times.length === 0 ? undefined : Math.min(...times);
}
