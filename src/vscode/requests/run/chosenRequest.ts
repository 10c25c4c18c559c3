/** The request that a command is used on: of a lens, or at the cursor. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../../core/errors.ts';
import { blockAt } from '../../../core/requests/document/requestDocument.ts';
import type { PlaceRef } from '../../refs.ts';
import { requestsIn } from '../language/requestDocuments.ts';
import { isRequestDocument } from '../selector.ts';
import type { RunWish } from './requestRuns.ts';

/** @throws FreeholdError `usage` where there is none */
export async function chosenRequest(ref: PlaceRef | undefined): Promise<RunWish> {
	const editor = vscode.window.activeTextEditor;
	const document =
		ref === undefined ? editor?.document : await vscode.workspace.openTextDocument(vscode.Uri.parse(ref.file));
	const offset = ref?.offset ?? (editor === undefined ? 0 : editor.document.offsetAt(editor.selection.active));
	if (document !== undefined && isRequestDocument(document)) {
		const requests = requestsIn(document);
		const block = blockAt(requests, offset);
		if (block?.request !== undefined) return { uri: document.uri, document: requests, block };
	}
	throw new FreeholdError('usage', {
		what: vscode.l10n.t('There is no request'),
		why: vscode.l10n.t('the editor shows no request file, or the cursor is in no request'),
		next: vscode.l10n.t('Open a .freehold.http file, or begin one: Freehold: New Request File'),
	});
}

/**
 * One whose answers can be read again and again: its pages, its count.
 *
 * @throws FreeholdError `usage` where it changes data, or there is none
 */
export async function chosenRead(ref: PlaceRef | undefined): Promise<RunWish> {
	const wish = await chosenRequest(ref);
	const method = wish.block.request?.method?.text.toUpperCase() ?? 'GET';
	if (method === 'GET') return wish;
	throw new FreeholdError('usage', {
		what: vscode.l10n.t('Nothing was sent'),
		why: vscode.l10n.t('only what is read has pages and a count, and {0} reads nothing', method),
		next: vscode.l10n.t('Run the request'),
	});
}
