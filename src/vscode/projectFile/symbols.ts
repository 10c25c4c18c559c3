/** The outline of freehold.yaml: its connections and its jobs. */
import * as vscode from 'vscode';
import { outlineOf } from '../../core/project/language/outline.ts';
import type { Entry } from '../../core/project/language/outline.ts';
import { rangeIn } from './documents.ts';

export function symbolsOf(document: vscode.TextDocument): vscode.DocumentSymbol[] {
	const { connections, jobs } = outlineOf(document.getText());
	const symbol = (entry: Entry, detail: string | undefined, kind: vscode.SymbolKind): vscode.DocumentSymbol => {
		const [range, name] = [rangeIn(document, entry.range), rangeIn(document, entry.nameRange)];
		return new vscode.DocumentSymbol(entry.name, detail ?? '', kind, range, name);
	};
	// The editor refuses a symbol without a name.
	const isNamed = ({ name }: Entry): boolean => name !== '';
	return [
		...connections.filter(isNamed).map((one) => symbol(one, one.source, vscode.SymbolKind.Module)),
		...jobs.filter(isNamed).map((one) => symbol(one, one.kind, vscode.SymbolKind.Event)),
	];
}
