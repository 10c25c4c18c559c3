/** The filter language: what the editor offers for it loads with the first document that may hold filters. */
import * as vscode from 'vscode';
import type { Ending, Feature, SomeCommands } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { mayHoldFilters } from './selectors.ts';

export const filterCommands = {
	'freehold.filter.try': async (freehold, ref) => (await import('./tryFilter.ts')).tryFilter(freehold, ref),
	'freehold.filter.run': async (freehold, ref) => (await import('./setCommands.ts')).runSet(freehold, ref),
	'freehold.filter.copyAddress': async (freehold, ref) => (await import('./setCommands.ts')).copyAddress(freehold, ref),
	'freehold.filter.rows': async (freehold, ref) => (await import('./setCommands.ts')).showMatches(freehold, ref),
	'freehold.filter.chooseDataset': async (freehold, ref) =>
		(await import('./setCommands.ts')).chooseDataset(freehold, ref),
} satisfies SomeCommands;

export const filterFeature: Feature = { register: (freehold) => [new FilterLanguage(freehold)] };

class FilterLanguage implements Ending {
	readonly #freehold: Freehold;
	readonly #waiting: vscode.Disposable;
	#endings: readonly Ending[] = [];
	#isBegun = false;
	#isEnded = false;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		const { workspace } = vscode;
		this.#waiting = workspace.onDidOpenTextDocument((document) => this.#look(document));
		for (const document of workspace.textDocuments) this.#look(document);
	}

	dispose(): void {
		this.#isEnded = true;
		this.#waiting.dispose();
		for (const one of this.#endings) one.dispose();
	}

	#look(document: vscode.TextDocument): void {
		if (this.#isBegun || !mayHoldFilters(document)) return;
		this.#isBegun = true;
		void this.#begin();
	}

	async #begin(): Promise<void> {
		try {
			const { registerProviders } = await import('./providers.ts');
			if (this.#isEnded) return;
			this.#endings = registerProviders(this.#freehold);
			this.#waiting.dispose();
		} catch (error) {
			// The next document that is opened tries again.
			this.#isBegun = false;
			(await this.#freehold.log()).write('error', 'The filter language could not start', { error });
		}
	}
}
