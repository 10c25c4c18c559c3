/** Colours and small words that need the data: what a field holds, how far away a date is. */
import * as vscode from 'vscode';
import { inlayHintsOf } from '../../core/filter/editing/inlayHints.ts';
import { semanticTokensOf, tokenModifiers, tokenTypes } from '../../core/filter/editing/semanticTokens.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { filtersIn, rangeOf, spanOf } from './documents.ts';
import { knowledgeOf } from './knowledge.ts';

export const LEGEND = new vscode.SemanticTokensLegend([...tokenTypes], [...tokenModifiers]);

export class FilterColours implements vscode.DocumentSemanticTokensProvider, Ending {
	readonly #freehold: Freehold;
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #endings: Ending[] = [this.#changed];
	#watching: Promise<void> | undefined;

	/** Fields have become known, or are others. */
	readonly onDidChangeSemanticTokens = this.#changed.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	async provideDocumentSemanticTokens(document: vscode.TextDocument): Promise<vscode.SemanticTokens | undefined> {
		const filters = filtersIn(document);
		if (filters === undefined) return undefined;
		await (this.#watching ??= this.#watch());
		const { version } = document;
		const knowledge = await knowledgeOf(this.#freehold, document, filters, 'known');
		if (document.version !== version) return undefined;
		const builder = new vscode.SemanticTokensBuilder(LEGEND);
		for (const { type, modifiers, ...span } of semanticTokensOf(filters, knowledge)) {
			builder.push(rangeOf(document, span), type, [...modifiers]);
		}
		return builder.build();
	}

	dispose(): void {
		for (const one of this.#endings) one.dispose();
	}

	async #watch(): Promise<void> {
		this.#endings.push((await this.#freehold.filterData()).onDidLearn(() => this.#changed.fire()));
	}
}

export async function inlayHints(
	freehold: Freehold,
	document: vscode.TextDocument,
	range: vscode.Range,
): Promise<vscode.InlayHint[]> {
	const filters = filtersIn(document);
	if (filters === undefined) return [];
	const knowledge = await knowledgeOf(freehold, document, filters, 'known');
	return inlayHintsOf(filters, spanOf(document, range), knowledge).map(({ at, label, tooltip }) => {
		const hint = new vscode.InlayHint(document.positionAt(at), label);
		hint.paddingLeft = true;
		hint.tooltip = tooltip;
		return hint;
	});
}
