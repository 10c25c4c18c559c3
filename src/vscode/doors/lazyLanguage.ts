/** Loads the help for a language with the first document that it may be written in. */
import * as vscode from 'vscode';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';

export interface LazyLanguageOptions {
	/** As the log calls it. */
	readonly name: string;
	readonly concerns: (document: vscode.TextDocument) => boolean;
	/** Loads and registers it. */
	readonly begin: () => Promise<readonly Ending[]>;
}

export class LazyLanguage implements Ending {
	readonly #freehold: Freehold;
	readonly #options: LazyLanguageOptions;
	readonly #waiting: vscode.Disposable;
	#endings: readonly Ending[] = [];
	#isBegun = false;
	#isEnded = false;

	constructor(freehold: Freehold, options: LazyLanguageOptions) {
		this.#freehold = freehold;
		this.#options = options;
		const { workspace } = vscode;
		this.#waiting = workspace.onDidOpenTextDocument((document) => this.#look(document));
		for (const document of workspace.textDocuments) this.#look(document);
	}

	dispose(): void {
		this.#isEnded = true;
		this.#waiting.dispose();
		this.#end();
	}

	#look(document: vscode.TextDocument): void {
		if (this.#isBegun || !this.#options.concerns(document)) return;
		this.#isBegun = true;
		void this.#begin();
	}

	async #begin(): Promise<void> {
		try {
			this.#endings = await this.#options.begin();
			this.#waiting.dispose();
			if (this.#isEnded) this.#end();
		} catch (error) {
			// The next document that is opened tries again.
			this.#isBegun = false;
			(await this.#freehold.log()).write('error', `${this.#options.name} could not start`, { error });
		}
	}

	#end(): void {
		for (const one of this.#endings) one.dispose();
	}
}
