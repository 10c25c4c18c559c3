/** Mends what a check has found: misspelt names, text in the wrong quotes. */
import * as vscode from 'vscode';
import { diagnosticOf, knownFindings } from './sqlChecks.ts';
import { rangeOf } from './sqlDocuments.ts';

export function sqlFixes(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
	return knownFindings(document)
		.filter((finding) => rangeOf(document, finding).intersection(range) !== undefined)
		.flatMap((finding) =>
			finding.fixes.map(({ title, edit }, nth) => {
				const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
				action.edit = new vscode.WorkspaceEdit();
				action.edit.replace(document.uri, rangeOf(document, edit), edit.text);
				action.diagnostics = [diagnosticOf(document, finding)];
				action.isPreferred = nth === 0;
				return action;
			}),
		);
}
