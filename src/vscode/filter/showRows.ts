/** Opens the rows of the replica that a set of filters matches in the grid. */
import { quoteName } from '../../core/replica/sql.ts';
import { inlined, setOfExpressions, sqlOf } from '../../core/wording/filterText.ts';
import type { Freehold } from '../freehold.ts';
import type { DatasetRef } from '../refs.ts';

/** @throws FreeholdError `usage` where an expression is not complete */
export async function showRows(freehold: Freehold, ref: DatasetRef, expressions: readonly string[]): Promise<void> {
	const { folder, connection, dataset } = ref;
	const condition = inlined(sqlOf(setOfExpressions(expressions)));
	const sql = `SELECT ${await vendorsColumns(freehold, ref)} FROM ${quoteName(dataset)} WHERE ${condition}`;
	const filtered = { dataset, expressions };
	(await freehold.grids()).show({ kind: 'query', folder, connection, sql, filtered });
}

/** Without those that the replica keeps for itself. */
async function vendorsColumns(freehold: Freehold, ref: DatasetRef): Promise<string> {
	const state = (await freehold.projects()).of(ref.folder);
	if (state === undefined) return '*';
	const { datasets } = await (await freehold.replicas()).read(ref, state);
	const columns = datasets.find(({ dataset }) => dataset === ref.dataset)?.columns ?? [];
	return columns.length === 0 ? '*' : columns.map(({ name }) => quoteName(name)).join(', ');
}
