/** Opens SQL in an editor of its own, with the comments that say what it is meant for. */
import * as vscode from 'vscode';
import type { AttachedReplica } from '../../core/sqlText/directives.ts';
import { SQL_LANGUAGE } from './selectors.ts';

export interface MeantSql {
	readonly connection: string;
	readonly attached?: readonly AttachedReplica[] | undefined;
	readonly sql: string;
}

export function sqlText({ connection, attached = [], sql }: MeantSql): string {
	const others = attached.map((one) =>
		one.connection === one.schema ? `-- @attach ${one.connection}` : `-- @attach ${one.connection} AS ${one.schema}`,
	);
	const end = /;\s*$/.test(sql) ? '' : ';';
	return [`-- @connection ${connection}`, ...others, '', `${sql.trimEnd()}${end}`, ''].join('\n');
}

export async function showSql(content: string): Promise<vscode.TextEditor> {
	const document = await vscode.workspace.openTextDocument({ language: SQL_LANGUAGE, content });
	return vscode.window.showTextDocument(document);
}
