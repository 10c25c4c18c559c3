/** Formats a file of SQL, statement by statement: what one of them breaks leaves the others as they are to be. */
import * as vscode from 'vscode';
import { formatStatement } from './formatStatement.ts';
import type { SqlIndent } from './formatStatement.ts';
import { rangeOf, sqlIn } from './sqlDocuments.ts';

export function formattedSql(document: vscode.TextDocument, indent: SqlIndent): vscode.TextEdit[] {
	return sqlIn(document).statements.flatMap(({ body, text }) => {
		const formatted = formatStatement(text, indent);
		return formatted === undefined || formatted === text
			? []
			: [vscode.TextEdit.replace(rangeOf(document, body), formatted)];
	});
}
