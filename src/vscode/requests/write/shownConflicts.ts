/** Which conflicts stand in request files: where one is undone, its request is about the version before again. */
import * as vscode from 'vscode';
import type { EntityConflict } from '../../../core/sources/reapit/entities/writeErrors.ts';
import type { Ending } from '../../feature.ts';

interface ShownConflict {
	readonly conflict: EntityConflict;
	/** The whole file, without the markers and with them. */
	readonly before: string;
	readonly marked: string;
}

type Tell = (conflict: EntityConflict, isShown: boolean) => void;

export class ShownConflicts implements Ending {
	readonly #shown = new Map<string, ShownConflict[]>();
	readonly #tell: Tell;
	readonly #following: readonly Ending[];

	constructor(tell: Tell) {
		this.#tell = tell;
		const { workspace } = vscode;
		this.#following = [
			workspace.onDidOpenTextDocument((document) => this.#look(document)),
			workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
				// VS Code tells also that a file is saved: what was resolved as yours before that stays resolved.
				if (contentChanges.length === 0) return;
				// Undone, or read from the disk again. Yours may have been taken where it came by an edit.
				if (reason !== undefined || !document.isDirty) this.#look(document);
			}),
		];
	}

	/** The markers stand in the file now. */
	add(uri: vscode.Uri, shown: ShownConflict): void {
		const key = uri.toString();
		this.#shown.set(key, [...(this.#shown.get(key) ?? []), shown].slice(-MOST));
		this.#tell(shown.conflict, true);
	}

	dispose(): void {
		for (const one of this.#following) one.dispose();
	}

	#look(document: vscode.TextDocument): void {
		const known = this.#shown.get(document.uri.toString());
		if (known === undefined) return;
		const text = document.getText();
		for (const { conflict, before, marked } of known)
			if (text === before || text === marked) this.#tell(conflict, text === marked);
	}
}

/** In one file; those before were resolved long ago. */
const MOST = 20;
