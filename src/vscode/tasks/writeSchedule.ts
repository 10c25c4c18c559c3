/** Writes a schedule for the command line: a cron line, or a CI workflow. Secrets stand in it by name only. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { cronText, secretVariables, workflowText } from '../../core/project/scheduleText.ts';
import type { Project } from '../../core/project/project.ts';
import type { Freehold } from '../freehold.ts';
import type { ProjectState } from '../projects/projects.ts';
import type { JobRef } from '../refs.ts';

export async function writeSchedule(freehold: Freehold, ref: JobRef | undefined): Promise<void> {
	const state = await askProject(freehold, ref);
	if (state === undefined) return;
	const { project } = state;
	if (project === undefined || [...project.jobs.values()].every(({ everyMs }) => everyMs === undefined)) {
		throw nothingScheduled();
	}
	const way = await askWay();
	if (way === undefined || !(await write(way, state, project))) return;
	void (await freehold.messages()).scheduleWritten(secretVariables(project));
}

type Way = 'document' | 'clipboard' | 'workflow';

async function askWay(): Promise<Way | undefined> {
	const choices: (vscode.QuickPickItem & { readonly way: Way })[] = [
		{ label: vscode.l10n.t('Line for cron, in a new document'), way: 'document' },
		{ label: vscode.l10n.t('Line for cron, to the clipboard'), way: 'clipboard' },
		{ label: vscode.l10n.t('Workflow for CI'), description: WORKFLOW.join('/'), way: 'workflow' },
	];
	const placeHolder = vscode.l10n.t('Who is to run the jobs while the editor is closed?');
	return (await vscode.window.showQuickPick(choices, { placeHolder }))?.way;
}

const WORKFLOW = ['.github', 'workflows', 'freehold.yml'] as const;

/** @returns whether it was */
async function write(way: Way, state: ProjectState, project: Project): Promise<boolean> {
	switch (way) {
		case 'document': {
			const document = await vscode.workspace.openTextDocument({ content: cronText(project), language: 'shellscript' });
			await vscode.window.showTextDocument(document);
			return true;
		}
		case 'clipboard':
			await vscode.env.clipboard.writeText(cronText(project));
			return true;
		case 'workflow':
			return writeWorkflow(vscode.Uri.joinPath(vscode.Uri.parse(state.folder), ...WORKFLOW), workflowText(project));
	}
}

/** What is there is shown, and not written over. */
async function writeWorkflow(file: vscode.Uri, text: string): Promise<boolean> {
	const isThere = await vscode.workspace.fs.stat(file).then(
		() => true,
		() => false,
	);
	if (!isThere) await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
	await vscode.window.showTextDocument(file);
	return !isThere;
}

async function askProject(freehold: Freehold, ref: JobRef | undefined): Promise<ProjectState | undefined> {
	const projects = await freehold.projects();
	if (ref !== undefined) return projects.of(ref.folder);
	const [first] = projects.all;
	if (first === undefined) throw nothingScheduled();
	if (projects.all.length === 1) return first;
	const choices = projects.all.map((state) => ({ label: state.name, state }));
	const placeHolder = vscode.l10n.t('The jobs of which folder?');
	return (await vscode.window.showQuickPick(choices, { placeHolder }))?.state;
}

function nothingScheduled(): FreeholdError {
	return new FreeholdError('configuration', {
		what: 'There is nothing to schedule',
		why: 'no job of freehold.yaml says how often it is to be run',
		next: "Give a job a line such as 'every: 1h'",
	});
}
