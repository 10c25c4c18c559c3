/** Runs the statement at the cursor: its rows go to the grid beside its file. */
import * as vscode from 'vscode';
import { nameGiven } from '../../core/sqlText/directives.ts';
import { boundStatement } from '../../core/sqlText/parameters.ts';
import type { Freehold } from '../freehold.ts';
import type { PlaceRef } from '../refs.ts';
import { askParameters } from './askParameters.ts';
import { rememberQuery } from './recentQueries.ts';
import { checkSql } from './sqlChecks.ts';
import { chosenStatement, rangeOf } from './sqlDocuments.ts';
import type { ChosenStatement } from './sqlDocuments.ts';
import { replicasOrAsk } from './sqlTargets.ts';

export async function runSql(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const chosen = await chosenStatement(ref);
	const { document, statement } = chosen;
	const replicas = await replicasOrAsk(freehold, chosen);
	if (replicas === undefined) return;
	if (await hasMistake(freehold, chosen)) return;
	const values = await askParameters(freehold, document.uri, statement);
	if (values === undefined) return;
	const { folder, connection, attached } = replicas;
	const { sql, params } = boundStatement(statement, values);
	const name = nameGiven(statement);
	(await freehold.grids()).showBeside({
		...{ kind: 'query', folder, connection, sql },
		...(name === undefined ? {} : { name }),
		origin: document.uri.toString(),
		...(attached.length === 0 ? {} : { attached }),
		...(Object.keys(params).length === 0 ? {} : { params }),
	});
	await rememberQuery(freehold, { sql: statement.text, folder, connection, attached, at: Date.now() });
}

/** Leads to the first mistake instead of running into it: it is marked there, with what would mend it. */
async function hasMistake(freehold: Freehold, { document, statement }: ChosenStatement): Promise<boolean> {
	const findings = await checkSql(freehold, document);
	const mistake = findings.find(
		({ severity, start, end }) => severity === 'error' && start >= statement.start && end <= statement.end,
	);
	if (mistake === undefined) return false;
	const { start } = rangeOf(document, mistake);
	const editor = await vscode.window.showTextDocument(document);
	editor.selection = new vscode.Selection(start, start);
	editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	await vscode.commands.executeCommand('editor.action.showHover');
	return true;
}
