/** Code lenses over the connections and jobs of freehold.yaml: what can be done with them, and how they stand. */
import * as vscode from 'vscode';
import { lastResult, timingOf } from '../../core/jobs/timing.ts';
import type { LastResult } from '../../core/jobs/timing.ts';
import { outlineOf } from '../../core/project/language/outline.ts';
import type { Entry, OutlinedJob } from '../../core/project/language/outline.ts';
import { asCommand } from '../doors/commands.ts';
import { getSetting } from '../doors/settings.ts';
import type { Freehold } from '../freehold.ts';
import { storedRuns } from '../jobsView/storedRuns.ts';
import type { ProjectState } from '../projects/projects.ts';
import type { JobRef } from '../refs.ts';
import { agoText, inMinutesText, outcomeText } from '../views/words.ts';
import { folderOf, rangeIn } from './documents.ts';
import { jobLenses } from './lensPlan.ts';
import type { JobLens } from './lensPlan.ts';

export async function lensesOf(freehold: Freehold, document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
	const folder = folderOf(document);
	if (folder === undefined) return [];
	const state = (await freehold.projects()).of(folder);
	if (state === undefined) return [];
	const { connections, jobs } = outlineOf(document.getText());
	const at = (entry: Entry): vscode.Range => rangeIn(document, entry.nameRange);
	const over = await lensesOverJobs(freehold, state, jobs);
	return [
		...connections.flatMap((connection) =>
			connectionCommands(state, connection.name).map((command) => new vscode.CodeLens(at(connection), command)),
		),
		...jobs.flatMap((job, nth) => over[nth]?.map((command) => new vscode.CodeLens(at(job), command)) ?? []),
	];
}

/** One that the saved file does not have yet has nothing to be set or tested. */
function connectionCommands({ folder, project }: ProjectState, connection: string): readonly vscode.Command[] {
	if (project?.connections.has(connection) !== true) return [];
	const ref = { folder, connection };
	const test = asCommand('freehold.connection.test', vscode.l10n.t('Test'), ref);
	return [
		asCommand('freehold.connection.setCredentials', vscode.l10n.t('Set Credentials'), ref),
		...(vscode.workspace.isTrusted ? [test] : []),
	];
}

async function lensesOverJobs(
	freehold: Freehold,
	state: ProjectState,
	jobs: readonly OutlinedJob[],
): Promise<readonly (readonly vscode.Command[])[]> {
	const { folder, project, isLocal, file } = state;
	if (project === undefined) return [];
	const [runner, replicas] = await Promise.all([freehold.jobs(), freehold.replicas()]);
	const stored = await storedRuns(state, replicas);
	const now = Date.now();
	return Promise.all(
		jobs.map(async ({ name }) => {
			const job = project.jobs.get(name);
			// One that was never right has nothing to be run.
			if (job === undefined) return [];
			const run = runner.running.find(({ request }) => {
				return request.kind === 'job' && request.folder === folder && request.job === name;
			});
			const lenses = jobLenses({
				run: run?.id,
				last: await lastResult(project, job, (connection) => stored.get(connection)),
				timing: await timingOf(project, job, (connection) => stored.get(connection), now),
				canRun: isLocal && vscode.workspace.isTrusted,
				isScheduled: getSetting('freehold.jobs.runOnSchedule', file),
			});
			return lenses.map((lens) => commandOf(lens, { folder, job: name }, now));
		}),
	);
}

function commandOf(lens: JobLens, ref: JobRef, now: number): vscode.Command {
	switch (lens.kind) {
		case 'run':
			return asCommand('freehold.run', vscode.l10n.t('Run'), ref);
		case 'running':
			return asCommand('freehold.cancel', vscode.l10n.t('Running: cancel'), { run: lens.run });
		case 'preview':
			return asCommand('freehold.grid.open', vscode.l10n.t('Preview'), ref);
		case 'next':
			return text(vscode.l10n.t('Next run {0}', inMinutesText(vscode.l10n, lens.at, now)));
		case 'due':
			return text(vscode.l10n.t('Due now'));
		case 'last':
			return text(lastText(lens.result, now));
	}
}

/** What went wrong comes with the dataset that it went wrong with. */
function lastText({ at, outcome, dataset }: LastResult, now: number): string {
	const last = vscode.l10n.t('Last run {0}', agoText(vscode.l10n, at, now));
	if (outcome === 'done') return last;
	return `${last}: ${outcomeText(vscode.l10n, outcome)}${dataset === undefined ? '' : ` (${dataset})`}`;
}

/** A lens without a command is text. */
function text(title: string): vscode.Command {
	return { command: '', title };
}
