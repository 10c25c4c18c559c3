/** The Jobs view, the status bar and the tasks, as VS Code is given them. Runs after the sandbox has filled the workspace. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ViewNode } from '../../src/vscode/views/rowModel.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const jobsViewTests = new HostTests();
const test = jobsViewTests.test.bind(jobsViewTests);

const uri = (): string => vscode.Uri.file(folder()).toString();

async function rows(): Promise<readonly ViewNode[]> {
	const tree = await freehold().jobsView();
	await tree.update();
	return tree.children(undefined);
}

async function rowOf(label: string): Promise<ViewNode> {
	const found = (await rows()).find(({ row }) => row.label === label);
	assert.ok(found, `there is no row ${label}`);
	return found;
}

test('declared jobs have rows with schedule, age and next run', async () => {
	const { row, ref } = await rowOf('listings');
	assert.match(row.description, /^every 1 h · (just now|\d+ min ago) · next in/);
	assert.deepEqual(ref, { folder: uri(), job: 'listings' });
	const tree = await freehold().jobsView();
	const item = tree.row({ row });
	assert.equal(item.contextValue, 'job.replicate');
	assert.ok(item.accessibilityInformation?.label.startsWith('listings, every 1 h'));
	assert.match((await tree.tooltip({ row }))?.value ?? '', /mls\/Property/);
});

test('freehold.yaml opens at a job, also where a connection has its name', async () => {
	const lineOf = async (ref: object): Promise<number> => {
		await vscode.commands.executeCommand('freehold.openProject', ref);
		const editor = vscode.window.activeTextEditor;
		assert.match(editor?.document.uri.path ?? '', /freehold\.yaml$/);
		const line = editor?.selection.active.line ?? -1;
		assert.match(editor?.document.lineAt(line).text ?? '', /^\s+agency:/);
		return line;
	};
	const connection = await lineOf({ folder: uri(), connection: 'agency' });
	assert.ok((await lineOf({ folder: uri(), job: 'agency' })) > connection);
	await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
});

test('a job of several datasets has them below it, to be run and compared one by one', async () => {
	const { children = [] } = await rowOf('listings');
	assert.deepEqual(
		children.map(({ row }) => row.label),
		['mls/Property', 'mls/Member', 'mls/Office'],
	);
	const [property] = children;
	assert.match(property?.row.description ?? '', /^(just now|\d+ min ago)$/);
	assert.deepEqual(property?.ref, { folder: uri(), connection: 'mls', dataset: 'Property' });
});

test('a running job shows it in its row, and can be cancelled there', async () => {
	const jobs = await freehold().jobs();
	const { end } = jobs.start({ kind: 'job', folder: uri(), job: 'listings' });
	const running = await rowOf('listings');
	assert.match(running.row.context, /running$/);
	await vscode.commands.executeCommand('freehold.cancel', running);
	assert.equal((await end).isCancelled, true);
	assert.doesNotMatch((await rowOf('listings')).row.context, /running/);
});

test('a run that no job stands for has a row while it goes on', async () => {
	const jobs = await freehold().jobs();
	const { end } = jobs.start({ kind: 'replicate', folder: uri(), targets: ['mls/Office'], mode: 'auto' });
	assert.equal((await rowOf('mls/Office')).row.context, 'run.running');
	await end;
	assert.ok(!(await rows()).some(({ row }) => row.label === 'mls/Office'));
});

test('each declared job is a task; running it prints what the command line prints, and ends with its code', async () => {
	const tasks = await vscode.tasks.fetchTasks({ type: 'freehold' });
	assert.deepEqual(tasks.map(({ name }) => name).sort(), ['agency', 'files', 'listings', 'people', 'sales']);
	const task = tasks.find(({ name }) => name === 'people');
	assert.ok(task);
	const ended = new Promise<number | undefined>((resolve) => {
		const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
			if (execution.task.name !== 'people') return;
			listening.dispose();
			resolve(exitCode);
		});
	});
	await vscode.tasks.executeTask(task);
	assert.equal(await ended, 0);
});

test('the schedule starts nothing that is not due', async () => {
	const { Schedule } = await import('../../src/vscode/jobs/schedule.ts');
	const schedule = new Schedule(freehold());
	assert.deepEqual(await schedule.look(), []);
	schedule.dispose();
});

test('Show Jobs brings the view up and forgets what failed unseen', async () => {
	const { failures } = freehold();
	failures.note({ title: 'listings', severity: 'error', why: 'refused' });
	await vscode.commands.executeCommand('freehold.showJobs');
	await until('nothing is unseen', () => failures.all.length === 0);
});
