/** What vendors say of fields that they refuse, shown at those fields until the file changes or is sent with success. */
import * as vscode from 'vscode';
import { refusedFields } from '../../../core/requests/write/refusedFields.ts';
import type { RequestBlock } from '../../../core/requests/document/requestDocument.ts';
import type { Exchange } from '../../../core/requests/send/exchange.ts';
import { rangeOf } from '../../filter/documents.ts';
import type { Ending } from '../../feature.ts';

export class RequestRefusals implements Ending {
	readonly #shown = vscode.languages.createDiagnosticCollection('freehold-http-answers');
	readonly #following: readonly Ending[];

	constructor() {
		const forget = (uri: vscode.Uri): void => this.#shown.delete(uri);
		this.#following = [
			vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
				if (contentChanges.length > 0) forget(document.uri);
			}),
			vscode.workspace.onDidCloseTextDocument(({ uri }) => forget(uri)),
		];
	}

	/** An answer has come: whatever an older one of this request said is of the past. */
	tell(uri: vscode.Uri, text: string, block: RequestBlock, exchange: Exchange): void {
		const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
		// What was typed meanwhile moved everything.
		if (document?.getText() !== text) return;
		const own = rangeOf(document, block);
		const others = (this.#shown.get(uri) ?? []).filter(({ range }) => own.intersection(range) === undefined);
		const told = refusedFields(block, exchange).map(({ message, ...span }) => {
			const diagnostic = new vscode.Diagnostic(rangeOf(document, span), message, vscode.DiagnosticSeverity.Error);
			diagnostic.source = 'Reapit';
			diagnostic.code = exchange.status;
			return diagnostic;
		});
		this.#shown.set(uri, [...others, ...told]);
	}

	dispose(): void {
		this.#shown.dispose();
		for (const one of this.#following) one.dispose();
	}
}
