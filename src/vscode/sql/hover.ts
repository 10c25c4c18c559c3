/** What is told of the word under the pointer: tables, columns with their values and how many rows have one, functions. */
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { describeColumn } from '../../core/sqlText/describe.ts';
import { sqlHoverAt } from '../../core/sqlText/hover.ts';
import { MAIN } from '../../core/sqlText/schema.ts';
import type { SqlTable } from '../../core/sqlText/schema.ts';
import { statementAt } from '../../core/sqlText/statements.ts';
import type { Freehold } from '../freehold.ts';
import { schemaFor } from './completion.ts';
import { rangeOf, sqlIn } from './sqlDocuments.ts';
import { replicasOf } from './sqlTargets.ts';

/** Counting a large table takes longer than anybody looks at a word; it is told the next time. */
const LONGEST_WAIT_MS = 300;

export async function sqlHover(
	freehold: Freehold,
	document: vscode.TextDocument,
	position: vscode.Position,
): Promise<vscode.Hover | undefined> {
	const offset = document.offsetAt(position);
	const file = sqlIn(document);
	const found = sqlHoverAt(file, offset, await schemaFor(freehold, document, file, offset));
	if (found === undefined) return undefined;
	const range = rangeOf(document, found);
	if (found.kind === 'text') return new vscode.Hover(new vscode.MarkdownString(found.text), range);
	const { column, table } = found;
	const counting = filledShare(freehold, document, offset, table, column.name).catch(() => undefined);
	const share = await Promise.race([counting, setTimeout(LONGEST_WAIT_MS, undefined)]);
	return new vscode.Hover(new vscode.MarkdownString(describeColumn(column, table, share)), range);
}

async function filledShare(
	freehold: Freehold,
	document: vscode.TextDocument,
	offset: number,
	table: SqlTable | undefined,
	column: string,
): Promise<number | undefined> {
	const file = sqlIn(document);
	const replicas = await replicasOf(freehold, { document, file, statement: statementAt(file, offset) });
	if (replicas === undefined || table?.dataset === undefined) return undefined;
	const { folder, connection, attached } = replicas;
	const other = attached.find(({ schema }) => schema === table.schema)?.connection;
	const of = table.schema === MAIN ? connection : other;
	if (of === undefined) return undefined;
	return (await freehold.sqlData()).filledShare({ folder, connection: of }, table.name, column);
}
