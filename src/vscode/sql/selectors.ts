/** Where SQL for replicas is written. Loaded with activation, so it knows nothing of core. */
import type * as vscode from 'vscode';

export const SQL_LANGUAGE = 'freehold-sql';

export const SQL_FILES: vscode.DocumentFilter = { language: SQL_LANGUAGE };

/** Old versions that a comparison shows are for nobody to mend. */
export function isSqlDocument({ languageId, uri }: vscode.TextDocument): boolean {
	return languageId === SQL_LANGUAGE && uri.scheme !== 'git';
}
