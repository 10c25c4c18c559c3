/** Documents of the editor as core reads filters in them, once for each version; and places in them, both ways. */
import * as vscode from 'vscode';
import { reapitDialect } from '../../core/filter/dialect.ts';
import { readFilterFile } from '../../core/filter/editing/filterDocument.ts';
import type { FilterDocument, FilterSet } from '../../core/filter/editing/filterDocument.ts';
import { setAt } from '../../core/filter/editing/place.ts';
import { documentFilters, readRequestFile } from '../../core/requests/requestFilters.ts';
import type { Edit } from '../../core/filter/findings.ts';
import type { Span } from '../../core/filter/syntax.ts';
import { readProjectFilters } from '../../core/project/language/projectFilters.ts';
import { requestsIn } from '../requests/language/requestDocuments.ts';
import { FILTER_LANGUAGE, REQUEST_LANGUAGE, mayHoldFilters } from './selectors.ts';

const read = new WeakMap<vscode.TextDocument, { readonly version: number; readonly filters: FilterDocument }>();

/** `undefined` for a document that holds none. */
export function filtersIn(document: vscode.TextDocument): FilterDocument | undefined {
	if (!mayHoldFilters(document)) return undefined;
	const known = read.get(document);
	if (known?.version === document.version) return known.filters;
	const filters =
		document.languageId === REQUEST_LANGUAGE
			? documentFilters(requestsIn(document), reapitDialect)
			: readerOf(document)(document.getText());
	read.set(document, { version: document.version, filters });
	return filters;
}

/** How texts of the document's language are read. */
export function readerOf({ languageId }: vscode.TextDocument): (text: string) => FilterDocument {
	switch (languageId) {
		case FILTER_LANGUAGE:
			return (text) => readFilterFile(text, reapitDialect);
		case REQUEST_LANGUAGE:
			return (text) => readRequestFile(text, reapitDialect);
		default:
			return (text) => readProjectFilters(text, reapitDialect);
	}
}

/** The set that a place lies in, where it has filters. */
export function filterSetAt(document: vscode.TextDocument, offset: number): FilterSet | undefined {
	const filters = filtersIn(document);
	const set = filters === undefined ? undefined : setAt(filters, offset);
	return set === undefined || set.expressions.length === 0 ? undefined : set;
}

export function rangeOf(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
	return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export function spanOf(document: vscode.TextDocument, { start, end }: vscode.Range): Span {
	return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

export function textEdits(document: vscode.TextDocument, edits: readonly Edit[]): vscode.TextEdit[] {
	return edits.map((edit) => vscode.TextEdit.replace(rangeOf(document, edit), edit.text));
}
