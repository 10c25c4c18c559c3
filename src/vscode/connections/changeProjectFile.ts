/** Changes a freehold.yaml in the editor: as little of it as possible, so that undo, cursor and comments stay as they are. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';

/** @throws FreeholdError what the change throws; `readOnly` where the file does not take it */
export async function changeProjectFile(file: vscode.Uri, change: (text: string) => string): Promise<void> {
	const document = await vscode.workspace.openTextDocument(file);
	const before = document.getText();
	const after = change(before);
	if (after === before) return;
	const { from, to, text } = difference(before, after);
	const edit = new vscode.WorkspaceEdit();
	edit.replace(file, new vscode.Range(document.positionAt(from), document.positionAt(to)), text);
	const isDone = (await vscode.workspace.applyEdit(edit)) && (await document.save());
	if (isDone) return;
	throw new FreeholdError('readOnly', {
		what: 'freehold.yaml was not changed',
		why: 'the editor could not write it',
		next: 'Check that the file may be written to, and try again',
	});
}

interface Difference {
	readonly from: number;
	readonly to: number;
	readonly text: string;
}

function difference(before: string, after: string): Difference {
	const most = Math.min(before.length, after.length);
	let from = 0;
	while (from < most && before[from] === after[from]) from++;
	let same = 0;
	while (same < most - from && before.at(-1 - same) === after.at(-1 - same)) same++;
	return { from, to: before.length - same, text: after.slice(from, after.length - same) };
}
