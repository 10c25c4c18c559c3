/** Opens freehold.yaml, at the connection or job of a row. */
import * as vscode from 'vscode';
import { runCommand } from '../doors/commands.ts';
import type { Freehold } from '../freehold.ts';
import { rangeIn } from '../projectFile/documents.ts';
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
	const place = await placeOf(document, ref);
	if (place === undefined) return;
	editor.selection = new vscode.Selection(place.start, place.start);
	editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** A job may be called as a connection is. */
async function placeOf(document: vscode.TextDocument, ref: ConnectionRef | JobRef): Promise<vscode.Range | undefined> {
	const { outlineOf } = await import('../../core/project/language/outline.ts');
	const { connections, jobs } = outlineOf(document.getText());
	const found = isJobRef(ref)
		? jobs.find(({ name }) => name === ref.job)
		: connections.find(({ name }) => name === ref.connection);
	return found === undefined ? undefined : rangeIn(document, found.nameRange);
}
