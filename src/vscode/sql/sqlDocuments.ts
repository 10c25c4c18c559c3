/** Documents of SQL as core reads them, once for each version; and places in them, both ways. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { readSqlFile, statementAt } from '../../core/sqlText/statements.ts';
import type { SqlFile, SqlStatement } from '../../core/sqlText/statements.ts';
import type { Span } from '../../core/sqlText/tokens.ts';
import type { PlaceRef } from '../refs.ts';
import { isSqlDocument } from './selectors.ts';

const read = new WeakMap<vscode.TextDocument, { readonly version: number; readonly file: SqlFile }>();

export function sqlIn(document: vscode.TextDocument): SqlFile {
	const known = read.get(document);
	if (known?.version === document.version) return known.file;
	const file = readSqlFile(document.getText());
	read.set(document, { version: document.version, file });
	return file;
}

export function rangeOf(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
	return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export interface ChosenStatement {
	readonly document: vscode.TextDocument;
	readonly file: SqlFile;
	readonly statement: SqlStatement;
}

/**
 * The statement that a command is used on: of a lens, or at the cursor.
 *
 * @throws FreeholdError `usage` where there is none
 */
export async function chosenStatement(ref: PlaceRef | undefined): Promise<ChosenStatement> {
	const editor = vscode.window.activeTextEditor;
	const document =
		ref === undefined ? editor?.document : await vscode.workspace.openTextDocument(vscode.Uri.parse(ref.file));
	const offset = ref?.offset ?? (editor === undefined ? 0 : editor.document.offsetAt(editor.selection.active));
	if (document !== undefined && isSqlDocument(document)) {
		const file = sqlIn(document);
		const statement = statementAt(file, offset);
		if (statement !== undefined) return { document, file, statement };
	}
	throw new FreeholdError('usage', {
		what: vscode.l10n.t('There is no statement'),
		why: vscode.l10n.t('the editor shows no SQL file, or an empty one'),
		next: vscode.l10n.t('Open a .freehold.sql file, or begin one: Freehold: New SQL Query'),
	});
}
