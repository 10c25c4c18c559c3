/** When a declared export is due. It leaves no run behind but its files: the oldest of them tells. */
import { readdir, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Connection, ExportJob, Project } from '../project/project.ts';
import { findConnection, groupTargets } from '../project/targets.ts';
import { asDataset, realpadDatasets } from '../sources/realpad/realpadDatasets.ts';
import type { JobTiming } from './dueJobs.ts';
import { pickDatasets } from './pickDatasets.ts';
import { usualExportFile } from './runTargets.ts';

export async function exportTiming(project: Project, job: ExportJob, now: number): Promise<JobTiming> {
	const writtenAt = job.everyMs === undefined ? undefined : await exportedAt(project, job);
	if (job.everyMs === undefined) return { job, isDue: false, nextAt: undefined };
	if (writtenAt === undefined) return { job, isDue: true, nextAt: undefined };
	const nextAt = writtenAt + job.everyMs;
	return { job, isDue: nextAt <= now, nextAt };
}

/** When the oldest file of an export was written (ms); `undefined` where one is missing. */
export async function exportedAt(project: Project, job: ExportJob): Promise<number | undefined> {
	let oldest = Infinity;
	for (const [name, wanted] of groupTargets(job.targets)) {
		const datasets = wanted.length > 0 ? wanted : everyExport(findConnection(project, name));
		const times =
			datasets.length === 0
				? [await newestOf(project, name, job)]
				: await Promise.all(datasets.map((dataset) => modifiedAt(usualExportFile(project, name, dataset, job.format))));
		for (const writtenAt of times) {
			if (writtenAt === undefined) return undefined;
			oldest = Math.min(oldest, writtenAt);
		}
	}
	return Number.isFinite(oldest) ? oldest : undefined;
}

/**
 * Which files a whole connection makes is only known to the vendor. The newest tells: a file of a dataset that is no longer
 * offered would make the job due for ever.
 */
async function newestOf(
	{ dataFolder, connections }: Project,
	name: string,
	job: ExportJob,
): Promise<number | undefined> {
	const folder = join(dataFolder, 'exports');
	const longer = [...connections.keys()].filter((other) => other.startsWith(`${name}-`));
	const own = (await namesIn(folder)).filter(
		(file) =>
			file.startsWith(`${name}-`) &&
			file.endsWith(`.${job.format}`) &&
			!longer.some((other) => file.startsWith(`${other}-`)),
	);
	const times = await Promise.all(own.map(async (file) => (await stat(join(folder, file))).mtimeMs));
	return times.length === 0 ? undefined : Math.max(...times);
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
		if (!isMissing(error)) throw error;
	}
	const { dir, name, ext } = parse(file);
	const names = await namesIn(dir);
	const isPart = (one: string): boolean =>
		one.startsWith(`${name}-`) && /^\d+$/.test(one.slice(name.length + 1, -ext.length));
	const times = await Promise.all(
		names.filter((one) => one.endsWith(ext) && isPart(one)).map(async (one) => (await stat(join(dir, one))).mtimeMs),
	);
	return times.length === 0 ? undefined : Math.min(...times);
}

async function namesIn(folder: string): Promise<readonly string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if (isMissing(error)) return [];
		throw error;
	}
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
