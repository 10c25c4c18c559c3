/** The only door to settings. */
import * as vscode from 'vscode';
import type { SettingId, SettingValues } from '../ids.ts';

/** @param scope  the folder whose settings count, in a workspace of several */
export function getSetting<Id extends SettingId>(id: Id, scope?: vscode.Uri): SettingValues[Id] {
	const dot = id.lastIndexOf('.');
	const value = vscode.workspace.getConfiguration(id.slice(0, dot), scope ?? null).get(id.slice(dot + 1));
	// The manifest gives each setting a default; the editor gives it where nobody has set another.
	return value as SettingValues[Id];
}

export function onDidChangeSetting(id: SettingId, listener: () => void): vscode.Disposable {
	return vscode.workspace.onDidChangeConfiguration((event) => {
		if (event.affectsConfiguration(id)) listener();
	});
}
