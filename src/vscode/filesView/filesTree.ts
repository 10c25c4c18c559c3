/** The Requests & Filters view: looks through the workspace once and follows it from then on. */
import * as vscode from 'vscode';
import { NodeTree } from '../views/nodeTree.ts';
import type { ViewNode } from '../views/rowModel.ts';
import { FILES_PATTERN, fileNodes } from './fileRows.ts';
import type { WorkspaceFile } from './fileRows.ts';

/** A workspace with more of them is one that was not meant. */
const MOST_FILES = 2000;

export class FilesTree extends NodeTree {
	/** As last looked through; forgotten when one has come or gone. */
	#files: Promise<readonly WorkspaceFile[]> | undefined;

	constructor() {
		super();
		const anew = (): void => {
			this.#files = undefined;
			void this.update();
		};
		const watcher = vscode.workspace.createFileSystemWatcher(FILES_PATTERN, false, true, false);
		this.own(
			watcher,
			watcher.onDidCreate(anew),
			watcher.onDidDelete(anew),
			vscode.workspace.onDidChangeWorkspaceFolders(anew),
		);
	}

	protected override async load(): Promise<readonly ViewNode[]> {
		return fileNodes(vscode.l10n, await (this.#files ??= find()));
	}
}

/** What the editor's settings hide is hidden here too. */
async function find(): Promise<readonly WorkspaceFile[]> {
	const found = await vscode.workspace.findFiles(FILES_PATTERN, undefined, MOST_FILES);
	const several = (vscode.workspace.workspaceFolders ?? []).length > 1;
	return found.map((uri) => ({
		uri: uri.toString(),
		path: vscode.workspace.asRelativePath(uri, false),
		folder: several ? vscode.workspace.getWorkspaceFolder(uri)?.name : undefined,
	}));
}
