/** Opens what an export has written: of a job, of a dataset, or any. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { exportedFiles } from '../../core/jobs/exportedFiles.ts';
import type { ExportedFile } from '../../core/jobs/exportedFiles.ts';
import { parseTarget } from '../../core/project/targets.ts';
import type { Target } from '../../core/project/targets.ts';
import { bytes } from '../../core/wording/quantities.ts';
import type { Freehold } from '../freehold.ts';
import type { ProjectState } from '../projects/projects.ts';
import { isJobRef } from '../refs.ts';
import type { DatasetRef, JobRef } from '../refs.ts';
import { joined } from '../views/rowModel.ts';
import { agoText } from '../views/words.ts';
import { openFile } from './openFile.ts';

export async function openExport(freehold: Freehold, ref: JobRef | DatasetRef | undefined): Promise<void> {
	const { all } = await freehold.projects();
	const projects = ref === undefined ? all : all.filter(({ folder }) => folder === ref.folder);
	const found = await Promise.all(projects.map((state) => filesOf(state, ref)));
	const files = found.flat();
	if (files.length === 0) throw nothingExported();
	const [only] = files;
	const chosen = files.length === 1 ? only : await pick(files);
	if (chosen !== undefined) await openFile(vscode.Uri.file(chosen.file));
}

async function filesOf(
	{ project }: ProjectState,
	ref: JobRef | DatasetRef | undefined,
): Promise<readonly ExportedFile[]> {
	if (project === undefined) return [];
	if (ref === undefined) return exportedFiles(project);
	const targets: readonly Target[] = isJobRef(ref)
		? (project.jobs.get(ref.job)?.targets ?? []).map(parseTarget)
		: [ref];
	return exportedFiles(project, targets);
}

async function pick(files: readonly ExportedFile[]): Promise<ExportedFile | undefined> {
	const now = Date.now();
	const choices = files.map((file) => ({
		label: file.name,
		description: joined([agoText(vscode.l10n, file.writtenAt, now), bytes(file.bytes)]),
		file,
	}));
	const placeHolder = vscode.l10n.t('Which file is to be opened?');
	return (await vscode.window.showQuickPick(choices, { placeHolder, matchOnDescription: true }))?.file;
}

function nothingExported(): FreeholdError {
	return new FreeholdError('notFound', {
		what: 'There is no export to be opened',
		why: 'none was written into the data folder yet',
		next: 'Export a dataset first',
	});
}
