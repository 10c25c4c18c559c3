/** The files of a back-up: their folder, and each of them. */
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { BackupPlaces, filesFolder } from '../../core/jobs/backup/places.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { filesDataset } from '../../core/replica/fileManifest.ts';
import { bytes } from '../../core/wording/quantities.ts';
import { openFile } from '../exports/openFile.ts';
import type { Freehold } from '../freehold.ts';
import { askConnection } from '../jobs/askTarget.ts';
import { isJobRef } from '../refs.ts';
import type { ConnectionRef, JobRef } from '../refs.ts';

/** Quick Pick draws no more in good time; typing finds the others no better than the folder does. */
const MOST_OFFERED = 5000;

interface Backup extends ConnectionRef {
	readonly places: BackupPlaces;
	readonly replica: string;
}

/** In VS Code's explorer, or in the system's where it lies outside of the workspace. */
export async function revealBackup(freehold: Freehold, ref: ConnectionRef | JobRef | undefined): Promise<void> {
	const backup = await backupOf(freehold, ref);
	if (backup === undefined) return;
	const folder = vscode.Uri.file(backup.places.folder);
	if (vscode.workspace.getWorkspaceFolder(folder) === undefined) await vscode.env.openExternal(folder);
	else await vscode.commands.executeCommand('revealInExplorer', folder);
}

export async function openBackedUpFile(freehold: Freehold, ref: ConnectionRef | JobRef | undefined): Promise<void> {
	const backup = await backupOf(freehold, ref);
	if (backup === undefined) return;
	const sql = `SELECT path, size FROM ${filesDataset} WHERE state = 'stored' ORDER BY stored_at DESC, path`;
	const found = await (await freehold.replicas()).thread.ask(backup.replica, 'query', sql, MOST_OFFERED);
	const choices = (found?.rows ?? []).map(([path, size]) => ({
		label: String(path),
		description: bytes(Number(size)),
	}));
	const placeHolder = vscode.l10n.t('Which file is to be opened?');
	const chosen = await vscode.window.showQuickPick(choices, { placeHolder, title: backup.connection });
	if (chosen !== undefined) await openFile(vscode.Uri.file(backup.places.fileAt(chosen.label)));
}

/** @throws FreeholdError `notFound` where nothing was backed up */
async function backupOf(freehold: Freehold, given: ConnectionRef | JobRef | undefined): Promise<Backup | undefined> {
	const ref = await connectionOf(freehold, given);
	const project = ref === undefined ? undefined : (await freehold.projects()).of(ref.folder)?.project;
	if (ref === undefined || project === undefined) return undefined;
	const { folder, connection } = ref;
	const files = filesFolder(project.dataFolder, connection);
	if (!existsSync(files)) throw nothingStored(connection);
	return { folder, connection, places: new BackupPlaces(files), replica: replicaFile(project.dataFolder, connection) };
}

async function connectionOf(
	freehold: Freehold,
	given: ConnectionRef | JobRef | undefined,
): Promise<ConnectionRef | undefined> {
	if (given !== undefined && !isJobRef(given)) return given;
	const projects = await freehold.projects();
	const targets = given === undefined ? undefined : projects.of(given.folder)?.project?.jobs.get(given.job)?.targets;
	if (given !== undefined && targets?.length === 1 && targets[0] !== undefined)
		return { folder: given.folder, connection: targets[0] };
	const question = vscode.l10n.t('Whose backed-up files?');
	return askConnection(freehold, question, ({ source, connection }) => {
		return source === 'realpad' && (targets === undefined || targets.includes(connection));
	});
}

function nothingStored(connection: string): FreeholdError {
	return new FreeholdError('notFound', {
		what: `There are no backed-up files of ${connection}`,
		why: 'its folder of files does not exist yet',
		next: 'Back them up first',
	});
}
