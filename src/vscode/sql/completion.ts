/** Completion of SQL. */
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { completeSql } from '../../core/sqlText/complete.ts';
import type { SqlCompletion, SqlCompletionKind, SqlCompletions } from '../../core/sqlText/completion.ts';
import type { SqlSchema } from '../../core/sqlText/schema.ts';
import { statementAt } from '../../core/sqlText/statements.ts';
import type { SqlFile } from '../../core/sqlText/statements.ts';
import type { Freehold } from '../freehold.ts';
import { rangeOf, sqlIn } from './sqlDocuments.ts';
import { connectionsFor, replicasOf } from './sqlTargets.ts';

/** Typed behind a table, behind a word, before a value, in a comment. */
export const COMPLETION_TRIGGERS = ['.', ' ', '=', "'", '(', '@'] as const;

/** Nobody waits longer for tables to be learned; what is known by then has to do. */
const LONGEST_WAIT_MS = 400;

class SqlItem extends vscode.CompletionItem {
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
	const file = sqlIn(document);
	const offset = document.offsetAt(position);
	const projects = await freehold.projects();
	const connections = connectionsFor(projects, document.uri).map(({ connection }) => connection);
	const schema = await schemaFor(freehold, document, file, offset);
	if (token.isCancellationRequested) return undefined;
	const found = completeSql(file, offset, { schema, connections });
	return found?.items.map((item) => itemOf(document, item, found));
}

/** Of the replicas that the statement at a place is meant for: waited for, though not for long. */
export async function schemaFor(
	freehold: Freehold,
	document: vscode.TextDocument,
	file: SqlFile,
	offset: number,
): Promise<SqlSchema> {
	const [data, replicas] = await Promise.all([
		freehold.sqlData(),
		replicasOf(freehold, { document, file, statement: statementAt(file, offset) }),
	]);
	if (replicas === undefined) return data.knownSchema(undefined);
	// What a replica does not tell is in the findings.
	const learning = data.schema(replicas).catch(() => undefined);
	return (await Promise.race([learning, setTimeout(LONGEST_WAIT_MS)])) ?? data.knownSchema(replicas);
}

/** Thousands of columns need no explanation until one of them is looked at. */
export function resolved(item: vscode.CompletionItem): vscode.CompletionItem {
	const about = item instanceof SqlItem ? item.about() : '';
	if (about !== '') item.documentation = new vscode.MarkdownString(about);
	return item;
}

function itemOf(
	document: vscode.TextDocument,
	{ label, kind, detail, documentation, insertText, isSnippet, filterText, sortText, opensNext }: SqlCompletion,
	{ insert, replace }: SqlCompletions,
): vscode.CompletionItem {
	const item = new SqlItem(detail === '' ? label : { label, description: detail }, KINDS[kind]);
	item.range = { inserting: rangeOf(document, insert), replacing: rangeOf(document, replace) };
	item.insertText = isSnippet ? new vscode.SnippetString(insertText) : insertText;
	item.filterText = filterText;
	item.sortText = sortText;
	item.about = documentation;
	if (opensNext) item.command = { command: 'editor.action.triggerSuggest', title: '' };
	return item;
}

const KINDS: Readonly<Record<SqlCompletionKind, vscode.CompletionItemKind>> = {
	table: vscode.CompletionItemKind.Struct,
	query: vscode.CompletionItemKind.Interface,
	schema: vscode.CompletionItemKind.Module,
	column: vscode.CompletionItemKind.Field,
	alias: vscode.CompletionItemKind.Variable,
	keyword: vscode.CompletionItemKind.Keyword,
	function: vscode.CompletionItemKind.Function,
	value: vscode.CompletionItemKind.EnumMember,
	directive: vscode.CompletionItemKind.Keyword,
	connection: vscode.CompletionItemKind.Module,
};
