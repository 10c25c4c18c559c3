/** Saves a connection: its plain part in freehold.yaml, its secrets in SecretStorage alone. */
import * as vscode from 'vscode';
import { addConnection } from '../../core/project/edit/editConnections.ts';
import type { RawSettings } from '../../core/project/edit/editConnections.ts';
import { loneConnection } from '../../core/project/language/loneConnection.ts';
import { settingsOf } from '../../core/project/newConnection.ts';
import type { NewConnection } from '../../core/project/newConnection.ts';
import { newProjectText } from '../../core/project/newProject.ts';
import type { Dataset } from '../../core/sources/source.ts';
import type { Freehold } from '../freehold.ts';
import { writeProject } from '../projects/writeProject.ts';
import type { ConnectionRef } from '../refs.ts';
import { changeProjectFile } from './changeProjectFile.ts';

export interface Saved {
	readonly secrets: Readonly<Record<string, string>>;
	/** What the vendor said to exist; `undefined` where it was not asked. */
	readonly datasets?: readonly Dataset[] | undefined;
}

/** Adds it to the folder's freehold.yaml, or begins one with it and with the jobs that make sense for it. */
export async function saveNewConnection(
	freehold: Freehold,
	folder: vscode.Uri,
	connection: NewConnection,
	saved: Saved,
): Promise<ConnectionRef> {
	const ref = { folder: folder.toString(), connection: connection.name };
	const state = (await freehold.projects()).of(ref.folder);
	if (state !== undefined) return saveSettings(freehold, ref, settingsOf(connection), saved);
	const file = await writeProject(folder, newProjectText([connection]), 'new');
	await keep(freehold, ref, file, saved);
	return ref;
}

/** @throws FreeholdError `usage` where the name is taken; nothing is saved then */
export async function saveSettings(
	freehold: Freehold,
	ref: ConnectionRef,
	settings: RawSettings,
	saved: Saved,
): Promise<ConnectionRef> {
	const state = (await freehold.projects()).of(ref.folder);
	if (state === undefined) throw new Error(`${ref.folder} has no freehold.yaml`);
	await changeProjectFile(state.file, (text) => addConnection(text, ref.connection, settings));
	await keep(freehold, ref, state.file, saved);
	return ref;
}

/** Bound to what the file says now. */
async function keep(freehold: Freehold, ref: ConnectionRef, file: vscode.Uri, saved: Saved): Promise<void> {
	const [projects, network, catalogues] = await Promise.all([
		freehold.projects(),
		freehold.network(),
		freehold.catalogues(),
	]);
	const text = (await vscode.workspace.openTextDocument(file)).getText();
	if (Object.keys(saved.secrets).length > 0) {
		await network.secrets.store(ref, loneConnection(text, ref.connection), saved.secrets);
	}
	await projects.refresh();
	if (saved.datasets !== undefined) await catalogues.remember(ref, saved.datasets);
}
