/** A record, a page of a list, or where a link leads, as Reapit has it now; a file is saved. */
import * as vscode from 'vscode';
import { isJsonObject } from '../../core/json.ts';
import { entityTag } from '../../core/sources/reapit/entities/entityTag.ts';
import { splitLink } from '../../core/sources/reapit/entities/pathText.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef, DatasetRef, EntityRef } from '../refs.ts';
import { askPath } from './askPath.ts';
import { askingText, openTarget } from './openTarget.ts';
import type { OpenTarget } from './openTarget.ts';
import { recordText } from './recordText.ts';
import { showOnce, tabName } from './showOnce.ts';

export async function getRecord(
	freehold: Freehold,
	given: ConnectionRef | DatasetRef | EntityRef | undefined,
): Promise<vscode.TextDocument | undefined> {
	const target = await openTarget(freehold, given, vscode.l10n.t('From which connection is a record wanted?'));
	const text = target === undefined ? undefined : await askPath(freehold, target, 'GET', given);
	if (target === undefined || text === undefined) return undefined;
	const { path, query } = splitLink(text);
	if (path.endsWith('/download')) return download(target, path);
	const answer = await whileWaiting(askingText(target, path), (signal) => target.entities.read(path, query, signal));
	const { json = null } = answer;
	const etag = isJsonObject(json) ? entityTag(answer, json) : undefined;
	const told = recordText({ path: text, customer: target.api.customer, etag, json });
	return showOnce(freehold, target, text, `${tabName(text)}.json`, told);
}

/** To where the user says; shown in the editor's own way. */
async function download(target: OpenTarget, text: string): Promise<undefined> {
	const { path } = target.entities.paths.operation(text, 'GET').at;
	const file = await vscode.window.showSaveDialog({ title: vscode.l10n.t('Where is the file to be saved?') });
	if (file === undefined) return;
	const body = await whileWaiting(askingText(target, text), (signal) =>
		target.api.download({ path, label: path }, signal),
	);
	await vscode.workspace.fs.writeFile(file, body);
	await vscode.commands.executeCommand('vscode.open', file);
}
