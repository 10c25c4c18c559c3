/** Asks, step by step, what a new connection is: its vendor, its name, and what decides how it may be asked. */
import * as vscode from 'vscode';
import type { NewConnection } from '../../core/project/newConnection.ts';
import { NAME_PATTERN } from '../../core/project/projectShape.ts';

/** @returns `undefined` where the user left midway */
export async function describeConnection(taken: ReadonlySet<string>): Promise<NewConnection | undefined> {
	const source = await choose(vscode.l10n.t('Where does the data come from?'), ['spark', 'realpad'] as const);
	if (source === undefined) return undefined;
	const name = await askName(taken, source === 'spark' ? 'mls' : 'realpad');
	if (name === undefined) return undefined;
	if (source === 'realpad') {
		const multiple = await askFlag(vscode.l10n.t('Was the developer moved to Multiple Inquiries?'));
		return multiple === undefined ? undefined : { source, name, multipleInquiries: multiple };
	}
	const keyType = await choose(vscode.l10n.t('Data role of the Spark API key'), [
		'idx',
		'vow',
		'bbo',
		'private',
	] as const);
	if (keyType === undefined) return undefined;
	const replication = await askFlag(vscode.l10n.t('Does the key have replication access?'));
	if (replication === undefined) return undefined;
	const auth = await choose(vscode.l10n.t('How does it sign in?'), ['token', 'apiSig'] as const);
	return auth === undefined ? undefined : { source, name, keyType, replication, auth };
}

function askName(taken: ReadonlySet<string>, usual: string): Thenable<string | undefined> {
	return vscode.window.showInputBox({
		title: vscode.l10n.t('Name of the connection'),
		value: taken.has(usual) ? '' : usual,
		ignoreFocusOut: true,
		validateInput: (text) => {
			if (!new RegExp(NAME_PATTERN).test(text)) return vscode.l10n.t('A letter, then letters, digits, - or _');
			return taken.has(text) ? vscode.l10n.t('There is a connection of that name') : undefined;
		},
	});
}

async function choose<T extends string>(placeHolder: string, values: readonly T[]): Promise<T | undefined> {
	const chosen = await vscode.window.showQuickPick([...values], { placeHolder, ignoreFocusOut: true });
	return values.find((value) => value === chosen);
}

async function askFlag(placeHolder: string): Promise<boolean | undefined> {
	const yes = vscode.l10n.t('Yes');
	const chosen = await vscode.window.showQuickPick([vscode.l10n.t('No'), yes], { placeHolder, ignoreFocusOut: true });
	return chosen === undefined ? undefined : chosen === yes;
}
