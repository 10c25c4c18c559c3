/** Shows how SQLite would find the rows of a statement, in a document. */
import { FreeholdError } from '../../core/errors.ts';
import * as vscode from 'vscode';
import { titleOf } from '../../core/sqlText/outline.ts';
import { isExplainable } from '../../core/sqlText/verbs.ts';
import { whileWaitingLong } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import type { PlaceRef } from '../refs.ts';
import { planOf } from './planDocument.ts';
import { chosenStatement } from './sqlDocuments.ts';
import { replicasOrAsk } from './sqlTargets.ts';

/** What no file may be called, and no tab should. */
const ODD = /[\\/:*?"<>|#%\p{Cc}]+/gu;

export async function explainSql(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const chosen = await chosenStatement(ref);
	const { statement } = chosen;
	if (!isExplainable(statement.tokens)) throw notExplainable();
	const replicas = await replicasOrAsk(freehold, chosen);
	if (replicas === undefined) return;
	const request = { kind: 'plan', ...replicas, sql: statement.text } as const;
	const text = await whileWaitingLong(vscode.l10n.t('Explaining'), (signal) => planOf(freehold, request, signal));
	const name = vscode.l10n.t('Plan of {0}', titleOf(statement).replaceAll(ODD, ' ').slice(0, 40).trim());
	await freehold.documents.showText(request, `${name}.txt`, text);
}

function notExplainable(): FreeholdError {
	return new FreeholdError('usage', {
		what: vscode.l10n.t('The statement cannot be explained'),
		why: vscode.l10n.t('it does not begin with SELECT, WITH or VALUES'),
		next: vscode.l10n.t('Put the cursor into a query'),
	});
}
