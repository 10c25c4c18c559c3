/** Completion of requests. */
import * as vscode from 'vscode';
import { completeRequest } from '../../../core/requests/editing/completeRequest.ts';
import type { RequestCompletion, RequestCompletionKind } from '../../../core/requests/editing/requestCompletion.ts';
import { rangeOf } from '../../filter/documents.ts';
import type { RequestData } from './requestData.ts';
import { requestsIn } from './requestDocuments.ts';

/** Behind a verb, in a path, in a query, in a variable, in a comment, in a body. */
export const COMPLETION_TRIGGERS = [' ', '/', '?', '&', '=', '{', '@', '"', ','] as const;

/** For the text as it is now: who types on is shown what of it fits; the editor need not ask again. */
export async function completionsAt(
	data: RequestData,
	document: vscode.TextDocument,
	position: vscode.Position,
	token: vscode.CancellationToken,
): Promise<vscode.CompletionItem[] | undefined> {
	const requests = requestsIn(document);
	const offset = document.offsetAt(position);
	const knowledge = await data.knowledge(document.uri);
	if (token.isCancellationRequested) return undefined;
	const found = completeRequest(requests, offset, knowledge);
	if (found === undefined) return undefined;
	const replacing = rangeOf(document, found.replace);
	const range = { replacing, inserting: replacing.with({ end: position }) };
	return found.items.map((item, nth) => itemOf(item, nth, range));
}

/** @param nth  its place among the others */
export function itemOf(
	{ label, kind, detail, about, insertText, isSnippet, opensNext }: RequestCompletion,
	nth: number,
	range: { readonly replacing: vscode.Range; readonly inserting: vscode.Range },
): vscode.CompletionItem {
	const item = new vscode.CompletionItem(detail === '' ? label : { label, description: detail }, KINDS[kind]);
	item.range = range;
	item.insertText = isSnippet ? new vscode.SnippetString(insertText) : insertText;
	// What is typed has the quotes of a name in a body.
	item.filterText = insertText.startsWith('"') ? `"${label}"` : label;
	item.sortText = String(nth).padStart(6, '0');
	if (about !== '') item.documentation = new vscode.MarkdownString(about);
	if (opensNext) item.command = { command: 'editor.action.triggerSuggest', title: '' };
	return item;
}

const { CompletionItemKind } = vscode;
const KINDS: Readonly<Record<RequestCompletionKind, vscode.CompletionItemKind>> = {
	method: CompletionItemKind.Method,
	path: CompletionItemKind.Reference,
	parameter: CompletionItemKind.Property,
	value: CompletionItemKind.Value,
	header: CompletionItemKind.Field,
	directive: CompletionItemKind.Keyword,
	connection: CompletionItemKind.Module,
	variable: CompletionItemKind.Variable,
	field: CompletionItemKind.Field,
	snippet: CompletionItemKind.Snippet,
};
