/** Gives the editor a task for each declared job. It runs in this window's job runner, like any other run. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import { PROBLEM_MATCHER, TASK_TYPE } from '../ids.ts';
import { JobTerminal } from './jobTerminal.ts';

interface JobTask extends vscode.TaskDefinition {
	readonly type: typeof TASK_TYPE;
	readonly job: string;
}

export async function jobTasks(freehold: Freehold): Promise<vscode.Task[]> {
	const { all } = await freehold.projects();
	return all.flatMap(({ folder, project }) => {
		const place = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(folder));
		if (place === undefined) return [];
		const names = [...(project?.jobs.keys() ?? [])];
		return names.map((job) => taskOf(freehold, place, { type: TASK_TYPE, job }));
	});
}

/** One of tasks.json: its definition is kept as it is, because the editor knows it by that. */
export async function resolvedTask(
	freehold: Freehold,
	{ definition, scope }: vscode.Task,
): Promise<vscode.Task | undefined> {
	const { job } = definition as Partial<JobTask>;
	if (typeof job !== 'string') return undefined;
	const isFolder = typeof scope === 'object';
	const { all } = await freehold.projects();
	const holder = isFolder ? scope.uri.toString() : all.find(({ project }) => project?.jobs.has(job))?.folder;
	const place = holder === undefined ? undefined : vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(holder));
	return place === undefined ? undefined : taskOf(freehold, place, definition as JobTask);
}

function taskOf(freehold: Freehold, place: vscode.WorkspaceFolder, definition: JobTask): vscode.Task {
	const request = { kind: 'job', folder: place.uri.toString(), job: definition.job } as const;
	const execution = new vscode.CustomExecution(() => Promise.resolve(new JobTerminal(freehold, request)));
	const task = new vscode.Task(definition, place, definition.job, 'Freehold', execution, PROBLEM_MATCHER);
	task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent };
	return task;
}
