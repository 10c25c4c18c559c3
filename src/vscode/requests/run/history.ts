/** Answers that were kept: looked through, opened again, compared. */
import * as vscode from 'vscode';
import { exchangeLine } from '../../../core/wording/exchangeText.ts';
import { exchangeOf, holds } from '../../../core/requests/response/keptExchange.ts';
import type { Freehold } from '../../freehold.ts';
import { agoText } from '../../views/words.ts';
import type { HistoryEntry } from './exchangeHistory.ts';
import { responseUri } from './responseDocuments.ts';
import { showResponse } from './runRequest.ts';

interface Choice extends vscode.QuickPickItem {
	readonly entry: HistoryEntry;
}

export async function openHistory(freehold: Freehold): Promise<void> {
	const chosen = await pick(
		freehold,
		vscode.l10n.t('Which answer is to be opened? What you type is looked for in bodies and headers, too.'),
	);
	if (chosen !== undefined) await showResponse(chosen.kept.id, chosen.origin.title);
}

/** The older one on the left. */
export async function compareResponses(freehold: Freehold): Promise<void> {
	const first = await pick(freehold, vscode.l10n.t('Which answer is to be compared?'));
	if (first === undefined) return;
	const second = await pick(freehold, vscode.l10n.t('With which one?'), first);
	if (second === undefined) return;
	const [before, after] = [first, second].toSorted((a, b) => a.kept.exchange.startedAt - b.kept.exchange.startedAt);
	if (before === undefined || after === undefined) return;
	const [left, right] = [before, after].map(({ kept, origin }) => responseUri(kept.id, origin.title));
	const title =
		before.origin.title === after.origin.title ? before.origin.title : `${before.origin.title} ↔ ${after.origin.title}`;
	await vscode.commands.executeCommand('vscode.diff', left, right, title);
}

export async function clearHistory(freehold: Freehold): Promise<void> {
	const clear = vscode.l10n.t('Delete');
	const question = vscode.l10n.t('Delete all answers that were kept of this workspace?');
	const chosen = await vscode.window.showWarningMessage(question, { modal: true }, clear);
	if (chosen !== clear) return;
	await (await freehold.requestRuns()).history.clear();
	(await freehold.responses()).forget();
}

/** Quick Pick looks at labels alone: what stands in bodies is looked for by us. */
async function pick(
	freehold: Freehold,
	placeholder: string,
	without?: HistoryEntry,
): Promise<HistoryEntry | undefined> {
	const all = (await (await freehold.requestRuns()).history.all()).filter(({ kept }) => kept.id !== without?.kept.id);
	const box = vscode.window.createQuickPick<Choice>();
	box.placeholder = all.length === 0 ? vscode.l10n.t('No request was sent in this workspace yet') : placeholder;
	box.items = all.map(choiceOf);
	box.onDidChangeValue((value) => {
		box.items = all.filter(({ kept }) => value === '' || holds(kept, value)).map(choiceOf);
	});
	try {
		return await new Promise<HistoryEntry | undefined>((resolve) => {
			box.onDidAccept(() => resolve(box.selectedItems[0]?.entry));
			box.onDidHide(() => resolve(undefined));
			box.show();
		});
	} finally {
		box.dispose();
	}
}

function choiceOf(entry: HistoryEntry): Choice {
	const { kept, origin } = entry;
	const exchange = exchangeOf(kept);
	return {
		label: origin.title,
		description: [exchangeLine(exchange), agoText(vscode.l10n, exchange.startedAt, Date.now())].join(' · '),
		detail: exchange.request.url,
		alwaysShow: true,
		entry,
	};
}
