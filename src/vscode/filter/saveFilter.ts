/** Adds a filter to a file of filters, as a block of its own, and shows it there. */
import * as vscode from 'vscode';
import { runCommand } from '../doors/commands.ts';
import { kindOf } from '../filesView/fileRows.ts';
import { folderFiles } from '../filesView/folderFiles.ts';
import type { Freehold } from '../freehold.ts';
import type { DatasetRef } from '../refs.ts';
import { targetOf } from '../refs.ts';
import { blockText, gapBehind } from './filterBlock.ts';

const NEW_FILE = 'filters.rfilter';

export async function saveFilter(freehold: Freehold, ref: DatasetRef, expression: string): Promise<void> {
	const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(ref.folder));
	if (folder === undefined) {
		await runCommand('freehold.openFolder');
		return;
	}
	const uri = await askFile(freehold, folder);
	if (uri === undefined) return;
	const name = await vscode.window.showInputBox({ title: vscode.l10n.t('Name of the filter'), ignoreFocusOut: true });
	if (name === undefined) return;
	await append(uri, blockText(name.trim(), targetOf(ref), expression));
}

async function askFile(freehold: Freehold, folder: vscode.WorkspaceFolder): Promise<vscode.Uri | undefined> {
	const paths = (await folderFiles(await freehold.projects(), folder)).filter((path) => kindOf(path) === 'filters');
	const found = paths.map((path) => vscode.Uri.joinPath(folder.uri, path));
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
	const wasSaved = !document.isDirty;
	const end = document.positionAt(document.getText().length);
	const addition = new vscode.WorkspaceEdit();
	addition.insert(uri, end, `${gapBehind(document.getText())}${block}`);
	await vscode.workspace.applyEdit(addition);
	// Other changes are the user's to save.
	if (wasSaved) await document.save();
	const editor = await vscode.window.showTextDocument(document);
	const last = document.positionAt(document.getText().length);
	editor.revealRange(new vscode.Range(last, last));
}
