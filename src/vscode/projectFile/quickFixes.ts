/** Mends what is wrong in a freehold.yaml: the word that was meant, quotes that are missing, secrets that do not belong there. */
import * as vscode from 'vscode';
import { secretsToMove } from '../../core/project/language/secretsToMove.ts';
import { asCommand } from '../doors/commands.ts';
import type { Freehold } from '../freehold.ts';
import { asDiagnostic, problemsOf } from './diagnostics.ts';
import { folderOf, rangeIn } from './documents.ts';

export async function quickFixes(
	freehold: Freehold,
	document: vscode.TextDocument,
	at: vscode.Range,
): Promise<vscode.CodeAction[]> {
	const problems = await problemsOf(freehold, document);
	const diagnostics = problems.map((problem) => asDiagnostic(document, problem));
	const fixes = problems.flatMap((problem, nth) => {
		const diagnostic = diagnostics[nth];
		if (problem.fix === undefined || diagnostic?.range.intersection(at) === undefined) return [];
		const action = new vscode.CodeAction(problem.fix.title, vscode.CodeActionKind.QuickFix);
		action.edit = new vscode.WorkspaceEdit();
		action.edit.replace(document.uri, rangeIn(document, [problem.from, problem.to]), problem.fix.text);
		action.diagnostics = [diagnostic];
		action.isPreferred = true;
		return [action];
	});
	return [...fixes, ...secretFixes(document, at, diagnostics)];
}

function secretFixes(
	document: vscode.TextDocument,
	at: vscode.Range,
	diagnostics: readonly vscode.Diagnostic[],
): readonly vscode.CodeAction[] {
	const folder = folderOf(document);
	if (folder === undefined) return [];
	const found = secretsToMove(document.getText()).map((secret) => ({
		connection: secret.connection,
		range: rangeIn(document, secret.range),
	}));
	const connections = new Set(
		found.filter(({ range }) => range.intersection(at) !== undefined).map(({ connection }) => connection),
	);
	return [...connections].map((connection) => {
		const title = vscode.l10n.t('Move the secrets of {0} to the secret storage', connection);
		const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
		const own = found.filter((one) => one.connection === connection);
		action.command = asCommand('freehold.moveSecrets', title, { folder, connection });
		action.diagnostics = diagnostics.filter((one) => own.some(({ range }) => range.contains(one.range)));
		action.isPreferred = true;
		return action;
	});
}
