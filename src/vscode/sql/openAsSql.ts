/** Opens the SELECT that gives what the grid shows. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import type { Freehold } from '../freehold.ts';
import { sqlText } from './meantSql.ts';
import { showSql } from './showSql.ts';

/** @throws FreeholdError `usage` for a grid whose rows no query can give */
export async function openAsSql(freehold: Freehold): Promise<void> {
	const session = (await freehold.grids()).active;
	const subject = session?.subject;
	if (session === undefined || (subject?.kind !== 'dataset' && subject?.kind !== 'query')) throw noQuery();
	const query = subject.kind === 'query' ? subject.sql : undefined;
	const ask = { ...session.shown, query };
	const sql = await session.ask('select', ask, { signal: new AbortController().signal });
	const attached = subject.kind === 'query' ? subject.attached : undefined;
	await showSql(sqlText({ connection: subject.connection, attached, sql }));
}

function noQuery(): FreeholdError {
	return new FreeholdError('usage', {
		what: vscode.l10n.t('There is no query for these rows'),
		why: vscode.l10n.t('they come from a file, or from the past'),
		next: vscode.l10n.t('Use it in the grid of a dataset or of a query'),
	});
}
