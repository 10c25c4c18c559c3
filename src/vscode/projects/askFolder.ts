/** Which folder is meant: the only one, or the one that the user chooses. */
import * as vscode from 'vscode';
import { runCommand } from '../doors/commands.ts';
import type { ProjectState } from './projects.ts';

/** @returns `undefined` where the user thought better of it, or has no folder open yet and is asked to open one */
export async function askFolder(): Promise<vscode.WorkspaceFolder | undefined> {
	const folders = vscode.workspace.workspaceFolders ?? [];
	if (folders.length === 0) await runCommand('freehold.openFolder');
	return folders.length <= 1 ? folders[0] : vscode.window.showWorkspaceFolderPick();
}

/** Of folders that have a freehold.yaml. */
export async function askProject(all: readonly ProjectState[], question: string): Promise<ProjectState | undefined> {
	if (all.length <= 1) return all[0];
	const choices = all.map((state) => ({ label: state.name, state }));
	return (await vscode.window.showQuickPick(choices, { placeHolder: question }))?.state;
}
