/** Moves secrets out of a request file into SecretStorage: first they are kept, then variables take their places. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import type { Connection } from '../../core/project/project.ts';
import { directiveWord } from '../../core/requests/document/requestDocument.ts';
import type { RequestBlock } from '../../core/requests/document/requestDocument.ts';
import { movedSecrets } from '../../core/requests/movedSecrets.ts';
import { requestSecrets } from '../../core/requests/requestSecrets.ts';
import type { RequestSecret } from '../../core/requests/requestSecrets.ts';
import type { Freehold } from '../freehold.ts';
import { askConnection } from '../jobs/askTarget.ts';
import { rangeIn } from '../projectFile/documents.ts';
import type { ConnectionRef, FileRef } from '../refs.ts';

export async function moveRequestSecrets(freehold: Freehold, { file }: FileRef): Promise<void> {
	const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(file));
	const before = requestSecrets(document.getText()).length;
	// Those that name no connection come last, when the others have told theirs.
	const names = new Set(requestSecrets(document.getText()).map(({ block }) => connectionOf(block)));
	const refused: FreeholdError[] = [];
	for (const name of [...names].sort()) {
		const target = await targetOf(freehold, document, name);
		if (target === undefined) break;
		const error = await moveTo(freehold, document, name, target);
		if (error !== undefined) refused.push(error);
	}
	const moved = before - requestSecrets(document.getText()).length;
	const [first] = refused;
	if (first === undefined || moved > 0)
		void (await freehold.messages()).secretsMoved(moved, vscode.workspace.asRelativePath(document.uri));
	if (first !== undefined) throw first;
}

interface Target {
	readonly ref: ConnectionRef;
	readonly connection: Connection;
}

/** The connection that a request names, or the one that the user does. */
async function targetOf(
	freehold: Freehold,
	document: vscode.TextDocument,
	name: string | undefined,
): Promise<Target | undefined> {
	const projects = await freehold.projects();
	const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString();
	const named = folder === undefined || name === undefined ? undefined : { folder, connection: name };
	const known = named !== undefined && projects.connection(named) !== undefined;
	const question = vscode.l10n.t('Whose are the secrets of {0}?', vscode.workspace.asRelativePath(document.uri));
	const ref = known ? named : await askConnection(freehold, question);
	const connection = ref === undefined ? undefined : projects.connection(ref);
	return ref === undefined || connection === undefined ? undefined : { ref, connection };
}

/**
 * The file may have been typed in meanwhile: what goes is looked for anew.
 *
 * @returns what is to be said once the others are moved too, where they still stand in the file
 */
async function moveTo(
	freehold: Freehold,
	document: vscode.TextDocument,
	name: string | undefined,
	{ ref, connection }: Target,
): Promise<FreeholdError | undefined> {
	const ofRequests = (): readonly RequestSecret[] =>
		requestSecrets(document.getText()).filter(({ block }) => connectionOf(block) === name);
	const wasSaved = !document.isDirty;
	const { fields, changes } = movedSecrets(ofRequests(), connection);
	// The editor refuses an edit without changes, and there is nothing to keep.
	if (changes.length === 0) return undefined;
	const { secrets } = await freehold.network();
	await secrets.store(ref, connection, fields);
	const edit = new vscode.WorkspaceEdit();
	for (const { range, text } of changes) edit.replace(document.uri, rangeIn(document, range), text);
	const isTaken = await vscode.workspace.applyEdit(edit);
	// Until it is saved, the secrets still lie on the disk; other changes are the user's to save.
	if (isTaken && (!wasSaved || (await document.save()))) return undefined;
	return stillThere(document, isTaken);
}

/** They are kept by then: to move them once more does no harm. */
function stillThere({ uri }: vscode.TextDocument, isTaken: boolean): FreeholdError {
	return new FreeholdError('conflict', {
		what: vscode.l10n.t('The secrets still stand in {0}', vscode.workspace.asRelativePath(uri)),
		why: isTaken
			? vscode.l10n.t('they were stored, and the file could not be saved')
			: vscode.l10n.t('they were stored, and the editor refused the change of the file'),
		next: isTaken ? vscode.l10n.t('Save the file') : vscode.l10n.t('Move them again, or take them out by hand'),
	});
}

function connectionOf(block: RequestBlock): string | undefined {
	return directiveWord(block, 'connection')?.text;
}
