/** Request files and their answers, as host tests see them. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { RESPONSE_SCHEME } from '../../src/vscode/requests/selector.ts';
import { until } from './tiny.ts';
import { folder } from './workspace.ts';

/** A request file of the workspace, in the only column of editors. */
export async function openRequests(name: string, text: string): Promise<vscode.TextDocument> {
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	writeFileSync(join(folder(), name), text);
	const document = await vscode.workspace.openTextDocument(join(folder(), name));
	await vscode.window.showTextDocument(document);
	// One that a test before has changed is still as that test left it.
	const edit = new vscode.WorkspaceEdit();
	edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
	if (document.getText() !== text) await vscode.workspace.applyEdit(edit);
	return document;
}

/** The place of a text in a document, as commands take it. */
export function placeOf(document: vscode.TextDocument, text: string): { file: string; offset: number } {
	const offset = document.getText().indexOf(text);
	assert.notEqual(offset, -1, `${text} is not in ${document.getText()}`);
	return { file: document.uri.toString(), offset };
}

export async function runAt(document: vscode.TextDocument, text: string): Promise<vscode.TextDocument> {
	const before = answers().length;
	await vscode.commands.executeCommand('freehold.requests.run', placeOf(document, text));
	return newest(before);
}

/** The answer that came last; more of them are there than before. */
export async function newest(before: number): Promise<vscode.TextDocument> {
	const all = await until('an answer is shown', () => (answers().length > before ? answers() : undefined));
	const [last] = all.toSorted((a, b) => startedAt(b) - startedAt(a));
	assert.ok(last);
	await until('it is in sight', () => vscode.window.visibleTextEditors.some(({ document }) => document === last));
	return last;
}

export function answers(): readonly vscode.TextDocument[] {
	return vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === RESPONSE_SCHEME);
}

function startedAt({ uri }: vscode.TextDocument): number {
	return Number.parseInt(uri.query, 10);
}

/** Follows the link at the end of a text of an answer, as a click does. */
export async function follow(answer: vscode.TextDocument, text: string): Promise<vscode.TextDocument> {
	const at = answer.positionAt(placeOf(answer, text).offset + text.length - 1);
	const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', answer.uri);
	const link = links.find(({ range }) => range.contains(at));
	assert.ok(link?.target, `${text} is no link among ${links.map(({ range }) => answer.getText(range)).join(', ')}`);
	assert.equal(link.target.scheme, 'command');
	const before = answers().length;
	const input = JSON.parse(decodeURIComponent(link.target.query)) as readonly unknown[];
	await vscode.commands.executeCommand(link.target.path, ...input);
	return newest(before);
}

/** Answers what the extension would ask, for as long as the work lasts. */
export async function answering(replies: Partial<typeof vscode.window>, work: () => Promise<unknown>): Promise<void> {
	const { window } = vscode;
	const before = Object.fromEntries(Object.keys(replies).map((name) => [name, window[name as keyof typeof window]]));
	Object.assign(window, replies);
	try {
		await work();
	} finally {
		Object.assign(window, before);
	}
}

/** Chooses the first row whose label holds each text, in this order. */
export function choosing(...labels: readonly string[]): typeof vscode.window.showQuickPick {
	const wanted = [...labels];
	const pick = async (items: unknown): Promise<unknown> => {
		const all = (await items) as readonly (string | vscode.QuickPickItem)[];
		const label = wanted.shift() ?? '';
		const found = all.find((item) => (typeof item === 'string' ? item : item.label).includes(label));
		assert.ok(found !== undefined, `${label} is not among ${JSON.stringify(all)}`);
		return found;
	};
	return pick as typeof vscode.window.showQuickPick;
}

/** An input box that is left with a text. */
export function typing(text: string): typeof vscode.window.showInputBox {
	return () => Promise.resolve(text);
}
