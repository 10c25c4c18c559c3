/** Connection names in freehold.yaml: from a job to its connection, back to all jobs, and another name for it. */
import * as vscode from 'vscode';
import { connectionNameAt, renameConnection } from '../../core/project/language/connectionNames.ts';
import type { ConnectionName } from '../../core/project/language/connectionNames.ts';
import type { Freehold } from '../freehold.ts';
import { folderOf, rangeIn } from './documents.ts';
import { storedDatasets } from './knowledge.ts';

export function definitionAt(
	document: vscode.TextDocument,
	position: vscode.Position,
): vscode.LocationLink[] | undefined {
	const found = nameAt(document, position);
	if (found?.declaration === undefined) return undefined;
	const targetRange = rangeIn(document, found.declaration);
	return [{ originSelectionRange: rangeIn(document, found.range), targetUri: document.uri, targetRange }];
}

export function referencesAt(
	document: vscode.TextDocument,
	position: vscode.Position,
	withDeclaration: boolean,
): vscode.Location[] {
	const found = nameAt(document, position);
	if (found === undefined) return [];
	const declaration = withDeclaration && found.declaration !== undefined ? [found.declaration] : [];
	return [...declaration, ...found.uses].map((range) => new vscode.Location(document.uri, rangeIn(document, range)));
}

/** @throws Error with the words that the editor shows, where there is nothing to be renamed */
export function renamedAt(
	document: vscode.TextDocument,
	position: vscode.Position,
): { readonly range: vscode.Range; readonly placeholder: string } {
	const found = nameAt(document, position);
	if (found?.declaration === undefined)
		throw new Error(vscode.l10n.t('Only names of connections can be changed here.'));
	return { range: rangeIn(document, found.range), placeholder: found.name };
}

/** What is stored under the old name stays there: whoever has something stored sees that before anything is changed. */
export async function renameAt(
	freehold: Freehold,
	document: vscode.TextDocument,
	position: vscode.Position,
	to: string,
): Promise<vscode.WorkspaceEdit | undefined> {
	const from = nameAt(document, position)?.name;
	if (from === undefined) return undefined;
	const changes = renameConnection(document.getText(), from, to);
	const folder = folderOf(document);
	const isStored = folder !== undefined && (await storedDatasets(freehold, folder, from)).length > 0;
	const edit = new vscode.WorkspaceEdit();
	for (const { range, text } of changes) {
		if (isStored) edit.replace(document.uri, rangeIn(document, range), text, leftBehind(from));
		else edit.replace(document.uri, rangeIn(document, range), text);
	}
	return edit;
}

function leftBehind(name: string): vscode.WorkspaceEditEntryMetadata {
	return {
		label: vscode.l10n.t('Rename the connection {0} in this file', name),
		description: vscode.l10n.t('its data and credentials stay under the old name'),
		needsConfirmation: true,
	};
}

function nameAt(document: vscode.TextDocument, position: vscode.Position): ConnectionName | undefined {
	return connectionNameAt(document.getText(), document.offsetAt(position));
}
