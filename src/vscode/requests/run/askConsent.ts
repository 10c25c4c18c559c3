/** Asks before anything that changes data, once for each file and connection while the window is open. */
import * as vscode from 'vscode';
import type { PendingWrite } from '../../../core/requests/send/consent.ts';
import { sentRequestText } from '../../../core/wording/exchangeText.ts';

/** More of a body than this makes no dialog. */
const MOST_CHARACTERS = 800;

export function askedConsent(): (uri: vscode.Uri, write: PendingWrite) => Promise<boolean> {
	const given = new Set<string>();
	return async (uri, { name, connection, request }) => {
		const to = connection?.connection ?? new URL(request.url).host;
		const key = `${uri.toString()} → ${to}`;
		if (given.has(key)) return true;
		const send = vscode.l10n.t('Send');
		const question = vscode.l10n.t('Send {0} to {1}? It changes data.', name, to);
		const text = sentRequestText(request);
		const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
		const asked = vscode.l10n.t('You are asked once for this file and {0}.', to);
		const chosen = await vscode.window.showWarningMessage(
			question,
			{ modal: true, detail: `${shown}\n\n${asked}` },
			send,
		);
		if (chosen !== send) throw new vscode.CancellationError();
		given.add(key);
		return true;
	};
}
