/** Opens SQL in an editor of its own. */
import * as vscode from 'vscode';
import { SQL_LANGUAGE } from './selectors.ts';

export async function showSql(content: string): Promise<vscode.TextEditor> {
	const document = await vscode.workspace.openTextDocument({ language: SQL_LANGUAGE, content });
	return vscode.window.showTextDocument(document);
}
