/** Answers as read-only documents beside the request file, with their links. */
import * as vscode from 'vscode';
import { reapitKeyTargets } from '../../../core/requests/links/keyLinks.ts';
import { exchangeOf } from '../../../core/requests/response/keptExchange.ts';
import { responseText } from '../../../core/requests/response/responseText.ts';
import type { ShownResponse } from '../../../core/requests/response/responseText.ts';
import { exchangeLine } from '../../../core/wording/exchangeText.ts';
import { rangeOf } from '../../filter/documents.ts';
import type { Freehold } from '../../freehold.ts';
import { RESPONSE_SCHEME } from '../selector.ts';

export function responseUri(id: string, title: string): vscode.Uri {
	const name =
		title
			.replaceAll(/[\\/?#:*"<>|\s]+/g, ' ')
			.trim()
			.slice(0, 60) || 'response';
	return vscode.Uri.from({ scheme: RESPONSE_SCHEME, path: `/${name}.freehold-response`, query: id });
}

/** More documents than these are not looked at side by side; an older one is made again. */
const MOST_SHOWN = 20;

export class ResponseDocuments
	implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.FoldingRangeProvider, Disposable
{
	readonly #freehold: Freehold;
	readonly #shown = new Map<string, ShownResponse>();

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		const shown = await this.shown(uri);
		return shown?.text ?? `# ${vscode.l10n.t('This answer is no longer kept. Send its request again.')}\n`;
	}

	async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
		const shown = await this.shown(document.uri);
		return (shown?.links ?? []).map(({ link, ...span }, nth) => {
			const input = encodeURIComponent(JSON.stringify([{ file: document.uri.toString(), offset: nth }]));
			const target = vscode.Uri.parse(`command:freehold.requests.followLink?${input}`);
			const found = new vscode.DocumentLink(rangeOf(document, span), target);
			found.tooltip = vscode.l10n.t('Follow {0}: writes and runs GET {1}', link.name, link.url);
			return found;
		});
	}

	async provideFoldingRanges(document: vscode.TextDocument): Promise<vscode.FoldingRange[]> {
		const shown = await this.shown(document.uri);
		if (shown === undefined) return [];
		const { start, end } = rangeOf(document, shown.headers);
		const headers = start.line < end.line ? [new vscode.FoldingRange(0, end.line, vscode.FoldingRangeKind.Region)] : [];
		return [...headers, ...bodyFolds(document, document.positionAt(shown.bodyStart).line)];
	}

	/** As it was made from the exchange of this id; `undefined` where that is gone. */
	async shown({ query }: vscode.Uri): Promise<ShownResponse | undefined> {
		const known = this.#shown.get(query);
		if (known !== undefined) return known;
		const { history } = await this.#freehold.requestRuns();
		const entry = await history.get(query);
		if (entry === undefined) return undefined;
		const { kept } = entry;
		const exchange = exchangeOf(kept);
		const cut = kept.isCut
			? [vscode.l10n.t('Only the beginning is shown: the body has {0} bytes', kept.bodyBytes.toLocaleString())]
			: [];
		const keyTargets = kept.source === 'reapit' ? await reapitKeyTargets() : undefined;
		const shown = responseText(exchange, exchangeLine(exchange), [...kept.notes, ...cut], {
			source: kept.source,
			keyTargets,
		});
		this.#shown.set(query, shown);
		if (this.#shown.size > MOST_SHOWN) this.#shown.delete(this.#shown.keys().next().value ?? '');
		return shown;
	}

	/** The answers were deleted. */
	forget(): void {
		this.#shown.clear();
	}

	[Symbol.dispose](): void {
		this.forget();
	}
}

/** By indentation: a body is on lines. */
function bodyFolds(document: vscode.TextDocument, from: number): vscode.FoldingRange[] {
	const folds: vscode.FoldingRange[] = [];
	const open: { readonly line: number; readonly indent: number }[] = [];
	for (let line = from; line < document.lineCount; line++) {
		const { text, firstNonWhitespaceCharacterIndex: indent, isEmptyOrWhitespace } = document.lineAt(line);
		if (isEmptyOrWhitespace) continue;
		while ((open.at(-1)?.indent ?? -1) >= indent) {
			const start = open.pop();
			if (start !== undefined && line - 1 > start.line) folds.push(new vscode.FoldingRange(start.line, line - 1));
		}
		if (/[[{]$/.test(text)) open.push({ line, indent });
	}
	return folds;
}
