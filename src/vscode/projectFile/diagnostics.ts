/** What is wrong in a freehold.yaml, as the editor shows it. */
import * as vscode from 'vscode';
import { parseProject } from '../../core/project/parseProject.ts';
import { unknownDatasets } from '../../core/project/language/unknownDatasets.ts';
import type { Problem } from '../../core/project/project.ts';
import type { Freehold } from '../freehold.ts';
import { folderOf, rangeIn } from './documents.ts';
import { datasetNames } from './knowledge.ts';

/** Mistakes, and datasets that nobody has heard of. */
export async function problemsOf(freehold: Freehold, document: vscode.TextDocument): Promise<readonly Problem[]> {
	const text = document.getText();
	const folder = folderOf(document);
	const { problems } = parseProject(text, document.uri.fsPath);
	if (folder === undefined) return problems;
	return [...problems, ...(await unknownDatasets(text, (connection) => datasetNames(freehold, folder, connection)))];
}

export function asDiagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
	const severity = problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
	const diagnostic = new vscode.Diagnostic(shownRange(document, problem), problem.message, severity);
	diagnostic.source = 'Freehold';
	return diagnostic;
}

/** A place between two letters is widened to the word, or it could not be seen. */
function shownRange(document: vscode.TextDocument, { from, to }: Problem): vscode.Range {
	const range = rangeIn(document, [from, to]);
	return range.isEmpty ? (document.getWordRangeAtPosition(range.start) ?? range) : range;
}
