/** Everything that the editor offers for SQL. Loaded when the first such document is opened. */
import * as vscode from 'vscode';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { sqlFixes } from './codeActions.ts';
import { COMPLETION_TRIGGERS, completionsAt, resolved } from './completion.ts';
import { sqlHover } from './hover.ts';
import { sqlLenses } from './lenses.ts';
import { SQL_FILES } from './selectors.ts';
import { SqlChecks } from './sqlChecks.ts';
import { SqlStatusItem } from './statusItem.ts';
import { folds, symbols } from './structure.ts';

export function registerProviders(freehold: Freehold): readonly Ending[] {
	const { languages } = vscode;
	return [
		new SqlChecks(freehold),
		new SqlStatusItem(freehold),
		languages.registerCodeLensProvider(SQL_FILES, { provideCodeLenses: sqlLenses }),
		languages.registerCompletionItemProvider(
			SQL_FILES,
			{
				provideCompletionItems: (document, position, token) => completionsAt(freehold, document, position, token),
				resolveCompletionItem: resolved,
			},
			...COMPLETION_TRIGGERS,
		),
		languages.registerHoverProvider(SQL_FILES, {
			provideHover: (document, position) => sqlHover(freehold, document, position),
		}),
		languages.registerCodeActionsProvider(
			SQL_FILES,
			{ provideCodeActions: sqlFixes },
			{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
		),
		languages.registerDocumentSymbolProvider(SQL_FILES, { provideDocumentSymbols: symbols }, { label: 'Freehold' }),
		languages.registerFoldingRangeProvider(SQL_FILES, { provideFoldingRanges: folds }),
		languages.registerDocumentFormattingEditProvider(SQL_FILES, {
			provideDocumentFormattingEdits: async (document, { tabSize, insertSpaces }) =>
				(await import('./formatting.ts')).formattedSql(document, { tabSize, insertSpaces }),
		}),
	];
}
