/** Writes a starter integration with a connection into a folder of the workspace. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { ReplicaReader } from '../../core/replica/reader.ts';
import { scaffold } from '../../core/requests/scaffold/scaffold.ts';
import { scaffoldTypes } from '../../core/requests/scaffold/scaffoldTypes.ts';
import type { Freehold } from '../freehold.ts';
import { askConnection } from '../jobs/askTarget.ts';
import { projectOnDisk } from '../projects/projectOnDisk.ts';
import type { ConnectionRef } from '../refs.ts';

export async function writeScaffold(freehold: Freehold, given: ConnectionRef | undefined): Promise<void> {
	const ref = given ?? (await askConnection(freehold, vscode.l10n.t('An integration with which connection?')));
	if (ref === undefined) return;
	const projects = await freehold.projects();
	const state = projects.of(ref.folder);
	const what = vscode.l10n.t('The integration was not written');
	const project = state === undefined ? undefined : projectOnDisk(state, what);
	const connection = projects.connection(ref);
	if (project === undefined || connection === undefined) {
		throw new FreeholdError('configuration', {
			what,
			why: vscode.l10n.t('freehold.yaml has no connection {0}', ref.connection),
			next: vscode.l10n.t('Mend freehold.yaml'),
		});
	}
	const name = await vscode.window.showInputBox({
		title: vscode.l10n.t('Folder of the integration, within {0}', state?.name ?? ''),
		value: `${ref.connection}-integration`,
		validateInput: (value) =>
			/^[\w][\w./-]*$/.test(value) && !value.includes('..') ? undefined : vscode.l10n.t('A name within this folder'),
	});
	if (name === undefined) return;
	const folder = vscode.Uri.joinPath(vscode.Uri.parse(ref.folder), name);
	await checkEmpty(folder, what);
	const reader = ReplicaReader.openWhereAny(replicaFile(project.dataFolder, ref.connection));
	try {
		for (const { path, text } of scaffold({ connection, types: await scaffoldTypes(reader, connection, []) }))
			await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode(text));
	} finally {
		reader?.close();
	}
	await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'README.md'));
}

async function checkEmpty(folder: vscode.Uri, what: string): Promise<void> {
	const found = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch((error: unknown) => {
		if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return [];
		throw error;
	});
	if (found.length === 0) return;
	throw new FreeholdError('usage', {
		what,
		why: vscode.l10n.t('{0} is not empty', vscode.workspace.asRelativePath(folder)),
		next: vscode.l10n.t('Choose another name'),
	});
}
