/** The extension and the opened folder, as host tests see them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as vscode from 'vscode';
import type { Freehold } from '../../src/vscode/freehold.ts';

export function extension(): vscode.Extension<unknown> {
	const found = vscode.extensions.getExtension('freehold.freehold');
	if (found === undefined) throw new Error('The extension is not there');
	return found;
}

/** The extension's inside, which it shows to tests alone. */
export function freehold(): Freehold {
	const { exports } = extension() as { readonly exports: Freehold | undefined };
	if (exports === undefined) throw new Error('The extension shows nothing: it does not know that it is being tested');
	return exports;
}

export function folder(): string {
	const [first] = vscode.workspace.workspaceFolders ?? [];
	if (first === undefined) throw new Error('No folder is open');
	return first.uri.fsPath;
}

/** Rows of a replica's table; 0 where there is none yet. */
export function storedRows(connection: string, table: string): number {
	const file = join(folder(), 'data', `${connection}.sqlite`);
	if (!existsSync(file)) return 0;
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		return Number(database.prepare(`SELECT count(*) AS rows FROM "${table}"`).get()?.rows ?? 0);
	} catch {
		// The table comes with the first page.
		return 0;
	} finally {
		database.close();
	}
}
