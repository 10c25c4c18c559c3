/** Writes base, theirs and yours into the body of the request that met a conflict: sent again, it is about their version. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../../core/errors.ts';
import type { EntityConflict } from '../../../core/sources/reapit/entities/writeErrors.ts';
import { markRequest } from '../../../core/requests/write/markRequest.ts';
import { rangeOf } from '../../filter/documents.ts';
import type { RunWish } from '../run/requestRuns.ts';
import type { ShownConflicts } from './shownConflicts.ts';

/** @throws FreeholdError where the editor does not let it be written */
export async function showConflict(
	{ uri, document: requests, block }: RunWish,
	conflict: EntityConflict,
	shown: ShownConflicts,
): Promise<void> {
	const document = await vscode.workspace.openTextDocument(uri);
	// What was typed meanwhile is the user's; sent again, it meets the conflict again.
	if (document.getText() !== requests.text) return;
	const marked = markRequest(requests, block, conflict.collisions);
	if (marked === undefined) return;
	const range = rangeOf(document, marked);
	const edit = new vscode.WorkspaceEdit();
	edit.replace(uri, range, marked.text);
	if (!(await vscode.workspace.applyEdit(edit))) throw notMarked(uri, conflict);
	shown.add(uri, { conflict, before: requests.text, marked: document.getText() });
	const editor = await vscode.window.showTextDocument(document);
	const at = document.positionAt(document.getText().indexOf('<<<<<<< ', marked.start));
	editor.selection = new vscode.Selection(at, at);
	editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function notMarked(uri: vscode.Uri, conflict: EntityConflict): FreeholdError {
	return new FreeholdError('conflict', {
		what: vscode.l10n.t('The conflict could not be written into {0}', vscode.workspace.asRelativePath(uri)),
		why: `${vscode.l10n.t('the editor refused the change')}. ${conflict.why}`,
		next: vscode.l10n.t('Send it again: it meets the conflict again, and nothing is overwritten'),
		cause: conflict,
	});
}
