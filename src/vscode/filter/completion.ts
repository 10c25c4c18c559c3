/** Completion of filters. */
import * as vscode from 'vscode';
import { completeFilter } from '../../core/filter/editing/completeFilter.ts';
import type {
	FilterCompletion,
	FilterCompletionKind,
	FilterCompletions,
} from '../../core/filter/editing/completion.ts';
import type { Freehold } from '../freehold.ts';
import { filtersIn, rangeOf } from './documents.ts';
import { knowledgeOf } from './knowledge.ts';

/** Typed behind a field, within one, before a value, between values, in a comment. */
export const COMPLETION_TRIGGERS = [' ', '.', '$', "'", ',', '@', '/'] as const;

class FilterItem extends vscode.CompletionItem {
	/** Markdown, made when the item is looked at. */
	about: () => string = () => '';
}

/** For the text as it is now: who types on is shown what of it fits; the editor need not ask again. */
export async function completionsAt(
	freehold: Freehold,
	document: vscode.TextDocument,
	position: vscode.Position,
	token: vscode.CancellationToken,
): Promise<vscode.CompletionItem[] | undefined> {
	const filters = filtersIn(document);
	if (filters === undefined) return undefined;
	const offset = document.offsetAt(position);
	const knowledge = await knowledgeOf(freehold, document, filters, 'learned');
	if (token.isCancellationRequested) return undefined;
	const found = completeFilter(filters, offset, knowledge);
	return found?.items.map((item) => itemOf(document, item, found));
}

/** Thousands of fields need no explanation until one of them is looked at. */
export function resolved(item: vscode.CompletionItem): vscode.CompletionItem {
	const about = item instanceof FilterItem ? item.about() : '';
	if (about !== '') item.documentation = new vscode.MarkdownString(about);
	return item;
}

function itemOf(
	document: vscode.TextDocument,
	completion: FilterCompletion,
	{ insert, replace }: FilterCompletions,
): vscode.CompletionItem {
	const { label, detail, kind, insertText, isSnippet, filterText, sortText, documentation } = completion;
	const item = new FilterItem(detail === '' ? label : { label, description: detail }, KINDS[kind]);
	item.range = { inserting: rangeOf(document, insert), replacing: rangeOf(document, replace) };
	item.insertText = isSnippet ? new vscode.SnippetString(insertText) : insertText;
	item.filterText = filterText;
	item.sortText = sortText;
	item.about = documentation;
	if (completion.isDeprecated) item.tags = [vscode.CompletionItemTag.Deprecated];
	if (completion.opensNext) item.command = { command: 'editor.action.triggerSuggest', title: '' };
	return item;
}

const KINDS: Readonly<Record<FilterCompletionKind, vscode.CompletionItemKind>> = {
	field: vscode.CompletionItemKind.Field,
	object: vscode.CompletionItemKind.Module,
	operator: vscode.CompletionItemKind.Operator,
	value: vscode.CompletionItemKind.Value,
	date: vscode.CompletionItemKind.Constant,
	directive: vscode.CompletionItemKind.Keyword,
	dataset: vscode.CompletionItemKind.Struct,
};
