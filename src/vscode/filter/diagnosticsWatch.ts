/** Keeps what is wrong with filters shown in every open document, while they are typed. */
import * as vscode from 'vscode';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { filterDiagnostics } from './diagnostics.ts';
import { filtersIn } from './documents.ts';
import { knowledgeOf } from './knowledge.ts';
import { mayHoldFilters } from './selectors.ts';

/** Two keys of one word are nearer to each other than this. */
const PAUSE_MS = 40;

export class FilterDiagnosticsWatch implements Ending {
	readonly #freehold: Freehold;
	readonly #found = vscode.languages.createDiagnosticCollection('freehold-filter');
	readonly #waiting = new Map<string, NodeJS.Timeout>();
	readonly #endings: Ending[] = [this.#found];

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		const { workspace } = vscode;
		this.#endings.push(
			workspace.onDidOpenTextDocument((document) => this.#checkAfter(document, 0)),
			workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
				if (contentChanges.length > 0) this.#checkAfter(document, PAUSE_MS);
			}),
			workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
		);
		this.#checkAll();
		void this.#follow();
	}

	dispose(): void {
		for (const timer of this.#waiting.values()) clearTimeout(timer);
		for (const one of this.#endings) one.dispose();
	}

	/** What the data looks like may have changed, and which data there is. */
	async #follow(): Promise<void> {
		const [data, projects, replicas] = await Promise.all([
			this.#freehold.filterData(),
			this.#freehold.projects(),
			this.#freehold.replicas(),
		]);
		const again = (): void => this.#checkAll();
		this.#endings.push(data.onDidLearn(again), projects.onDidChange(again), replicas.onDidChange(again));
		again();
	}

	#checkAll(): void {
		for (const document of vscode.workspace.textDocuments) this.#checkAfter(document, 0);
	}

	#checkAfter(document: vscode.TextDocument, ms: number): void {
		if (!mayHoldFilters(document)) return;
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
		const filters = filtersIn(document);
		if (filters === undefined) return;
		try {
			const knowledge = await knowledgeOf(this.#freehold, document, filters, 'known');
			// What was typed meanwhile has a check of its own to come.
			if (document.isClosed || document.version !== version) return;
			this.#found.set(document.uri, filterDiagnostics(document, knowledge));
		} catch (error) {
			(await this.#freehold.log()).write('error', 'The filters of a file could not be checked', { error });
		}
	}

	#forget(uri: vscode.Uri): void {
		const key = uri.toString();
		clearTimeout(this.#waiting.get(key));
		this.#waiting.delete(key);
		this.#found.delete(uri);
	}
}
