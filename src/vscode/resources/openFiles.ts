/** Record files of this window: on which version each text was made, and what VS Code wants to know of a file. */
import * as vscode from 'vscode';
import { TextVersions } from '../../core/sources/reapit/resources/textVersions.ts';
import type { Coming } from '../../core/sources/reapit/resources/textVersions.ts';
import type { TheirVersion } from '../../core/sources/reapit/entities/writeErrors.ts';
import type { Drafts } from './drafts.ts';
import { isResource } from './scheme.ts';

export interface OpenFile {
	readonly versions: TextVersions<TheirVersion>;
	/** What the next reading shows without asking: what a save has just read. */
	fresh: string | undefined;
	mtime: number;
	size: number;
	/** A change that VS Code is told of once it has saved. */
	isChanged: boolean;
}

export class OpenFiles implements Disposable {
	readonly #drafts: Drafts;
	readonly #changed: vscode.EventEmitter<vscode.FileChangeEvent[]>;
	readonly #files = new Map<string, OpenFile>();
	readonly #following: readonly vscode.Disposable[];
	/** When this window began: what nobody has read yet is of then. */
	readonly #beganAt = Date.now();

	constructor(drafts: Drafts, changed: vscode.EventEmitter<vscode.FileChangeEvent[]>) {
		this.#drafts = drafts;
		this.#changed = changed;
		const { workspace } = vscode;
		this.#following = [
			workspace.onDidOpenTextDocument((document) => this.#show(document, document.isDirty ? 'typed' : 'opened')),
			workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
				// VS Code tells also that a text is saved, or no longer, which says nothing about where it came from.
				if (contentChanges.length === 0) return;
				if (reason !== undefined) this.#show(document, 'undone');
				else this.#show(document, document.isDirty ? 'typed' : 'reloaded');
			}),
			workspace.onDidSaveTextDocument(({ uri }) => this.#tellChange(uri)),
		];
	}

	get beganAt(): number {
		return this.#beganAt;
	}

	of(uri: vscode.Uri): OpenFile {
		const known = this.#files.get(uri.toString());
		if (known !== undefined) return known;
		const size = Buffer.byteLength(this.#drafts.get(uri)?.text ?? '');
		const versions = new TextVersions<TheirVersion>();
		const file = { versions, fresh: undefined, mtime: this.#beganAt, size, isChanged: false };
		this.#files.set(uri.toString(), file);
		return file;
	}

	/** The version that what is shown was made from. */
	baseOf(uri: vscode.Uri): TheirVersion | undefined {
		return this.#files.get(uri.toString())?.versions.current ?? this.#drafts.get(uri)?.base;
	}

	/** A text was given to whoever reads the file: where no editor has it, to one that opens it now. */
	give(uri: vscode.Uri, text: string, version: TheirVersion): void {
		const { versions } = this.of(uri);
		const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
		versions.give(text, version, !isOpen);
	}

	forget(uri: vscode.Uri): void {
		this.#files.delete(uri.toString());
	}

	[Symbol.dispose](): void {
		for (const one of this.#following) one.dispose();
	}

	#show(document: vscode.TextDocument, coming: Coming): void {
		if (isResource(document)) this.#files.get(document.uri.toString())?.versions.show(document.getText(), coming);
	}

	#tellChange(uri: vscode.Uri): void {
		const file = this.#files.get(uri.toString());
		if (file?.isChanged !== true) return;
		file.isChanged = false;
		file.mtime++;
		file.size = Buffer.byteLength(file.fresh ?? '');
		this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
	}
}
