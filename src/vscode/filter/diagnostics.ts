/** What is wrong with the filters of a document, as the editor shows it. */
import * as vscode from 'vscode';
import { diagnose } from '../../core/filter/editing/diagnose.ts';
import type { DocumentFinding } from '../../core/filter/editing/documentFinding.ts';
import type { FilterKnowledge } from '../../core/filter/editing/knowledge.ts';
import type { Severity } from '../../core/filter/findings.ts';
import { filtersIn, rangeOf } from './documents.ts';
import { codePage } from './links.ts';

export function filterDiagnostics(document: vscode.TextDocument, knowledge: FilterKnowledge): vscode.Diagnostic[] {
	const filters = filtersIn(document);
	return filters === undefined ? [] : diagnose(filters, knowledge).map((finding) => diagnosticOf(document, finding));
}

/** The same finding gives the same diagnostic: fixes name those that they mend. */
export function diagnosticOf(document: vscode.TextDocument, finding: DocumentFinding): vscode.Diagnostic {
	const { code, severity, message, related, isUnnecessary } = finding;
	const diagnostic = new vscode.Diagnostic(shownRange(document, finding), message, SEVERITIES[severity]);
	diagnostic.source = 'Freehold';
	diagnostic.code = { value: code, target: codePage(code) };
	diagnostic.relatedInformation = related.map(
		(place) =>
			new vscode.DiagnosticRelatedInformation(
				new vscode.Location(document.uri, rangeOf(document, place)),
				place.message,
			),
	);
	if (isUnnecessary) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
	return diagnostic;
}

/** What is missing stands between two letters, and could not be seen there: the word before it is marked. */
function shownRange(document: vscode.TextDocument, finding: DocumentFinding): vscode.Range {
	const range = rangeOf(document, finding);
	return range.isEmpty ? (document.getWordRangeAtPosition(range.start) ?? range) : range;
}

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
	error: vscode.DiagnosticSeverity.Error,
	warning: vscode.DiagnosticSeverity.Warning,
	information: vscode.DiagnosticSeverity.Information,
};
