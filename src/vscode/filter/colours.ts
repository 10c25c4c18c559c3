/** Colours and small words that need the data: what a field holds, how far away a date is. */
import * as vscode from 'vscode';
import { inlayHintsOf } from '../../core/filter/editing/inlayHints.ts';
import { semanticTokensOf, tokenModifiers, tokenTypes } from '../../core/filter/editing/semanticTokens.ts';
import type { Freehold } from '../freehold.ts';
import { filtersIn, rangeOf, spanOf } from './documents.ts';
import { knowledgeOf } from './knowledge.ts';

export const LEGEND = new vscode.SemanticTokensLegend([...tokenTypes], [...tokenModifiers]);

export async function semanticTokens(
	freehold: Freehold,
	document: vscode.TextDocument,
): Promise<vscode.SemanticTokens | undefined> {
	const filters = filtersIn(document);
	if (filters === undefined) return undefined;
	const { version } = document;
	const knowledge = await knowledgeOf(freehold, document, filters, 'learned');
	if (document.version !== version) return undefined;
	const builder = new vscode.SemanticTokensBuilder(LEGEND);
	for (const { type, modifiers, ...span } of semanticTokensOf(filters, knowledge)) {
		builder.push(rangeOf(document, span), type, [...modifiers]);
	}
	return builder.build();
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
