/** Follows a link of an answer: writes the request below the one that it came from, and runs it. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../../core/errors.ts';
import { parseRequests } from '../../../core/requests/document/parseRequests.ts';
import { blockAt } from '../../../core/requests/document/requestDocument.ts';
import { followLink } from '../../../core/requests/links/followLink.ts';
import type { ResponseLink } from '../../../core/requests/links/responseLink.ts';
import type { ShownLink } from '../../../core/requests/response/responseText.ts';
import type { Freehold } from '../../freehold.ts';
import type { PlaceRef } from '../../refs.ts';
import { requestsIn } from '../language/requestDocuments.ts';
import { RESPONSE_SCHEME } from '../selector.ts';
import { runAndShow } from './runRequest.ts';

/** @param ref  the answer's document, and which of its links */
export async function followResponseLink(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const uri = ref === undefined ? vscode.window.activeTextEditor?.document.uri : vscode.Uri.parse(ref.file);
	if (uri?.scheme !== RESPONSE_SCHEME) throw noLink();
	const { history } = await freehold.requestRuns();
	const entry = await history.get(uri.query);
	const links = (await (await freehold.responses()).shown(uri))?.links ?? [];
	const link = ref === undefined ? await askLink(links) : links[ref.offset]?.link;
	if (link === 'left') return;
	if (entry === undefined || link === undefined) throw noLink();
	const { kept, origin } = entry;
	// As it was when it was sent: the file may say something else by now.
	const sent = parseRequests(origin.text);
	const block = blockAt(sent, origin.offset);
	if (block === undefined) throw noLink();
	const text = followLink(sent, block, link, kept.exchange.request.url);
	const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(kept.file));
	const at = await insertBlock(document, text, origin.offset);
	const requests = requestsIn(document);
	const written = blockAt(requests, at);
	if (written === undefined || link.parameters.length > 0) return;
	await runAndShow(freehold, { uri: document.uri, document: requests, block: written });
}

/** By the keyboard: the same links, as a list. */
async function askLink(links: readonly ShownLink[]): Promise<ResponseLink | 'left'> {
	const choices = links.map(({ link }) => ({ label: link.name, description: link.url, link }));
	const placeHolder = vscode.l10n.t('Which link is to be followed?');
	return (await vscode.window.showQuickPick(choices, { placeHolder, matchOnDescription: true }))?.link ?? 'left';
}

/** Behind the block that the link came from. @returns a place within the new one */
async function insertBlock(document: vscode.TextDocument, text: string, offset: number): Promise<number> {
	const requests = requestsIn(document);
	const end = blockAt(requests, offset)?.end ?? document.getText().length;
	const before = document.getText().slice(0, end);
	const lead = before.endsWith('\n\n') || before === '' ? '' : before.endsWith('\n') ? '\n' : '\n\n';
	const follows = end < document.getText().length ? '\n' : '';
	const edit = new vscode.WorkspaceEdit();
	edit.insert(document.uri, document.positionAt(end), lead + text + follows);
	await vscode.workspace.applyEdit(edit);
	const start = end + lead.length;
	const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
	const column = visible?.viewColumn ?? vscode.ViewColumn.Active;
	const editor = await vscode.window.showTextDocument(document, { viewColumn: column, preserveFocus: true });
	editor.revealRange(new vscode.Range(document.positionAt(start), document.positionAt(start + text.length)));
	return start + 1;
}

function noLink(): FreeholdError {
	return new FreeholdError('usage', {
		what: vscode.l10n.t('The link was not followed'),
		why: vscode.l10n.t('its answer is no longer kept'),
		next: vscode.l10n.t('Send the request again'),
	});
}
