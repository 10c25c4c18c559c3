/** Opens a file where it is best looked at: tables in the grid, all else in VS Code's own editors. */
import * as vscode from 'vscode';
import { TABLE_EDITOR } from '../ids.ts';

/** As the manifest declares them for the editor of tables. */
const TABLES = /\.(?:csv|tsv|ndjson|jsonl|parquet|xls|xlsx)$/i;

export function openFile(uri: vscode.Uri): Thenable<unknown> {
	return TABLES.test(uri.path)
		? vscode.commands.executeCommand('vscode.openWith', uri, TABLE_EDITOR)
		: vscode.commands.executeCommand('vscode.open', uri);
}
