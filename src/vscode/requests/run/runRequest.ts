/** Runs a request: its answer is shown beside its file. */
import * as vscode from 'vscode';
import type { Freehold } from '../../freehold.ts';
import { whileWaitingLong } from '../../doors/waiting.ts';
import type { PlaceRef } from '../../refs.ts';
import { RESPONSE_SCHEME } from '../selector.ts';
import { chosenRequest } from './chosenRequest.ts';
import type { RunWish } from './requestRuns.ts';
import { responseUri } from './responseDocuments.ts';
import { showFailure } from './showFailure.ts';

export async function runRequest(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	await runAndShow(freehold, await chosenRequest(ref));
}

/** @returns the document that shows the answer; `undefined` where none came */
export async function runAndShow(freehold: Freehold, wish: RunWish): Promise<vscode.TextDocument | undefined> {
	const runs = await freehold.requestRuns();
	const { outcome, kept } = await whileWaitingLong(vscode.l10n.t('Sending {0}', titleOf(wish)), (signal) =>
		runs.run(wish, signal),
	);
	if (outcome.result.kind === 'failed') {
		await showFailure(runs, wish, outcome.result.error);
		return undefined;
	}
	if (kept === undefined) return undefined;
	return showResponse(kept.id, outcome.name);
}

/** Beside the request file, which keeps the keyboard; answers take each other's place. */
export async function showResponse(id: string, title: string): Promise<vscode.TextDocument> {
	const document = await vscode.workspace.openTextDocument(responseUri(id, title));
	const viewColumn = columnOfAnswers() ?? vscode.ViewColumn.Beside;
	await vscode.window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: true });
	return document;
}

/** Where one is in sight: beside the answer whose link is followed there would be a third column. */
function columnOfAnswers(): vscode.ViewColumn | undefined {
	return vscode.window.tabGroups.all.find(({ activeTab }) => {
		const input = activeTab?.input;
		return input instanceof vscode.TabInputText && input.uri.scheme === RESPONSE_SCHEME;
	})?.viewColumn;
}

function titleOf({ block }: RunWish): string {
	return `${block.request?.method?.text ?? 'GET'} ${block.request?.address.text ?? ''}`;
}
