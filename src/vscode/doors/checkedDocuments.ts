/** Keeps what is wrong in open documents of a kind shown, while they are being typed. */
import * as vscode from 'vscode';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';

export interface DocumentCheck {
	/** Of the collection that VS Code keeps the findings in. */
	readonly name: string;
	readonly concerns: (document: vscode.TextDocument) => boolean;
	readonly find: (document: vscode.TextDocument) => Promise<readonly vscode.Diagnostic[]>;
}

/** After the last key: whoever types is not told of every half word. */
const PAUSE_MS = 150;

export class CheckedDocuments implements Ending {
	readonly #freehold: Freehold;
	readonly #check: DocumentCheck;
	readonly #shown: vscode.DiagnosticCollection;
	readonly #waiting = new Map<string, NodeJS.Timeout>();
	readonly #disposables: readonly Ending[];

	constructor(freehold: Freehold, check: DocumentCheck) {
		this.#freehold = freehold;
		this.#check = check;
		const { workspace, languages } = vscode;
		this.#shown = languages.createDiagnosticCollection(check.name);
		this.#disposables = [
			this.#shown,
			workspace.onDidOpenTextDocument((document) => this.#checkAfter(document, 0)),
			workspace.onDidChangeTextDocument(({ document }) => this.#checkAfter(document, PAUSE_MS)),
			workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
		];
		this.checkAll();
	}

	checkAll(): void {
		for (const document of vscode.workspace.textDocuments) this.#checkAfter(document, 0);
	}

	dispose(): void {
		for (const timer of this.#waiting.values()) clearTimeout(timer);
		for (const one of this.#disposables) one.dispose();
	}

	#checkAfter(document: vscode.TextDocument, ms: number): void {
		if (!this.#check.concerns(document)) return;
		const key = document.uri.toString();
		clearTimeout(this.#waiting.get(key));
		this.#waiting.set(
			key,
			setTimeout(() => {
				this.#waiting.delete(key);
				void this.#checkNow(document);
			}, ms),
		);
	}

	async #checkNow(document: vscode.TextDocument): Promise<void> {
		const { version } = document;
		try {
			const found = await this.#check.find(document);
			// What was typed meanwhile has a check of its own to come.
			if (!document.isClosed && document.version === version) this.#shown.set(document.uri, found);
		} catch (error) {
			(await this.#freehold.log()).write('error', `${document.fileName} could not be checked`, { error });
		}
	}

	#forget(uri: vscode.Uri): void {
		const key = uri.toString();
		clearTimeout(this.#waiting.get(key));
		this.#waiting.delete(key);
		this.#shown.delete(uri);
	}
}
