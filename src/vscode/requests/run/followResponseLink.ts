/** Follows a link of an answer: writes the request below the one that it came from, and runs it. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../../core/errors.ts';
import { parseRequests } from '../../../core/requests/document/parseRequests.ts';
import { blockAt } from '../../../core/requests/document/requestDocument.ts';
import type { RequestBlock, RequestDocument } from '../../../core/requests/document/requestDocument.ts';
import { followLink, ownLink } from '../../../core/requests/links/followLink.ts';
import type { ResponseLink } from '../../../core/requests/links/responseLink.ts';
import { keptBlockIn, withoutMasked } from '../../../core/requests/response/keptBlock.ts';
import type { ShownLink } from '../../../core/requests/response/responseText.ts';
import type { Freehold } from '../../freehold.ts';
import type { PlaceRef } from '../../refs.ts';
import { requestsIn } from '../language/requestDocuments.ts';
import { RESPONSE_SCHEME } from '../selector.ts';
import type { RequestRuns, RunWish } from './requestRuns.ts';
import { runAndShow } from './runRequest.ts';

/** @param ref  the answer's document, and which of its links */
export async function followResponseLink(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const uri = ref === undefined ? vscode.window.activeTextEditor?.document.uri : vscode.Uri.parse(ref.file);
	if (uri?.scheme !== RESPONSE_SCHEME) throw noLink();
	const runs = await freehold.requestRuns();
	const entry = await runs.history.get(uri.query);
	const links = (await (await freehold.responses()).shown(uri))?.links ?? [];
	const link = ref === undefined ? await askLink(links) : links[ref.offset]?.link;
	if (link === 'left') return;
	if (entry === undefined || link === undefined) throw noLink();
	const { kept, origin } = entry;
	const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(kept.file));
	const now = requestsIn(document);
	const block = keptBlockIn(now, origin.text, origin.offset);
	// Changed or gone since it was sent: then as it was, behind what stands in its place.
	const then = parseRequests(origin.text);
	const asking = block === undefined ? { document: then, block: blockThatAsks(then) } : { document: now, block };
	const sentUrl = kept.exchange.request.url;
	// Resolved anew only where it was masked, and nothing of it is written but what stands in the file.
	const own = sentUrl.includes('***') ? await addressOf(runs, { uri: document.uri, ...asking }) : undefined;
	const text =
		own === undefined
			? followLink(asking.document, asking.block, link, sentUrl)
			: followLink(asking.document, asking.block, ownLink(link, own), link.isForeign ? own : sentUrl);
	const at = await insertBlock(document, text, (block ?? blockAt(now, origin.offset))?.end);
	const requests = requestsIn(document);
	const written = blockAt(requests, at);
	if (written === undefined || link.parameters.length > 0) return;
	await runAndShow(freehold, { uri: document.uri, document: requests, block: written });
}

/** `undefined` where it can no longer be told: a variable is gone. */
async function addressOf(runs: RequestRuns, wish: RunWish): Promise<string | undefined> {
	try {
		return (await runs.resolve(wish, 'filled')).request.url;
	} catch (error) {
		if (FreeholdError.is(error)) return undefined;
		throw error;
	}
}

function blockThatAsks({ blocks }: RequestDocument): RequestBlock {
	const found = blocks.find(({ request }) => request !== undefined);
	if (found === undefined) throw noLink();
	return withoutMasked(found);
}

/** By the keyboard: the same links, as a list. */
async function askLink(links: readonly ShownLink[]): Promise<ResponseLink | 'left'> {
	const choices = links.map(({ link }) => ({ label: link.name, description: link.url, link }));
	const placeHolder = vscode.l10n.t('Which link is to be followed?');
	return (await vscode.window.showQuickPick(choices, { placeHolder, matchOnDescription: true }))?.link ?? 'left';
}

/**
 * @param end  of the block that it is to stand behind
 * @returns where the new one begins
 * @throws FreeholdError `readOnly` where the editor does not take it
 */
async function insertBlock(
	document: vscode.TextDocument,
	text: string,
	end = document.getText().length,
): Promise<number> {
	const before = document.getText().slice(0, end);
	const lead = /(?:^|\n\r?\n)$/.test(before) ? '' : before.endsWith('\n') ? '\n' : '\n\n';
	const follows = end < document.getText().length ? '\n' : '';
	const at = document.positionAt(end);
	const edit = new vscode.WorkspaceEdit();
	edit.insert(document.uri, at, lead + text + follows);
	// Without it another request would stand there, and be sent.
	if (!(await vscode.workspace.applyEdit(edit))) throw notWritten();
	// VS Code writes the line ends of the document: only lines can be counted on.
	const first = lead === '' ? at : new vscode.Position(at.line + lead.length, 0);
	const last = first.translate(text.trimEnd().split('\n').length - 1);
	const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
	const column = visible?.viewColumn ?? vscode.ViewColumn.One;
	const editor = await vscode.window.showTextDocument(document, { viewColumn: column, preserveFocus: true });
	editor.revealRange(new vscode.Range(first, last));
	return document.offsetAt(first);
}

function noLink(): FreeholdError {
	return new FreeholdError('usage', {
		what: vscode.l10n.t('The link was not followed'),
		why: vscode.l10n.t('its answer is no longer kept'),
		next: vscode.l10n.t('Send the request again'),
	});
}

function notWritten(): FreeholdError {
	return new FreeholdError('readOnly', {
		what: vscode.l10n.t('The link was not followed'),
		why: vscode.l10n.t('the editor did not take the new request into its file'),
		next: vscode.l10n.t('Check that the file may be written to, and try again'),
	});
}
