/** Where filters are written. Loaded with activation, so it knows nothing of core. */
import type * as vscode from 'vscode';
import { SELECTOR as PROJECT_FILES, isProjectFile } from '../projectFile/selector.ts';

export const FILTER_LANGUAGE = 'freehold-filter';
export const REQUEST_LANGUAGE = 'freehold-http';

/** Files of nothing but filters. */
export const FILTER_FILES: vscode.DocumentFilter = { language: FILTER_LANGUAGE };

export const REQUEST_FILES: vscode.DocumentFilter = { language: REQUEST_LANGUAGE };

/** Both, and files that hold filters among other things. */
export const FILTER_PLACES: readonly vscode.DocumentFilter[] = [FILTER_FILES, REQUEST_FILES, PROJECT_FILES];

/** Old versions that a comparison shows have no filters that anybody mends. */
export function mayHoldFilters(document: vscode.TextDocument): boolean {
	const { languageId, uri } = document;
	if (languageId === FILTER_LANGUAGE || languageId === REQUEST_LANGUAGE) return uri.scheme !== 'git';
	return isProjectFile(document);
}
