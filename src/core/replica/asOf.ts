/**
 * Makes a read-only connection show the tables as of a past run: temporary views of the same names come first when SQLite
 * looks a table up. Only rows that changed since are copied.
 */
import type { DatabaseSync } from 'node:sqlite';
import { datasetNames, insertedRun, readLayout } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import { PastState } from './pastState.ts';
import { keyExpression } from './rowKey.ts';
import { quoteName } from './sql.ts';

/**
 * @param run   the last run whose changes are still seen
 * @param only  the one table that matters; all of them by default
 */
export function showAsOf(db: DatabaseSync, run: number, only?: string): void {
	for (const dataset of only === undefined ? datasetNames(db) : [only]) {
		const layout = readLayout(db, dataset);
		if (layout !== undefined) showTable(db, layout, run);
	}
}

function showTable(db: DatabaseSync, layout: Layout, run: number): void {
	const past = new PastState(db, layout);
	const names = past.names.map(quoteName).join(', ');
	const main = `main.${quoteName(layout.table)}`;
	const touched = quoteName(`_touched_${layout.table}`);
	const restored = quoteName(`_restored_${layout.table}`);
	db.exec(`CREATE TEMP TABLE ${touched} (key TEXT PRIMARY KEY) WITHOUT ROWID`);
	// Its columns have the affinities of the real ones, so that values compare as they do there.
	db.exec(`CREATE TEMP TABLE ${restored} AS SELECT ${names} FROM ${main} WHERE 0`);
	const noteKey = db.prepare(`INSERT INTO temp.${touched} VALUES (?)`);
	const restore = db.prepare(`INSERT INTO temp.${restored} VALUES (${past.names.map(() => '?').join(', ')})`);
	for (const key of past.touchedSince(run)) {
		noteKey.run(key);
		const row = past.after(run, key);
		if (row !== undefined) restore.run(...past.names.map((name) => row[name] ?? null));
	}
	db.exec(
		`CREATE TEMP VIEW ${quoteName(layout.table)} AS SELECT ${names} FROM ${main}
		WHERE ${insertedRun} <= ${run} AND ${keyExpression(layout)} NOT IN (SELECT key FROM temp.${touched})
		UNION ALL SELECT ${names} FROM temp.${restored}`,
	);
}
