/** The outline of freehold.yaml: its connections and its jobs. */
import * as vscode from 'vscode';
import { outlineOf } from '../../core/project/language/outline.ts';
import type { Entry } from '../../core/project/language/outline.ts';
import { rangeIn } from './documents.ts';

export function symbolsOf(document: vscode.TextDocument): vscode.DocumentSymbol[] {
	const { connections, jobs } = outlineOf(document.getText());
	const symbol = (entry: Entry, detail: string | undefined, kind: vscode.SymbolKind): vscode.DocumentSymbol =>
		new vscode.DocumentSymbol(
			entry.name,
			detail ?? '',
			kind,
			rangeIn(document, entry.range),
			rangeIn(document, entry.nameRange),
		);
	return [
		...connections.map((connection) => ({ entry: connection, detail: connection.source, kind: 'connection' as const })),
		...jobs.map((job) => ({ entry: job, detail: job.kind, kind: 'job' as const })),
	]
		.filter(({ entry }) => entry.name !== '')
		.map(({ entry, detail, kind }) =>
			symbol(entry, detail, kind === 'job' ? vscode.SymbolKind.Event : vscode.SymbolKind.Module),
		);
}
