/** Opens rows in the grid: of a dataset, of a run, of what a job stores. */
import * as vscode from 'vscode';
import { parseTarget } from '../../core/project/targets.ts';
import type { Job } from '../../core/project/project.ts';
import { filesDataset } from '../../core/replica/fileManifest.ts';
import type { GridSubject } from '../../protocol/grid.ts';
import { openExport } from '../exports/openExport.ts';
import type { Freehold } from '../freehold.ts';
import { askDataset } from '../jobs/askTarget.ts';
import type { DatasetRef, JobRef, RecordRef } from '../refs.ts';
import { isJobRef, targetOf } from '../refs.ts';

export async function openInGrid(
	freehold: Freehold,
	given: DatasetRef | RecordRef | JobRef | undefined,
): Promise<void> {
	if (given !== undefined && isJobRef(given)) return previewJob(freehold, given);
	const ref = given ?? (await askDataset(freehold, vscode.l10n.t('Which dataset is to be opened?'), true));
	if (ref !== undefined) (await freehold.grids()).show(subjectOf(ref));
}

/** The manifest of files is a table, but no dataset. */
function subjectOf({ folder, connection, dataset }: DatasetRef): GridSubject {
	return dataset === filesDataset
		? { kind: 'query', folder, connection, sql: `SELECT * FROM "${filesDataset}"` }
		: { kind: 'dataset', folder, connection, dataset };
}

async function previewJob(freehold: Freehold, ref: JobRef): Promise<void> {
	const job = (await freehold.projects()).of(ref.folder)?.project?.jobs.get(ref.job);
	if (job === undefined) return;
	if (job.kind === 'export') return openExport(freehold, ref);
	const stored = await storedOf(freehold, ref.folder, job);
	if (stored.length === 0) return void (await freehold.messages()).nothingStored(ref);
	const chosen = stored.length === 1 ? stored[0] : await pick(stored);
	if (chosen !== undefined) (await freehold.grids()).show(subjectOf(chosen));
}

async function storedOf(freehold: Freehold, folder: string, job: Job): Promise<readonly DatasetRef[]> {
	const [projects, replicas] = await Promise.all([freehold.projects(), freehold.replicas()]);
	const state = projects.of(folder);
	if (state === undefined) return [];
	const refs: DatasetRef[] = [];
	for (const target of job.targets) {
		const { connection, dataset } = parseTarget(target);
		const { datasets, files } = await replicas.read({ folder, connection }, state);
		if (job.kind === 'backup') {
			if (files !== undefined) refs.push({ folder, connection, dataset: filesDataset });
			continue;
		}
		const wanted = datasets.filter(
			(one) => one.dataset !== filesDataset && (dataset === undefined || one.dataset === dataset),
		);
		refs.push(...wanted.map((one) => ({ folder, connection, dataset: one.dataset })));
	}
	return refs;
}

async function pick(refs: readonly DatasetRef[]): Promise<DatasetRef | undefined> {
	const placeHolder = vscode.l10n.t('Which dataset is to be opened?');
	return (
		await vscode.window.showQuickPick(
			refs.map((ref) => ({ label: targetOf(ref), ref })),
			{ placeHolder },
		)
	)?.ref;
}
