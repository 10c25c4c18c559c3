/** What was counted of requests, for the lenses above them, until they are changed. */
import * as vscode from 'vscode';
import { blockAt } from '../../../core/requests/document/requestDocument.ts';
import type { PlaceRef } from '../../refs.ts';
import { requestsIn } from '../language/requestDocuments.ts';

export class RequestCounts implements Disposable {
	readonly #counts = new Map<string, string>();
	readonly #changed = new vscode.EventEmitter<void>();

	readonly onDidChange = this.#changed.event;

	async tell(place: PlaceRef, text: string): Promise<void> {
		const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.file));
		this.#counts.set(keyOf(document, place.offset), text);
		this.#changed.fire();
	}

	/** Of the request at an offset, as it stands there now. */
	of(document: vscode.TextDocument, offset: number): string | undefined {
		return this.#counts.get(keyOf(document, offset));
	}

	[Symbol.dispose](): void {
		this.#changed.dispose();
	}
}

/** Another text is another request, and was not counted. */
function keyOf(document: vscode.TextDocument, offset: number): string {
	const block = blockAt(requestsIn(document), offset);
	return block === undefined ? '' : document.getText().slice(block.start, block.end).trim();
}
