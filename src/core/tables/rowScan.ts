/** Reads through a table a slice of row ids at a time, so that others have their turn and what is found early is there early. */
import { asText, optionalNumber } from '../replica/sql.ts';
import type { Guard } from './guard.ts';
import type { SqlCondition, SqlTable } from './table.ts';
import { turn } from './turn.ts';

/** Long enough to be worth it, short enough for nobody to notice. */
const SLICE_MS = 30;
const FIRST_IDS = 2000;
/** Where rows were found to go quickly, a slice grows by no more than this. */
const LARGEST_STEP = 4;

/**
 * The row ids that a condition lets through, in their own order.
 *
 * @throws the signal's reason; FreeholdError `query` where a regular expression does not come to an end
 */
export async function* scanRows(
	table: SqlTable,
	condition: SqlCondition,
	guard: Guard,
	signal: AbortSignal,
): AsyncGenerator<readonly number[], void, undefined> {
	const { db, from } = table;
	table.follow?.();
	const [first, last] = ['min', 'max'].map((end) =>
		optionalNumber(Object.values(db.prepare(`SELECT ${end}(rowid) FROM ${from}`).get() ?? {})[0]),
	);
	if (first === undefined || last === undefined) return;
	const statement = db.prepare(
		`SELECT json_group_array(r) AS ids FROM (SELECT rowid AS r FROM ${from} WHERE rowid >= ? AND rowid < ? AND (${condition.sql}) ORDER BY rowid)`,
	);
	let ids = FIRST_IDS;
	for (let at = first; at <= last;) {
		const begin = performance.now();
		const end = at + ids;
		table.follow?.();
		const found = guard.run(condition, () => statement.get(at, end, ...condition.params));
		yield JSON.parse(asText(found?.ids)) as number[];
		await turn();
		signal.throwIfAborted();
		at = end;
		ids = Math.ceil(ids * Math.min(LARGEST_STEP, SLICE_MS / Math.max(1, performance.now() - begin)));
	}
}
