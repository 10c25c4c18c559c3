/** Writes `-- @connection agency` at the head of the file, in the place of what it said before. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import { isSqlDocument } from './selectors.ts';
import { rangeOf, sqlIn } from './sqlDocuments.ts';
import { askSqlConnection } from './sqlTargets.ts';

export async function chooseConnection(freehold: Freehold): Promise<void> {
	const document = vscode.window.activeTextEditor?.document;
	if (document === undefined || !isSqlDocument(document)) return;
	const chosen = await askSqlConnection(freehold, document.uri);
	if (chosen === undefined) return;
	const directive = sqlIn(document).directives.findLast(({ name }) => name === 'connection');
	const edit = new vscode.WorkspaceEdit();
	const line = `-- @connection ${chosen.connection}`;
	if (directive !== undefined) edit.replace(document.uri, rangeOf(document, directive), line);
	else edit.insert(document.uri, new vscode.Position(0, 0), `${line}\n`);
	await vscode.workspace.applyEdit(edit);
}
