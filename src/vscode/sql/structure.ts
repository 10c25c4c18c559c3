/** How a file of SQL is built: its outline, and what of it folds. */
import * as vscode from 'vscode';
import { sqlFolds, sqlSymbols } from '../../core/sqlText/outline.ts';
import { rangeOf, sqlIn } from './sqlDocuments.ts';

export function symbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
	return sqlSymbols(sqlIn(document)).map(({ name, detail, selection, children, ...span }) => {
		const [range, selected] = [rangeOf(document, span), rangeOf(document, selection)];
		const symbol = new vscode.DocumentSymbol(name, detail, vscode.SymbolKind.Function, range, selected);
		symbol.children = children.map((child) => {
			const place = rangeOf(document, child);
			return new vscode.DocumentSymbol(child.name, '', vscode.SymbolKind.Interface, place, place);
		});
		return symbol;
	});
}

export function folds(document: vscode.TextDocument): vscode.FoldingRange[] {
	return sqlFolds(sqlIn(document)).flatMap(({ start, end, kind }) => {
		const [first, last] = [document.positionAt(start).line, document.positionAt(end).line];
		if (first === last) return [];
		return [new vscode.FoldingRange(first, last, kind === 'comment' ? vscode.FoldingRangeKind.Comment : undefined)];
	});
}
