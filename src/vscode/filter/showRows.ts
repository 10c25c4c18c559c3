/** Opens the rows of the replica that a set of filters matches in the grid. */
import { inlined, setOfExpressions, sqlOf } from '../../core/wording/filterText.ts';
import type { Freehold } from '../freehold.ts';
import type { DatasetRef } from '../refs.ts';

/** @throws FreeholdError `usage` where an expression is not complete */
export async function showRows(freehold: Freehold, ref: DatasetRef, expressions: readonly string[]): Promise<void> {
	const { folder, connection, dataset } = ref;
	const condition = inlined(sqlOf(setOfExpressions(expressions)));
	const sql = `SELECT * FROM "${dataset.replaceAll('"', '""')}" WHERE ${condition}`;
	(await freehold.grids()).show({ kind: 'query', folder, connection, sql });
}
