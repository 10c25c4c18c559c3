/** Asks whether the servers that freehold.yaml names now may have secrets that were given for others. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { chosenConnection } from './chosenConnection.ts';

/** @returns whether they may */
export async function allowServer(freehold: Freehold, given: ConnectionRef | undefined): Promise<boolean> {
	const question = vscode.l10n.t('Which connection may use another server?');
	const chosen = await chosenConnection(freehold, given, question);
	if (chosen === undefined) return false;
	const { ref, connection } = chosen;
	const { secrets } = await freehold.network();
	const standing = await secrets.standing(ref, connection);
	if (standing.kind !== 'elsewhere') return standing.kind === 'here';
	const now = standing.now.join(', ');
	const allow = vscode.l10n.t('Send Them to {0}', now);
	// Whoever can change freehold.yaml could have them otherwise: this is loss of data, so it is asked in a dialog.
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t('May {0} have the credentials of {1}?', now, ref.connection),
		{
			modal: true,
			detail: vscode.l10n.t(
				'They were given for {0}. freehold.yaml names another server now. Only go on if you know that server and changed it yourself.',
				standing.given.join(', '),
			),
		},
		allow,
	);
	if (answer !== allow) return false;
	await secrets.allow(ref, connection);
	return true;
}
