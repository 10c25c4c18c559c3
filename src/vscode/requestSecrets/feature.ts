/** Secrets do not belong into request files: they are shown there, and moved to where they are safe. */
import * as vscode from 'vscode';
import { CheckedDocuments } from '../doors/checkedDocuments.ts';
import type { Feature } from '../feature.ts';
import { REQUEST_FILES, isRequestFile } from './selector.ts';

export const requestSecretsFeature: Feature = {
	register: (freehold) => [
		new CheckedDocuments(freehold, {
			name: 'freehold-requests',
			concerns: isRequestFile,
			find: async (document) => (await import('./diagnostics.ts')).secretDiagnostics(document),
		}),
		vscode.languages.registerCodeActionsProvider(
			REQUEST_FILES,
			{
				provideCodeActions: async (document, range) => (await import('./diagnostics.ts')).secretFixes(document, range),
			},
			{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
		),
	],
};
