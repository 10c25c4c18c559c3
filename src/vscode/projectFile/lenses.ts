/** Gives the editor the lenses of freehold.yaml, and new ones when something has changed. */
import * as vscode from 'vscode';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { isProjectFile } from './selector.ts';

const MINUTE_MS = 60_000;

export class Lenses implements vscode.CodeLensProvider, Ending {
	readonly #freehold: Freehold;
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #disposables: Ending[] = [this.#changed];
	#watching: Promise<void> | undefined;
	/** Ids of the runs that the lenses show: how far they are is shown elsewhere. */
	#shownRuns = '';

	readonly onDidChangeCodeLenses = this.#changed.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
		if (!isProjectFile(document)) return [];
		const { lensesOf } = await import('./lensText.ts');
		await (this.#watching ??= this.#watch());
		return lensesOf(this.#freehold, document);
	}

	dispose(): void {
		for (const one of this.#disposables) one.dispose();
	}

	async #watch(): Promise<void> {
		const [projects, replicas, jobs] = await Promise.all([
			this.#freehold.projects(),
			this.#freehold.replicas(),
			this.#freehold.jobs(),
		]);
		const again = (): void => {
			if (vscode.window.visibleTextEditors.some(({ document }) => isProjectFile(document))) this.#changed.fire();
		};
		const timer = setInterval(again, MINUTE_MS);
		this.#disposables.push(
			{ dispose: () => clearInterval(timer) },
			projects.onDidChange(again),
			replicas.onDidChange(again),
			jobs.onDidChange(() => {
				const runs = jobs.running.map(({ id }) => id).join();
				if (runs === this.#shownRuns) return;
				this.#shownRuns = runs;
				again();
			}),
		);
	}
}
