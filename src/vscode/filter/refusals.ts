/** What Reapit said of filters that it refused, shown in the file at their places until the text is another one. */
import * as vscode from 'vscode';
import { reapitDialect } from '../../core/filter/dialect.ts';
import { refusedPart } from '../../core/filter/refusedPart.ts';
import { reapitProblem } from '../../core/sources/reapit/reapitProblem.ts';
import type { Ending } from '../feature.ts';
import type { ChosenSet } from './chosenSet.ts';
import { rangeOf } from './documents.ts';

export class Refusals implements Disposable {
	readonly #shown = vscode.languages.createDiagnosticCollection('freehold-filter-server');
	readonly #endings: readonly Ending[];

	constructor() {
		const { workspace } = vscode;
		this.#endings = [
			this.#shown,
			workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
				if (contentChanges.length > 0) this.clear(document.uri);
			}),
			workspace.onDidCloseTextDocument(({ uri }) => this.clear(uri)),
		];
	}

	/** @param version  of the document when the filter was sent: a text that was changed since has other places */
	show(chosen: ChosenSet, version: number, error: unknown): void {
		const problem = reapitProblem(error);
		if (problem?.status !== 400 || chosen.document.version !== version) return;
		const { document } = chosen;
		const words = problem.description ?? problem.message;
		const diagnostics = refusedRanges(chosen, words).map((range) => {
			const message = vscode.l10n.t('Reapit refuses it: {0}', words);
			const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
			diagnostic.source = 'Reapit';
			diagnostic.code = problem.status;
			return diagnostic;
		});
		this.#shown.set(document.uri, diagnostics);
	}

	clear(uri: vscode.Uri): void {
		this.#shown.delete(uri);
	}

	[Symbol.dispose](): void {
		for (const one of this.#endings) one.dispose();
	}
}

/** The part that the words name; all expressions where they name none. */
function refusedRanges({ document, set }: ChosenSet, words: string): readonly vscode.Range[] {
	const { expressions } = set;
	const part = refusedPart(
		words,
		expressions.map(({ parsed }) => parsed),
		reapitDialect,
	);
	const found = part === undefined ? undefined : expressions[part.nth];
	if (part === undefined || found === undefined) return expressions.map((one) => rangeOf(document, one));
	return [rangeOf(document, found.map.toFile(part))];
}
