/** What is wrong in a freehold.yaml, as the editor shows it. */
import * as vscode from 'vscode';
import { parseProject } from '../../core/project/parseProject.ts';
import type { Problem } from '../../core/project/project.ts';
import { rangeIn } from './documents.ts';

export function problemsOf(document: vscode.TextDocument): readonly Problem[] {
	return parseProject(document.getText(), document.uri.fsPath).problems;
}

export function diagnosticsOf(document: vscode.TextDocument): vscode.Diagnostic[] {
	return problemsOf(document).map((problem) => {
		const severity = problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
		const diagnostic = new vscode.Diagnostic(shownRange(document, problem), problem.message, severity);
		diagnostic.source = 'Freehold';
		return diagnostic;
	});
}

/** A place between two letters is widened to the word, or it could not be seen. */
function shownRange(document: vscode.TextDocument, { from, to }: Problem): vscode.Range {
	const range = rangeIn(document, [from, to]);
	return range.isEmpty ? (document.getWordRangeAtPosition(range.start) ?? range) : range;
}
