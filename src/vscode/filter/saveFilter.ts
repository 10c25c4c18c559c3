/** Adds a filter to a file of filters, as a block of its own, and shows it there. */
import * as vscode from 'vscode';
import { runCommand } from '../doors/commands.ts';
import type { DatasetRef } from '../refs.ts';
import { targetOf } from '../refs.ts';
import { blockText, gapBehind } from './filterBlock.ts';

const NEW_FILE = 'filters.rfilter';
const MOST_FILES = 100;

export async function saveFilter(ref: DatasetRef, expression: string): Promise<void> {
	const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(ref.folder));
	if (folder === undefined) {
		await runCommand('freehold.openFolder');
		return;
	}
	const uri = await askFile(folder);
	if (uri === undefined) return;
	const name = await vscode.window.showInputBox({ title: vscode.l10n.t('Name of the filter'), ignoreFocusOut: true });
	if (name === undefined) return;
	await append(uri, blockText(name.trim(), targetOf(ref), expression));
}

async function askFile(folder: vscode.WorkspaceFolder): Promise<vscode.Uri | undefined> {
	const pattern = new vscode.RelativePattern(folder, '**/*.rfilter');
	const found = await vscode.workspace.findFiles(pattern, undefined, MOST_FILES);
	const fresh = vscode.Uri.joinPath(folder.uri, NEW_FILE);
	const files = found.some(({ path }) => path === fresh.path) ? found : [...found, fresh];
	const [only] = files;
	if (files.length === 1) return only;
	const choices = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri, false), uri }));
	const placeHolder = vscode.l10n.t('Into which file?');
	return (await vscode.window.showQuickPick(choices, { placeHolder, ignoreFocusOut: true }))?.uri;
}

async function append(uri: vscode.Uri, block: string): Promise<void> {
	const edit = new vscode.WorkspaceEdit();
	edit.createFile(uri, { ignoreIfExists: true });
	await vscode.workspace.applyEdit(edit);
	const document = await vscode.workspace.openTextDocument(uri);
	const end = document.positionAt(document.getText().length);
	const addition = new vscode.WorkspaceEdit();
	addition.insert(uri, end, `${gapBehind(document.getText())}${block}`);
	await vscode.workspace.applyEdit(addition);
	await document.save();
	const editor = await vscode.window.showTextDocument(document);
	const last = document.positionAt(document.getText().length);
	editor.revealRange(new vscode.Range(last, last));
}
