/** Stops a run: the one of a row, or one of those in progress. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import { isDatasetRef, isJobRef, isRunRef } from '../refs.ts';
import type { ConnectionRef, DatasetRef, JobRef, RunRef } from '../refs.ts';
import type { JobRunner } from './jobRunner.ts';
import type { RunInProgress } from './runInProgress.ts';

export async function cancelRun(
	freehold: Freehold,
	ref: RunRef | JobRef | ConnectionRef | DatasetRef | undefined,
): Promise<void> {
	const jobs = await freehold.jobs();
	const run = ref === undefined ? await ask(jobs.running) : runOf(jobs, ref);
	if (run !== undefined) jobs.cancel(run.id);
}

function runOf(jobs: JobRunner, ref: RunRef | JobRef | ConnectionRef | DatasetRef): RunInProgress | undefined {
	if (isRunRef(ref)) return jobs.find(ref.run);
	if (isJobRef(ref)) {
		return jobs.running.find(({ request }) => {
			return request.kind === 'job' && request.folder === ref.folder && request.job === ref.job;
		});
	}
	return isDatasetRef(ref) ? jobs.at(ref.folder, ref.connection, ref.dataset) : jobs.of(ref.folder, ref.connection);
}

async function ask(running: readonly RunInProgress[]): Promise<RunInProgress | undefined> {
	if (running.length < 2) return running[0];
	const choices = running.map((run) => ({ label: run.title, description: run.request.kind, run }));
	const placeHolder = vscode.l10n.t('Which run is to be cancelled?');
	return (await vscode.window.showQuickPick(choices, { placeHolder }))?.run;
}
