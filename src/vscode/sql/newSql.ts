/** Begins a query on a replica: an editor with its connection and a first SELECT. */
import * as vscode from 'vscode';
import { written } from '../../core/sqlText/names.ts';
import { MAIN } from '../../core/sqlText/schema.ts';
import type { SqlTable } from '../../core/sqlText/schema.ts';
import type { Freehold } from '../freehold.ts';
import { askConnection } from '../jobs/askTarget.ts';
import type { ConnectionRef, DatasetRef } from '../refs.ts';
import { sqlText } from './meantSql.ts';
import { showSql } from './showSql.ts';

/** More of them are easier left out than written down. */
const MOST_LISTED = 12;
const FIRST_ROWS = 100;

export async function newSql(freehold: Freehold, given: ConnectionRef | DatasetRef | undefined): Promise<void> {
	const ref = given ?? (await chosenConnection(freehold));
	if (ref === undefined) return;
	const { folder, connection } = ref;
	const { tables } = await (await freehold.sqlData()).schema({ folder, connection, attached: [] });
	const wanted = 'dataset' in ref ? ref.dataset : undefined;
	const ofVendor = tables.filter(({ schema, dataset }) => schema === MAIN && dataset !== undefined);
	const table = tables.find(({ dataset, name }) => (dataset ?? name) === wanted) ?? ofVendor[0];
	const editor = await showSql(sqlText({ connection, sql: firstSelect(table) }));
	const last = editor.document.lineAt(editor.document.lineCount - 2).range.end;
	editor.selection = new vscode.Selection(last, last);
}

async function chosenConnection(freehold: Freehold): Promise<ConnectionRef | undefined> {
	const all = (await freehold.projects()).all.flatMap(({ folder, project }) =>
		[...(project?.connections.keys() ?? [])].map((connection) => ({ folder, connection })),
	);
	return all.length === 1 ? all[0] : askConnection(freehold, vscode.l10n.t('Which replica is to be queried?'));
}

function firstSelect(table: SqlTable | undefined): string {
	if (table === undefined) return 'SELECT 1';
	// The replica's own columns are for those who ask for them.
	const names = table.columns.filter(({ name }) => !name.startsWith('_')).map(({ name }) => written(name));
	const list = names.length === 0 || names.length > MOST_LISTED ? '*' : names.join(', ');
	return `SELECT ${list}\nFROM ${written(table.name)}\nLIMIT ${FIRST_ROWS}`;
}
