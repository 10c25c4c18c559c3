/** Secrets in a request file, as the editor shows them and helps against them. No message repeats one. */
import * as vscode from 'vscode';
import { documentSecrets } from '../../core/requests/requestSecrets.ts';
import { asCommand } from '../doors/commands.ts';
import { rangeIn } from '../projectFile/documents.ts';
import { requestsIn } from '../requests/language/requestDocuments.ts';

export function secretDiagnostics(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
	return documentSecrets(requestsIn(document)).map(({ range }) => {
		const message = vscode.l10n.t(
			'Anyone with this file can read this secret. Keep it in the secret storage, and renew it if the file was ever shared.',
		);
		const diagnostic = new vscode.Diagnostic(rangeIn(document, range), message, vscode.DiagnosticSeverity.Error);
		diagnostic.source = 'Freehold';
		return diagnostic;
	});
}

/** One for all of the file: what is left in it is as readable as before. */
export function secretFixes(document: vscode.TextDocument, at: vscode.Range): vscode.CodeAction[] {
	const diagnostics = secretDiagnostics(document);
	if (!diagnostics.some(({ range }) => range.intersection(at) !== undefined)) return [];
	const title = vscode.l10n.t('Move the secrets of this file to the secret storage');
	const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
	action.command = asCommand('freehold.moveSecrets', title, { file: document.uri.toString() });
	action.diagnostics = [...diagnostics];
	action.isPreferred = true;
	return [action];
}
