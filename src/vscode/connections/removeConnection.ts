/** Takes a connection out of freehold.yaml, with its credentials, and where the user says so with its data. */
import * as vscode from 'vscode';
import { removeConnectionData } from '../../core/jobs/connectionData.ts';
import { removeConnection as removed } from '../../core/project/edit/removeConnection.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { changeProjectFile } from './changeProjectFile.ts';
import { chosenConnection, hasStoredData } from './chosenConnection.ts';
import type { ChosenConnection } from './chosenConnection.ts';
import { assertIdle } from './idle.ts';

export async function removeConnection(freehold: Freehold, given: ConnectionRef | undefined): Promise<void> {
	const chosen = await chosenConnection(freehold, given, vscode.l10n.t('Which connection is to be removed?'));
	if (chosen === undefined) return;
	const { ref } = chosen;
	await assertIdle(freehold, ref);
	const hasData = await hasStoredData(chosen);
	const keep = {
		label: vscode.l10n.t('Remove, Keep the Data on the Disk'),
		detail: vscode.l10n.t('It goes from freehold.yaml with its credentials; what jobs do with it goes too'),
	};
	const all = {
		label: vscode.l10n.t('Remove With Its Data…'),
		detail: vscode.l10n.t('Replica, change history and backed-up files are deleted too'),
	};
	const only = { label: vscode.l10n.t('Remove'), detail: keep.detail };
	const options = { title: vscode.l10n.t('Remove {0}', ref.connection), ignoreFocusOut: true };
	const answer = await vscode.window.showQuickPick(hasData ? [keep, all] : [only], options);
	if (answer === undefined || (answer === all && !(await mayDelete(ref)))) return;
	await carryOutRemoval(freehold, chosen, answer === all ? 'withData' : 'keepData');
}

/** The data first: a run that writes to them stops it all. */
export async function carryOutRemoval(
	freehold: Freehold,
	{ ref, state, dataFolder }: ChosenConnection,
	how: 'withData' | 'keepData',
): Promise<void> {
	await assertIdle(freehold, ref);
	if (how === 'withData' && dataFolder !== undefined) await removeConnectionData(dataFolder, ref.connection);
	await changeProjectFile(state.file, (text) => removed(text, ref.connection).text);
	await (await freehold.network()).secrets.remove(ref);
	await (await freehold.catalogues()).move(ref, undefined);
	await (await freehold.projects()).refresh();
}

async function mayDelete({ connection }: ConnectionRef): Promise<boolean> {
	const yes = vscode.l10n.t('Delete the Data');
	const detail = vscode.l10n.t('Replica, change history and backed-up files cannot be brought back.');
	const question = vscode.l10n.t('Delete all data of {0}?', connection);
	return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}
