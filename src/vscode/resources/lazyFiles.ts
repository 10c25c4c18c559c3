/** The file system of records as VS Code knows it from activation on: what it does loads when a file is first asked for. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';

export class LazyFiles implements vscode.FileSystemProvider {
	readonly #freehold: Freehold;
	readonly onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]>;

	constructor(freehold: Freehold, changed: vscode.EventEmitter<vscode.FileChangeEvent[]>) {
		this.#freehold = freehold;
		this.onDidChangeFile = changed.event;
	}

	/** Nobody tells what others do at the vendor. */
	watch(): vscode.Disposable {
		return new vscode.Disposable(() => undefined);
	}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		return (await this.#freehold.resources()).stat(uri);
	}

	async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
		return (await this.#freehold.resources()).readDirectory(uri);
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		return (await this.#freehold.resources()).readFile(uri);
	}

	async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
		return (await this.#freehold.resources()).writeFile(uri, content);
	}

	async delete(uri: vscode.Uri): Promise<void> {
		return (await this.#freehold.resources()).delete(uri);
	}

	createDirectory(): never {
		throw vscode.FileSystemError.NoPermissions(vscode.l10n.t('Folders are those that Reapit has'));
	}

	rename(): never {
		throw vscode.FileSystemError.NoPermissions(vscode.l10n.t('Records are called by their ids, which Reapit gives'));
	}
}
