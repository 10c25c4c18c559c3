/** The Requests & Filters view: looks through the workspace once and follows it from then on. */
import * as vscode from 'vscode';
import { NodeTree } from '../views/nodeTree.ts';
import type { ViewNode } from '../views/rowModel.ts';
import type { Freehold } from '../freehold.ts';
import type { Projects } from '../projects/projects.ts';
import { FILES_PATTERN, fileNodes, kindOf } from './fileRows.ts';
import type { WorkspaceFile } from './fileRows.ts';
import { isToolFolder, walkFolder } from './walkFolder.ts';
import type { Entry } from './walkFolder.ts';

/** A workspace with more of them is one that was not meant. */
const MOST_FOLDERS = 5000;

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

/** Through the editor's own file system: the folder may be on another machine, or on none. */
async function find({ all: projects }: Projects): Promise<readonly WorkspaceFile[]> {
	const folders = vscode.workspace.workspaceFolders ?? [];
	const found = await Promise.all(
		folders.map(async ({ uri, name }) => {
			const data = projects.find(({ folder }) => folder === uri.toString())?.project?.dataFolder;
			const paths = await walkFolder({
				list: (path) => entriesOf(vscode.Uri.joinPath(uri, path)),
				isWanted: (path) => kindOf(path) !== undefined,
				isLeftOut: (path, folder) => isToolFolder(folder) || vscode.Uri.joinPath(uri, path).fsPath === data,
				mostFolders: MOST_FOLDERS,
			});
			const told = folders.length > 1 ? name : undefined;
			return paths.map((path) => ({ uri: vscode.Uri.joinPath(uri, path).toString(), path, folder: told }));
		}),
	);
	return found.flat();
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
