/** Chooses the environment that requests are sent with: one of http-client.env.json. */
import * as vscode from 'vscode';
import { ENVIRONMENT_FILE } from '../../../core/requests/resolve/environments.ts';
import type { Freehold } from '../../freehold.ts';

export async function chooseEnvironment(freehold: Freehold): Promise<void> {
	const uri = vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
	if (uri === undefined) return;
	const { l10n } = vscode;
	const names = await (await freehold.requestRuns()).environments(uri);
	const current = freehold.storage.ofWorkspace('requestEnvironment');
	const none = { label: l10n.t('None'), description: current === undefined ? l10n.t('chosen') : '', name: undefined };
	const choices = names.map((name) => ({ label: name, description: name === current ? l10n.t('chosen') : '', name }));
	const placeHolder =
		names.length === 0
			? l10n.t('There is no {0} in this folder yet', ENVIRONMENT_FILE)
			: l10n.t('Send requests with which environment?');
	const chosen = await vscode.window.showQuickPick([...choices, none], { placeHolder });
	if (chosen !== undefined) await freehold.storage.rememberInWorkspace('requestEnvironment', chosen.name);
}
