/** Asks once, in a dialog, before anything is changed at Reapit; what would be sent can be looked at instead. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import type { OpenTarget } from './openTarget.ts';
import { showOnce, tabName } from './showOnce.ts';

/** Says whether a write is meant. @param shown  what would be sent; its first line names method and path */
export type Confirm = (target: OpenTarget, shown: string) => Promise<boolean>;

/** More of a body than this makes no dialog; the document has all of it. */
const MOST_CHARACTERS = 800;

export function confirmInDialog(freehold: Freehold): Confirm {
	return async (target, shown) => {
		const [first = ''] = shown.split('\n');
		const send = first.startsWith('DELETE ') ? vscode.l10n.t('Delete') : vscode.l10n.t('Send');
		const look = vscode.l10n.t('Show What Would Be Sent');
		const question = vscode.l10n.t('Send {0} to {1}?', first, target.ref.connection);
		const where = vscode.l10n.t('Customer {0}, server {1}', target.api.customer, target.server);
		const detail = `${where}\n\n${shortened(shown)}`;
		const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, send, look);
		if (chosen === look) await showOnce(freehold, target, first, `${tabName(first)}.txt`, shown);
		return chosen === send;
	};
}

function shortened(text: string): string {
	return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
}
