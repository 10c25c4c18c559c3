/** How a filter file is built: its outline, what of it folds, what a selection grows to. */
import * as vscode from 'vscode';
import { foldingOf } from '../../core/filter/editing/folding.ts';
import { selectionRangesAt } from '../../core/filter/editing/selection.ts';
import { symbolsOf } from '../../core/filter/editing/symbols.ts';
import type { FilterSymbol } from '../../core/filter/editing/symbols.ts';
import { filtersIn, rangeOf } from './documents.ts';

export function symbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
	const filters = filtersIn(document);
	return filters === undefined ? [] : symbolsOf(filters).map((one) => symbolOf(document, one));
}

export function folds(document: vscode.TextDocument): vscode.FoldingRange[] {
	const filters = filtersIn(document);
	if (filters === undefined) return [];
	return foldingOf(filters).map(({ start, end, kind }) => {
		const [first, last] = [document.positionAt(start).line, document.positionAt(end).line];
		return new vscode.FoldingRange(first, last, kind === 'comment' ? vscode.FoldingRangeKind.Comment : undefined);
	});
}

export function selections(
	document: vscode.TextDocument,
	positions: readonly vscode.Position[],
): vscode.SelectionRange[] {
	const filters = filtersIn(document);
	if (filters === undefined) return [];
	return positions.map((position) => {
		const spans = selectionRangesAt(filters, document.offsetAt(position));
		const outermost = new vscode.SelectionRange(rangeOf(document, { start: 0, end: filters.text.length }));
		return spans
			.toReversed()
			.reduce((parent, span) => new vscode.SelectionRange(rangeOf(document, span), parent), outermost);
	});
}

function symbolOf(document: vscode.TextDocument, one: FilterSymbol): vscode.DocumentSymbol {
	const kind = one.kind === 'set' ? vscode.SymbolKind.Namespace : vscode.SymbolKind.Boolean;
	const [range, selection] = [rangeOf(document, one), rangeOf(document, one.selection)];
	const symbol = new vscode.DocumentSymbol(one.name, one.detail, kind, range, selection);
	symbol.children = one.children.map((child) => symbolOf(document, child));
	return symbol;
}
