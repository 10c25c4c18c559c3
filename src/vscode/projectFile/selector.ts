/** Which documents are a freehold.yaml. Loaded with activation, so it knows nothing of core. */
import * as vscode from 'vscode';

export const SELECTOR: vscode.DocumentFilter = { language: 'yaml', pattern: '**/freehold.yaml' };

/** Old versions that a comparison shows are documents too; nobody mends those. */
export function isProjectFile(document: vscode.TextDocument): boolean {
	const { scheme } = document.uri;
	const folders = vscode.workspace.workspaceFolders ?? [];
	const isEdited = scheme === 'file' || folders.some(({ uri }) => uri.scheme === scheme);
	return isEdited && vscode.languages.match(SELECTOR, document) > 0;
}
