/** The workspace's folders that hold a freehold.yaml: parsed, watched, with everything that is wrong with them. */
import * as vscode from 'vscode';
import { PROJECT_FILE, parseProject } from '../../core/project/parseProject.ts';
import type { Connection, Problem, Project } from '../../core/project/project.ts';
import type { Ending } from '../feature.ts';
import type { ConnectionRef } from '../refs.ts';

export interface ProjectState {
	/** URI of the workspace folder, as refs name it. */
	readonly folder: string;
	readonly name: string;
	readonly file: vscode.Uri;
	/** As it was last without mistakes. */
	readonly project: Project | undefined;
	readonly problems: readonly Problem[];
	/** Whether it lies on a disk where replicas can be kept. */
	readonly isLocal: boolean;
}

export class Projects implements Disposable {
	readonly #changed = new vscode.EventEmitter<undefined>();
	readonly #disposables: Ending[] = [this.#changed];
	readonly #watchers = new Map<string, vscode.Disposable>();
	readonly #states = new Map<string, ProjectState>();
	/** Folders are read one after another, so that the last reading of a file is its newest. */
	#reading: Promise<void> = Promise.resolve();

	readonly onDidChange = this.#changed.event;

	static async open(): Promise<Projects> {
		const projects = new Projects();
		await projects.#watch();
		return projects;
	}

	/** In the order of the folders. */
	get all(): readonly ProjectState[] {
		return (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => this.#states.get(uri.toString()) ?? []);
	}

	of(folder: string): ProjectState | undefined {
		return this.#states.get(folder);
	}

	connection(ref: ConnectionRef): Connection | undefined {
		return this.of(ref.folder)?.project?.connections.get(ref.connection);
	}

	/** Reads everything anew. */
	refresh(): Promise<void> {
		const next = this.#reading.then(async () => {
			for (const folder of vscode.workspace.workspaceFolders ?? []) await this.#read(folder);
			this.#changed.fire(undefined);
		});
		this.#reading = next;
		return next;
	}

	[Symbol.dispose](): void {
		for (const one of [...this.#watchers.values(), ...this.#disposables]) one.dispose();
		this.#watchers.clear();
	}

	async #watch(): Promise<void> {
		this.#disposables.push(
			vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
				for (const { uri } of removed) this.#forget(uri.toString());
				for (const folder of added) this.#watchFolder(folder);
				void this.refresh();
			}),
			vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire(undefined)),
		);
		for (const folder of vscode.workspace.workspaceFolders ?? []) this.#watchFolder(folder);
		await this.refresh();
	}

	#watchFolder(folder: vscode.WorkspaceFolder): void {
		const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, PROJECT_FILE));
		const again = (): void => void this.refresh();
		watcher.onDidCreate(again);
		watcher.onDidChange(again);
		watcher.onDidDelete(again);
		this.#watchers.set(folder.uri.toString(), watcher);
	}

	#forget(folder: string): void {
		this.#watchers.get(folder)?.dispose();
		this.#watchers.delete(folder);
		this.#states.delete(folder);
	}

	async #read({ uri, name }: vscode.WorkspaceFolder): Promise<void> {
		const folder = uri.toString();
		const file = vscode.Uri.joinPath(uri, PROJECT_FILE);
		const text = await readIfThere(file);
		if (text === undefined) {
			this.#states.delete(folder);
			return;
		}
		const { project, problems } = parseProject(text, uri.fsPath);
		this.#states.set(folder, {
			folder,
			name,
			file,
			// While somebody is typing, what was right before still stands.
			project: project ?? this.#states.get(folder)?.project,
			problems,
			isLocal: uri.scheme === 'file',
		});
	}
}

async function readIfThere(file: vscode.Uri): Promise<string | undefined> {
	try {
		return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
	} catch (error) {
		if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
		throw error;
	}
}
