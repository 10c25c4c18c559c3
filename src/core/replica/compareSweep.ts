/** Compares a table's keys with those that a walk over the source has seen. Changes nothing. */
import type { DatabaseSync } from 'node:sqlite';
import { readLayout } from './columnLayout.ts';
import type { KeyComparison } from './contract.ts';
import { keyExpression } from './rowKey.ts';
import { asText, quoteName, singleNumber } from './sql.ts';

export function compareKeys(db: DatabaseSync, dataset: string, walk: number, examples: number): KeyComparison {
	const layout = readLayout(db, dataset);
	if (layout === undefined) throw new Error(`the replica does not know ${dataset}`);
	const table = quoteName(layout.table);
	const own = `SELECT ${keyExpression(layout)} AS key FROM ${table}`;
	const seen = 'SELECT key FROM _sweep_keys WHERE walk = ?';
	return {
		missing: singleNumber(db, `SELECT count(*) FROM (${seen} EXCEPT ${own})`, walk),
		extra: singleNumber(db, `SELECT count(*) FROM (${own} EXCEPT ${seen})`, walk),
		missingExamples: keysOf(db, `${seen} EXCEPT ${own} ORDER BY 1 LIMIT ?`, walk, examples),
		extraExamples: keysOf(db, `${own} EXCEPT ${seen} ORDER BY 1 LIMIT ?`, walk, examples),
	};
}

function keysOf(db: DatabaseSync, sql: string, walk: number, examples: number): readonly string[] {
	return db
		.prepare(sql)
		.all(walk, examples)
		.map((row) => asText(row.key));
}
