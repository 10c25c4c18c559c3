/** Files of a workspace folder that Freehold works with. */
import * as vscode from 'vscode';
import type { Projects } from '../projects/projects.ts';
import { kindOf } from './fileRows.ts';
import { isToolFolder, walkFolder } from './walkFolder.ts';
import type { Entry } from './walkFolder.ts';

/** A workspace with more of them is one that was not meant. */
const MOST_FOLDERS = 5000;

/**
 * Through the editor's own file system: the folder may be on another machine, or on none.
 *
 * @returns paths within the folder, with `/`
 */
export function folderFiles({ all: projects }: Projects, { uri }: vscode.WorkspaceFolder): Promise<readonly string[]> {
	const data = projects.find(({ folder }) => folder === uri.toString())?.project?.dataFolder;
	return walkFolder({
		list: (path) => entriesOf(vscode.Uri.joinPath(uri, path)),
		isWanted: (path) => kindOf(path) !== undefined,
		isLeftOut: (path, folder) => isToolFolder(folder) || vscode.Uri.joinPath(uri, path).fsPath === data,
		mostFolders: MOST_FOLDERS,
	});
}

/** A folder that may not be read, or has gone meanwhile, holds nothing to be shown. */
async function entriesOf(folder: vscode.Uri): Promise<readonly Entry[]> {
	try {
		const entries = await vscode.workspace.fs.readDirectory(folder);
		// A link may lead anywhere, and round in circles.
		return entries.map(([name, type]) => ({ name, isFolder: type === vscode.FileType.Directory }));
	} catch (error) {
		if (error instanceof vscode.FileSystemError) return [];
		throw error;
	}
}
