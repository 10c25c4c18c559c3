/** Adds a connection to freehold.yaml, or begins a freehold.yaml with one; then asks for its secrets. */
import * as vscode from 'vscode';
import { parseDocument } from 'yaml';
import { FreeholdError } from '../../core/errors.ts';
import { newProjectText } from '../../core/project/newProject.ts';
import type { NewConnection } from '../../core/project/newConnection.ts';
import type { Freehold } from '../freehold.ts';
import type { ProjectState } from '../projects/projects.ts';
import { writeProject } from '../projects/writeProject.ts';
import { describeConnection } from './describeConnection.ts';
import { setCredentials } from './setCredentials.ts';

export async function createProject(freehold: Freehold): Promise<void> {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	if (folder === undefined) {
		await vscode.commands.executeCommand('freehold.openFolder');
		return;
	}
	const connection = await describeConnection(new Set());
	if (connection === undefined) return;
	const file = await writeProject(folder.uri, newProjectText([connection]), 'new');
	await finish(freehold, folder.uri.toString(), connection, file);
}

export async function addConnection(freehold: Freehold): Promise<void> {
	const { all } = await freehold.projects();
	const [state] = all;
	if (state === undefined) return createProject(freehold);
	const target = all.length === 1 ? state : await askProject(all);
	if (target === undefined) return;
	const connection = await describeConnection(new Set(target.project?.connections.keys()));
	if (connection === undefined) return;
	await insert(target, connection);
	await finish(freehold, target.folder, connection, target.file);
}

async function askProject(all: readonly ProjectState[]): Promise<ProjectState | undefined> {
	const choices = all.map((state) => ({ label: state.name, state }));
	const placeHolder = vscode.l10n.t('Which folder gets the connection?');
	return (await vscode.window.showQuickPick(choices, { placeHolder }))?.state;
}

/** Comments and order of the file stay. */
async function insert({ file }: ProjectState, connection: NewConnection): Promise<void> {
	const document = await vscode.workspace.openTextDocument(file);
	const text = document.getText();
	const yaml = parseDocument(text);
	if (yaml.errors.length > 0) {
		throw new FreeholdError('configuration', {
			what: 'The connection was not added',
			why: 'freehold.yaml has mistakes',
			next: 'Mend the file and try again',
		});
	}
	const { name, ...settings } = connection;
	yaml.setIn(['connections', name], yaml.createNode(settings));
	const edit = new vscode.WorkspaceEdit();
	edit.replace(file, new vscode.Range(document.positionAt(0), document.positionAt(text.length)), String(yaml));
	await vscode.workspace.applyEdit(edit);
	await document.save();
}

async function finish(freehold: Freehold, folder: string, { name }: NewConnection, file: vscode.Uri): Promise<void> {
	await (await freehold.projects()).refresh();
	await vscode.window.showTextDocument(file, { preview: true });
	await setCredentials(freehold, { folder, connection: name });
}
