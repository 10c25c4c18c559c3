/** Which documents are request files, whoever's language they are in. Loaded with activation, so it knows nothing of core. */
import * as vscode from 'vscode';
import type { FileRef } from '../refs.ts';

export const REQUEST_FILES: vscode.DocumentFilter = { pattern: '**/*.{http,rest}' };

/** Old versions that a comparison shows are documents too; nobody mends those. */
export function isRequestFile(document: vscode.TextDocument): boolean {
	return document.uri.scheme !== 'git' && vscode.languages.match(REQUEST_FILES, document) > 0;
}

/** The one in the editor. */
export function openRequestFile(): FileRef | undefined {
	const document = vscode.window.activeTextEditor?.document;
	return document !== undefined && isRequestFile(document) ? { file: document.uri.toString() } : undefined;
}
