/** The Requests & Filters view: looks through the workspace once and follows it from then on. */
import * as vscode from 'vscode';
import { NodeTree } from '../views/nodeTree.ts';
import type { ViewNode } from '../views/rowModel.ts';
import type { Freehold } from '../freehold.ts';
import type { Projects } from '../projects/projects.ts';
import { FILES_PATTERN, fileNodes } from './fileRows.ts';
import type { WorkspaceFile } from './fileRows.ts';
import { folderFiles } from './folderFiles.ts';

export class FilesTree extends NodeTree {
	readonly #projects: Projects;
	/** As last looked through; forgotten when one has come or gone. */
	#files: Promise<readonly WorkspaceFile[]> | undefined;

	static async open(freehold: Freehold): Promise<FilesTree> {
		return new FilesTree(await freehold.projects());
	}

	constructor(projects: Projects) {
		super();
		this.#projects = projects;
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
		return fileNodes(vscode.l10n, await (this.#files ??= find(this.#projects)));
	}
}

async function find(projects: Projects): Promise<readonly WorkspaceFile[]> {
	const folders = vscode.workspace.workspaceFolders ?? [];
	const found = await Promise.all(
		folders.map(async (folder) => {
			const told = folders.length > 1 ? folder.name : undefined;
			const paths = await folderFiles(projects, folder);
			return paths.map((path) => ({ uri: vscode.Uri.joinPath(folder.uri, path).toString(), path, folder: told }));
		}),
	);
	return found.flat();
}
