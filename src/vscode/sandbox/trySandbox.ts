/** From an empty folder to filled sources: simulators on, freehold.yaml written, fake secrets stored, jobs run. */
import * as vscode from 'vscode';
import { newProjectText } from '../../core/project/newProject.ts';
import { PROJECT_FILE } from '../../core/project/parseProject.ts';
import type { Project } from '../../core/project/project.ts';
import { runCommand } from '../doors/commands.ts';
import type { Freehold } from '../freehold.ts';
import { VIEWS } from '../ids.ts';
import { askFolder } from '../projects/askFolder.ts';
import { writeProject } from '../projects/writeProject.ts';
import { SANDBOX_PORT } from './sandboxHost.ts';
import { sandboxConnections } from './sandboxProject.ts';

export async function trySandbox(freehold: Freehold): Promise<void> {
	const folder = await chosenFolder();
	if (folder === undefined) return;
	await vscode.commands.executeCommand(`${VIEWS.sources}.focus`);
	const title = vscode.l10n.t('Sandbox: filling your workspace');
	await vscode.window.withProgress({ location: { viewId: VIEWS.sources }, title }, () => fill(freehold, folder.uri));
}

/** @returns `undefined` where the user thought better of it, or has no folder open yet */
async function chosenFolder(): Promise<vscode.WorkspaceFolder | undefined> {
	const folder = await askFolder();
	if (folder === undefined) return undefined;
	return (await mayWrite(vscode.Uri.joinPath(folder.uri, PROJECT_FILE))) ? folder : undefined;
}

/** A freehold.yaml that is there is somebody's work. */
async function mayWrite(file: vscode.Uri): Promise<boolean> {
	try {
		await vscode.workspace.fs.stat(file);
	} catch (error) {
		if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return true;
		throw error;
	}
	const replace = vscode.l10n.t('Replace');
	const detail = vscode.l10n.t('Its connections and jobs are replaced by those of the sandbox.');
	const question = vscode.l10n.t('This folder already has a freehold.yaml. Replace it?');
	return (await vscode.window.showWarningMessage(question, { modal: true, detail }, replace)) === replace;
}

async function fill(freehold: Freehold, folder: vscode.Uri): Promise<void> {
	const [sandbox, network, projects, jobs] = await Promise.all([
		freehold.sandbox(),
		freehold.network(),
		freehold.projects(),
		freehold.jobs(),
	]);
	const parts = await sandbox.start(freehold.storage.ofWorkspace('sandboxPort') ?? SANDBOX_PORT);
	const connections = sandboxConnections(parts);
	await writeProject(folder, newProjectText(connections.map(({ connection }) => connection)), 'replace');
	await projects.refresh();
	const project = projects.of(folder.toString())?.project;
	if (project === undefined) throw new Error('The freehold.yaml of the sandbox has mistakes');
	for (const { connection, secrets } of connections) {
		const declared = project.connections.get(connection.name);
		const ref = { folder: folder.toString(), connection: connection.name };
		if (declared !== undefined) await network.secrets.store(ref, declared, secrets);
	}
	const ends = [...project.jobs.keys()].map((job) => jobs.start({ kind: 'job', folder: folder.toString(), job }));
	const failed = (await Promise.all(ends.map(({ end }) => end))).find(
		({ error, results }) => error !== undefined || results.some((result) => result.error !== undefined),
	);
	const messages = await freehold.messages();
	if (failed !== undefined) {
		const error: unknown = failed.error ?? failed.results.find((result) => result.error !== undefined)?.error;
		void messages.failed(error, () => runCommand('freehold.sandbox.try'));
		return;
	}
	void messages.sandboxFilled(await storedRows(freehold, folder.toString(), project));
}

async function storedRows(freehold: Freehold, folder: string, project: Project): Promise<number> {
	const [replicas, projects] = await Promise.all([freehold.replicas(), freehold.projects()]);
	const state = projects.of(folder);
	if (state === undefined) return 0;
	let rows = 0;
	for (const connection of project.connections.keys()) {
		const { datasets } = await replicas.read({ folder, connection }, state, 'fresh');
		rows += datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
	}
	return rows;
}
