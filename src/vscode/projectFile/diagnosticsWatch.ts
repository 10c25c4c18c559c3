/** Keeps the mistakes of every open freehold.yaml shown, while it is being typed. */
import * as vscode from 'vscode';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { isProjectFile } from './selector.ts';

/** After the last key: whoever types is not told of every half word. */
const PAUSE_MS = 150;

export class DiagnosticsWatch implements Ending {
	readonly #freehold: Freehold;
	readonly #shown = vscode.languages.createDiagnosticCollection('freehold');
	readonly #waiting = new Map<string, NodeJS.Timeout>();
	readonly #disposables: readonly Ending[];
	/** Vendors tell which datasets there are; followed from the first check on. */
	#follow: Ending | undefined;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		const { workspace } = vscode;
		this.#disposables = [
			this.#shown,
			workspace.onDidOpenTextDocument((document) => this.#checkAfter(document, 0)),
			workspace.onDidChangeTextDocument(({ document }) => this.#checkAfter(document, PAUSE_MS)),
			workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
		];
		this.#checkAll();
	}

	dispose(): void {
		this.#follow?.dispose();
		for (const timer of this.#waiting.values()) clearTimeout(timer);
		for (const one of this.#disposables) one.dispose();
	}

	#checkAll(): void {
		for (const document of vscode.workspace.textDocuments) this.#checkAfter(document, 0);
	}

	#checkAfter(document: vscode.TextDocument, ms: number): void {
		if (!isProjectFile(document)) return;
		const key = document.uri.toString();
		clearTimeout(this.#waiting.get(key));
		this.#waiting.set(
			key,
			setTimeout(() => {
				this.#waiting.delete(key);
				void this.#check(document);
			}, ms),
		);
	}

	async #check(document: vscode.TextDocument): Promise<void> {
		const { version } = document;
		try {
			const { asDiagnostic, problemsOf } = await import('./diagnostics.ts');
			this.#follow ??= (await this.#freehold.catalogues()).onDidChange(() => this.#checkAll());
			const problems = await problemsOf(this.#freehold, document);
			// What was typed meanwhile has a check of its own to come.
			if (document.isClosed || document.version !== version) return;
			this.#shown.set(
				document.uri,
				problems.map((problem) => asDiagnostic(document, problem)),
			);
		} catch (error) {
			(await this.#freehold.log()).write('error', 'freehold.yaml could not be checked', { error });
		}
	}

	#forget(uri: vscode.Uri): void {
		const key = uri.toString();
		clearTimeout(this.#waiting.get(key));
		this.#waiting.delete(key);
		this.#shown.delete(uri);
	}
}
