/** Completion of freehold.yaml. */
import * as vscode from 'vscode';
import { complete } from '../../core/project/language/complete.ts';
import type { Suggestion, SuggestionKind } from '../../core/project/language/suggestion.ts';
import type { Freehold } from '../freehold.ts';
import { folderOf, rangeIn } from './documents.ts';
import { knowledgeOf } from './knowledge.ts';

/** For the text as it is now: who types on is shown what of it fits; the editor need not ask again. */
export async function completionsAt(
	freehold: Freehold,
	document: vscode.TextDocument,
	position: vscode.Position,
	token: vscode.CancellationToken,
): Promise<vscode.CompletionItem[]> {
	const offset = document.offsetAt(position);
	const found = await complete(document.getText(), offset, knowledgeOf(freehold, folderOf(document)));
	if (found === undefined || token.isCancellationRequested) return [];
	const range = rangeIn(document, found.range);
	return found.items.map((item, nth) => itemOf(item, nth, range));
}

function itemOf(suggestion: Suggestion, nth: number, range: vscode.Range): vscode.CompletionItem {
	const { label, kind, insert, detail, opensNext } = suggestion;
	const item = new vscode.CompletionItem(label, kinds[kind]);
	item.range = range;
	item.insertText = new vscode.SnippetString(insert);
	// The editor sorts by this text: the order is ours.
	item.sortText = String(nth).padStart(5, '0');
	const documentation = documentationOf(suggestion);
	if (detail !== undefined) item.detail = detail;
	if (documentation !== undefined) item.documentation = documentation;
	if (opensNext === true) item.command = { command: 'editor.action.triggerSuggest', title: '' };
	return item;
}

function documentationOf({ description, notes = [] }: Suggestion): vscode.MarkdownString | undefined {
	if (description === undefined && notes.length === 0) return undefined;
	const text = new vscode.MarkdownString(description ?? '');
	for (const note of notes) text.appendMarkdown('\n\n').appendText(note);
	return text;
}

const kinds: Readonly<Record<SuggestionKind, vscode.CompletionItemKind>> = {
	key: vscode.CompletionItemKind.Property,
	entry: vscode.CompletionItemKind.Snippet,
	value: vscode.CompletionItemKind.EnumMember,
	connection: vscode.CompletionItemKind.Module,
	dataset: vscode.CompletionItemKind.Struct,
	relation: vscode.CompletionItemKind.Reference,
	column: vscode.CompletionItemKind.Field,
	parameter: vscode.CompletionItemKind.Variable,
};
