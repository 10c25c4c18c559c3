/** Statements that were run, newest first: each can be opened again. */
import * as vscode from 'vscode';
import { shortened } from '../../core/sqlText/outline.ts';
import type { Freehold } from '../freehold.ts';
import type { RecentQuery } from '../ids.ts';
import { agoText } from '../views/words.ts';
import { sqlText } from './meantSql.ts';
import { showSql } from './showSql.ts';

const MOST_REMEMBERED = 50;
/** Whoever has written more than that has it in a file. */
const MOST_CHARACTERS = 20_000;

export async function rememberQuery(freehold: Freehold, query: RecentQuery): Promise<void> {
	if (query.sql.length > MOST_CHARACTERS) return;
	const before = freehold.storage.ofWorkspace('recentQueries') ?? [];
	const others = before.filter((one) => one.sql !== query.sql || one.connection !== query.connection);
	await freehold.storage.rememberInWorkspace('recentQueries', [query, ...others].slice(0, MOST_REMEMBERED));
}

export async function openRecent(freehold: Freehold): Promise<void> {
	const known = freehold.storage.ofWorkspace('recentQueries') ?? [];
	const now = Date.now();
	const choices = known.map((query) => ({
		label: shortened(query.sql),
		description: [query.connection, agoText(vscode.l10n, query.at, now)].join(' · '),
		query,
	}));
	const placeHolder =
		known.length === 0
			? vscode.l10n.t('No query was run in this workspace yet')
			: vscode.l10n.t('Which query is to be opened?');
	const chosen = await vscode.window.showQuickPick(choices, { placeHolder, matchOnDescription: true });
	if (chosen !== undefined) await showSql(sqlText(chosen.query));
}
