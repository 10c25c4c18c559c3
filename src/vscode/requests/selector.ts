/** Where requests of our own form are written. Loaded with activation, so it knows nothing of core. */
import type * as vscode from 'vscode';

export const REQUEST_LANGUAGE = 'freehold-http';

export const REQUESTS: vscode.DocumentFilter = { language: REQUEST_LANGUAGE };

/** Old versions that a comparison shows are for nobody to mend. */
export function isRequestDocument({ languageId, uri }: vscode.TextDocument): boolean {
	return languageId === REQUEST_LANGUAGE && uri.scheme !== 'git';
}

/** Answers, as read-only documents. */
export const RESPONSE_SCHEME = 'freehold-response';
export const RESPONSES: vscode.DocumentFilter = { scheme: RESPONSE_SCHEME };
