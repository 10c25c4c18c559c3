/**
 * Makes a read-only connection show the tables as of a past run: temporary views of the same names come first when SQLite
 * looks a table up. Only rows that changed since are copied.
 */
import type { DatabaseSync } from 'node:sqlite';
import { datasetNames, readLayout } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import { PastRows } from './pastRows.ts';
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
	const past = new PastRows(db, layout, run);
	const restoring = past.restore();
	while (restoring.next().done !== true);
	const names = past.names.map(quoteName).join(', ');
	db.exec(`CREATE TEMP VIEW ${quoteName(layout.table)} AS SELECT ${names} FROM (${past.selectAll()})`);
}
