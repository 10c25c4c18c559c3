/** Places in a freehold.yaml, and the project that it belongs to. */
import * as vscode from 'vscode';
import { PROJECT_FILE } from '../../core/project/parseProject.ts';
import type { Range } from '../../core/project/problems.ts';

/** URI of the workspace folder whose project this is, as refs name it; `undefined` for a file deeper down. */
export function folderOf({ uri }: vscode.TextDocument): string | undefined {
	const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
	if (folder === undefined) return undefined;
	return vscode.Uri.joinPath(folder, PROJECT_FILE).toString() === uri.toString() ? folder.toString() : undefined;
}

export function rangeIn(document: vscode.TextDocument, [from, to]: Range): vscode.Range {
	return new vscode.Range(document.positionAt(from), document.positionAt(to));
}
