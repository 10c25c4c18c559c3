/** Imports requests of other tools, from the clipboard or from files, as a request file that is not saved yet. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../../core/errors.ts';
import { importRequests } from '../../../core/requests/import/importRequests.ts';
import type { Imported } from '../../../core/requests/import/imported.ts';
import { requestFileText } from '../../../core/requests/import/requestFileText.ts';
import type { Freehold } from '../../freehold.ts';
import { REQUEST_LANGUAGE } from '../selector.ts';

export async function importFile(freehold: Freehold): Promise<void> {
	const { l10n, window } = vscode;
	const clipboard = {
		label: `$(clippy) ${l10n.t('From the Clipboard')}`,
		detail: l10n.t('a curl command, an address, a collection'),
	};
	const files = {
		label: `$(folder-opened) ${l10n.t('From Files…')}`,
		detail: l10n.t('Postman 2.1, Bruno, OpenCollection, HAR'),
	};
	const chosen = await window.showQuickPick([clipboard, files], { placeHolder: l10n.t('Import requests') });
	if (chosen === undefined) return;
	const texts = chosen === clipboard ? [await vscode.env.clipboard.readText()] : await chosenTexts();
	if (texts.length === 0) return;
	const imported = together(texts.map(importRequests));
	const { text, secrets } = requestFileText(imported, await connectionName(freehold));
	await window.showTextDocument(await vscode.workspace.openTextDocument({ content: text, language: REQUEST_LANGUAGE }));
	const number = imported.requests.length;
	const told =
		secrets === 0
			? l10n.t('{0} requests imported', number)
			: l10n.t('{0} requests imported, {1} secrets left out', number, secrets);
	window.setStatusBarMessage(`$(check) ${told}`, 10_000);
}

async function chosenTexts(): Promise<readonly string[]> {
	const uris = await vscode.window.showOpenDialog({
		canSelectMany: true,
		filters: { [vscode.l10n.t('Collections')]: ['json', 'har', 'bru', 'yml', 'yaml', 'txt'] },
	});
	return Promise.all(
		(uris ?? []).map(async (uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))),
	);
}

function together(all: readonly Imported[]): Imported {
	const requests = all.flatMap((one) => one.requests);
	if (requests.length > 0)
		return { requests, variables: all.flatMap((one) => one.variables), notes: all.flatMap((one) => one.notes) };
	throw new FreeholdError('usage', {
		what: vscode.l10n.t('Nothing was imported'),
		why: vscode.l10n.t('it holds no requests'),
		next: vscode.l10n.t('Choose another file'),
	});
}

/** The only one that there is; several are for the user to name. */
async function connectionName(freehold: Freehold): Promise<string | undefined> {
	const names = (await freehold.projects()).all.flatMap(({ project }) => [...(project?.connections.keys() ?? [])]);
	return names.length === 1 ? names[0] : undefined;
}
