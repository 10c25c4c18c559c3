/** Formats filter files: as a whole, in part, and while they are typed. */
import type * as vscode from 'vscode';
import { formatOnType, formatRange } from '../../core/filter/editing/format.ts';
import { filtersIn, spanOf, textEdits } from './documents.ts';

export function formatted(document: vscode.TextDocument, range?: vscode.Range): vscode.TextEdit[] {
	const filters = filtersIn(document);
	if (filters === undefined) return [];
	const span = range === undefined ? { start: 0, end: filters.text.length } : spanOf(document, range);
	return textEdits(document, formatRange(filters, span));
}

export function formattedBehind(
	document: vscode.TextDocument,
	position: vscode.Position,
	typed: string,
): vscode.TextEdit[] {
	const filters = filtersIn(document);
	if (filters === undefined) return [];
	return textEdits(document, formatOnType(filters, document.offsetAt(position), typed));
}
