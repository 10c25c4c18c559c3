/** Opens freehold.yaml, at the connection or job of a row. */
import * as vscode from 'vscode';
import { runCommand } from '../doors/commands.ts';
import type { Freehold } from '../freehold.ts';
import { isJobRef } from '../refs.ts';
import type { ConnectionRef, JobRef } from '../refs.ts';

export async function openProject(freehold: Freehold, ref: ConnectionRef | JobRef | undefined): Promise<void> {
	const projects = await freehold.projects();
	const state = ref === undefined ? projects.all[0] : projects.of(ref.folder);
	if (state === undefined) {
		await runCommand('freehold.init');
		return;
	}
	const document = await vscode.workspace.openTextDocument(state.file);
	const editor = await vscode.window.showTextDocument(document);
	if (ref === undefined) return;
	const name = isJobRef(ref) ? ref.job : ref.connection;
	const line = document
		.getText()
		.split(/\r?\n/)
		.findIndex((text) => /^\s+/.test(text) && text.trimStart().startsWith(`${name}:`));
	if (line === -1) return;
	const at = new vscode.Position(line, 0);
	editor.selection = new vscode.Selection(at, at);
	editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
