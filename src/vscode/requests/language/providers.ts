/** Everything that the editor offers while requests are written. Loaded when the first such document is opened. */
import * as vscode from 'vscode';
import { requestFolds, requestSymbols } from '../../../core/requests/editing/requestOutline.ts';
import { hoverRequest } from '../../../core/requests/editing/hoverRequest.ts';
import type { Ending } from '../../feature.ts';
import { rangeOf } from '../../filter/documents.ts';
import type { Freehold } from '../../freehold.ts';
import { RequestLenses } from '../run/requestLenses.ts';
import { RequestTests } from '../run/requestTests.ts';
import { REQUESTS } from '../selector.ts';
import { DROPS, fileDrops } from '../write/dropFile.ts';
import { COMPLETION_TRIGGERS, completionsAt } from './completion.ts';
import { RequestChecks, requestFixes } from './requestChecks.ts';
import { RequestData } from './requestData.ts';
import { requestsIn } from './requestDocuments.ts';

export function registerProviders(freehold: Freehold): readonly Ending[] {
	const { languages } = vscode;
	const data = new RequestData(freehold);
	const lenses = new RequestLenses(freehold);
	return [
		data,
		new RequestChecks(freehold, data),
		new RequestTests(freehold),
		lenses,
		languages.registerCodeLensProvider(REQUESTS, lenses),
		languages.registerCompletionItemProvider(
			REQUESTS,
			{
				provideCompletionItems: (document, position, token) => completionsAt(data, document, position, token),
			},
			...COMPLETION_TRIGGERS,
		),
		languages.registerDocumentDropEditProvider(REQUESTS, fileDrops, DROPS),
		languages.registerHoverProvider(REQUESTS, {
			provideHover: async (document, position) => {
				const found = hoverRequest(
					requestsIn(document),
					document.offsetAt(position),
					await data.knowledge(document.uri),
				);
				return found === undefined
					? undefined
					: new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeOf(document, found));
			},
		}),
		languages.registerCodeActionsProvider(
			REQUESTS,
			{ provideCodeActions: requestFixes },
			{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
		),
		languages.registerDocumentSymbolProvider(REQUESTS, { provideDocumentSymbols: symbols }, { label: 'Freehold' }),
		languages.registerFoldingRangeProvider(REQUESTS, { provideFoldingRanges: folds }),
	];
}

function symbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
	return requestSymbols(requestsIn(document)).map(({ name, detail, selection, ...span }) => {
		const [range, selected] = [rangeOf(document, span), rangeOf(document, selection)];
		return new vscode.DocumentSymbol(name || detail, detail, vscode.SymbolKind.Event, range, selected);
	});
}

function folds(document: vscode.TextDocument): vscode.FoldingRange[] {
	return requestFolds(requestsIn(document)).flatMap(({ start, end }) => {
		const [first, last] = [document.positionAt(start).line, document.positionAt(end).line];
		return first === last ? [] : [new vscode.FoldingRange(first, last)];
	});
}
