/** Moves secrets out of freehold.yaml into SecretStorage: first they are kept, then they go from the file. */
import * as vscode from 'vscode';
import { applyChanges } from '../../core/project/language/connectionNames.ts';
import { loneConnection } from '../../core/project/language/loneConnection.ts';
import { secretsToMove } from '../../core/project/language/secretsToMove.ts';
import type { FoundSecret } from '../../core/project/language/secretsToMove.ts';
import { PROJECT_FILE } from '../../core/project/parseProject.ts';
import type { Connection } from '../../core/project/project.ts';
import type { Freehold } from '../freehold.ts';
import { secretFields } from '../../core/project/secretFields.ts';
import type { ConnectionRef } from '../refs.ts';
import { rangeIn } from './documents.ts';

/** Those of one connection, or all there are. */
export async function moveSecrets(freehold: Freehold, ref: ConnectionRef | undefined): Promise<void> {
	const [projects, messages] = await Promise.all([freehold.projects(), freehold.messages()]);
	let moved = 0;
	for (const { folder, file } of projects.all) {
		if (ref !== undefined && ref.folder !== folder) continue;
		const document = await vscode.workspace.openTextDocument(file);
		const named = secretsToMove(document.getText()).map(({ connection }) => connection);
		for (const connection of new Set(named)) {
			if (ref !== undefined && ref.connection !== connection) continue;
			const count = await moveOf(freehold, { folder, connection }, document);
			if (count === undefined) return;
			moved += count;
		}
	}
	void messages.secretsMoved(moved, PROJECT_FILE);
}

/** @returns how many; `undefined` where the user left midway, which leaves this connection as it was */
async function moveOf(
	freehold: Freehold,
	ref: ConnectionRef,
	document: vscode.TextDocument,
): Promise<number | undefined> {
	const found = secretsOf(document, ref);
	const rest = applyChanges(
		document.getText(),
		found.map(({ removal }) => removal),
	);
	// What they are bound to is what the file says without them.
	const connection = loneConnection(rest, ref.connection);
	const fields = await namedFields(found, connection);
	if (fields === undefined) return undefined;
	const { secrets } = await freehold.network();
	await secrets.store(ref, connection, fields);
	return takeOut(document, ref, new Set(found.map(({ value }) => value)));
}

/** Under the names that the connection's sign-in asks for; where the file does not tell, the user does. */
async function namedFields(
	found: readonly FoundSecret[],
	connection: Connection,
): Promise<Readonly<Record<string, string>> | undefined> {
	const asked = secretFields(connection).map(({ name }) => name);
	const fields: Record<string, string> = {};
	for (const { key, field, value } of found) {
		const open = asked.filter((name) => !(name in fields));
		const [only] = open;
		const name =
			field !== undefined && asked.includes(field) ? field : open.length === 1 ? only : await askField(key, asked);
		if (name === undefined) return undefined;
		fields[name] = value;
	}
	return fields;
}

function askField(key: string, names: readonly string[]): Thenable<string | undefined> {
	const placeHolder = vscode.l10n.t('As what is the value of {0} to be kept?', key);
	return vscode.window.showQuickPick([...names], { placeHolder, ignoreFocusOut: true });
}

/** The file may have been typed in meanwhile: what goes is looked for anew. */
async function takeOut(
	document: vscode.TextDocument,
	ref: ConnectionRef,
	values: ReadonlySet<string>,
): Promise<number> {
	const wasSaved = !document.isDirty;
	const gone = secretsOf(document, ref).filter(({ value }) => values.has(value));
	const edit = new vscode.WorkspaceEdit();
	for (const { removal } of gone) edit.delete(document.uri, rangeIn(document, removal.range));
	await vscode.workspace.applyEdit(edit);
	// Until it is saved, the secret still lies on the disk; other changes are the user's to save.
	if (wasSaved) await document.save();
	return gone.length;
}

function secretsOf(document: vscode.TextDocument, { connection }: ConnectionRef): readonly FoundSecret[] {
	return secretsToMove(document.getText()).filter((secret) => secret.connection === connection);
}
