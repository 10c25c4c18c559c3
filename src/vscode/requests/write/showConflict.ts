/** Writes base, theirs and yours into the body of the request that met a conflict: sent again, it is about their version. */
import * as vscode from 'vscode';
import type { EntityConflict } from '../../../core/sources/reapit/entities/writeErrors.ts';
import { markRequest } from '../../../core/requests/write/markRequest.ts';
import { rangeOf } from '../../filter/documents.ts';
import type { RunWish } from '../run/requestRuns.ts';

export async function showConflict(
	{ uri, document: requests, block }: RunWish,
	{ collisions }: EntityConflict,
): Promise<void> {
	const document = await vscode.workspace.openTextDocument(uri);
	// What was typed meanwhile is the user's; the message tells what has to be looked at.
	if (document.getText() !== requests.text) return;
	const marked = markRequest(requests, block, collisions);
	if (marked === undefined) return;
	const range = rangeOf(document, marked);
	const edit = new vscode.WorkspaceEdit();
	edit.replace(uri, range, marked.text);
	await vscode.workspace.applyEdit(edit);
	const editor = await vscode.window.showTextDocument(document);
	const at = document.positionAt(document.getText().indexOf('<<<<<<< ', marked.start));
	editor.selection = new vscode.Selection(at, at);
	editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
