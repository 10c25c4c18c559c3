/** Runs one declared job of freehold.yaml, whatever its kind. */
import type { ExportJob, Job, Project } from '../project/project.ts';
import { findConnection, groupTargets } from '../project/targets.ts';
import type { DatasetResult } from './events.ts';
import { exportDataset } from './exportDataset.ts';
import { exportFile, makerOf, narrowed, openFileSource } from './exportFile.ts';
import { pickDatasets } from './pickDatasets.ts';
import { USUAL_FILE_BACKUP, backupTargets, eachDataset, replicateTargets, usualExportFile } from './runTargets.ts';
import type { RunOutside } from './runTargets.ts';

/** A file that an export has made. */
export interface ExportedFile {
	readonly connection: string;
	readonly dataset: string;
	readonly format: ExportJob['format'];
	readonly file: string;
	readonly rows: number;
}

export interface JobOutside extends RunOutside {
	/** Waited for. */
	readonly onFile?: ((file: ExportedFile) => Promise<void> | undefined) | undefined;
}

/**
 * @returns one result per dataset that was begun; failures are among them
 * @throws the signal's reason when cancelled; `FreeholdError` where nothing could begin
 */
export async function runJob(project: Project, job: Job, outside: JobOutside): Promise<readonly DatasetResult[]> {
	switch (job.kind) {
		case 'replicate':
			return replicateTargets(
				project,
				job.targets,
				{
					mode: 'auto',
					expand: job.expand,
					purgeEveryMs: job.purgeMs,
					fullEveryMs: job.fullMs,
					purgeLimitPercent: job.purgeLimitPercent,
					strictInitial: false,
				},
				outside,
			);
		case 'backup':
			return backupTargets(project, job.targets, USUAL_FILE_BACKUP, outside);
		case 'export':
			return exportTargets(project, job, outside);
	}
}

/** What is exported, and as what; a declared job is one of these. */
export type ExportOrder = Pick<ExportJob, 'targets' | 'format' | 'headers'>;

export async function exportTargets(
	project: Project,
	order: ExportOrder,
	outside: JobOutside,
): Promise<readonly DatasetResult[]> {
	const results: DatasetResult[] = [];
	for (const [name, wanted] of groupTargets(order.targets)) {
		results.push(...(await exportConnection(project, name, wanted, order, outside)));
	}
	return results;
}

async function exportConnection(
	project: Project,
	name: string,
	wanted: readonly string[],
	{ format, headers }: ExportOrder,
	{ outsideOf, signal, onEvent, onFile, onCatalogue }: JobOutside,
): Promise<readonly DatasetResult[]> {
	const connection = narrowed(findConnection(project, name), {}, headers);
	const world = outsideOf(connection);
	const source = openFileSource(connection, world);
	try {
		const allDatasets = async (): Promise<readonly string[]> => {
			const known = await source.datasets(signal);
			onCatalogue?.(name, known);
			return pickDatasets(known, [], name).map(({ id }) => id);
		};
		const datasets = wanted.length > 0 ? wanted : await allDatasets();
		return await eachDataset(name, datasets, signal, async (dataset) => {
			const file = usualExportFile(project, name, dataset, format);
			const maker = makerOf(connection, format);
			const asked = { connection, dataset, signal, onEvent };
			const made =
				maker.by === 'vendor'
					? await exportFile({ ...asked, format: maker.format, parameters: {}, target: { file }, source })
					: [await exportDataset({ ...asked, format: maker.format, file, outside: world })];
			for (const { file: path, rows } of made) await onFile?.({ connection: name, dataset, format, file: path, rows });
		});
	} finally {
		await source.close?.();
	}
}
