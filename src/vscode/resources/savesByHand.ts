/** Tells a save by hand from one that the editor makes by itself: only the first may reach the vendor. */
import * as vscode from 'vscode';
import type { Ending } from '../feature.ts';
import { isResource } from './scheme.ts';

export class SavesByHand implements Ending {
	readonly #meant = new Set<string>();
	readonly #listening: vscode.Disposable;

	constructor() {
		this.#listening = vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
			if (!isResource(document)) return;
			const key = document.uri.toString();
			// After a delay, when the focus leaves: that is nobody's wish to change a record.
			if (reason === vscode.TextDocumentSaveReason.Manual) this.#meant.add(key);
			else this.#meant.delete(key);
		});
	}

	/** Whether the write that comes now is one; each counts once. */
	take(uri: vscode.Uri): boolean {
		return this.#meant.delete(uri.toString());
	}

	dispose(): void {
		this.#listening.dispose();
	}
}
