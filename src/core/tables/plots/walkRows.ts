/** Reads some values of all rows that filters let through, a part of the table at a time, so that others have their turn. */
import type { SQLOutputValue } from 'node:sqlite';
import { optionalNumber, returningArrays, valuesOf } from '../../replica/sql.ts';
import { rowCondition } from '../arrangement.ts';
import type { Arrangement } from '../arrangement.ts';
import { Guard } from '../guard.ts';
import type { SqlTable } from '../table.ts';
import { turn } from '../turn.ts';

const PART_ROWS = 10_000;

/**
 * @param expressions  SQL of the values that are wanted
 * @param take  called for each row
 * @returns how many rows there were
 * @throws the signal's reason, and FreeholdError `query`
 */
export async function walkRows(
	table: SqlTable,
	{ expressions, arrangement }: { readonly expressions: readonly string[]; readonly arrangement: Arrangement },
	take: (values: readonly SQLOutputValue[]) => void,
	signal: AbortSignal,
): Promise<number> {
	const condition = rowCondition(table, arrangement);
	const guard = new Guard('The rows could not be gathered');
	const list = expressions.map((expression, nth) => `${expression} AS v${nth}`).join(', ');
	const part = returningArrays(
		table.db.prepare(`SELECT ${list} FROM ${table.from} WHERE rowid > ? AND rowid <= ? AND (${condition.sql})`),
	);
	const partEnd = table.db.prepare(
		`SELECT max(r) AS last FROM (SELECT rowid AS r FROM ${table.from} WHERE rowid > ? ORDER BY rowid LIMIT ${PART_ROWS})`,
	);
	let count = 0;
	// Row ids may be below zero.
	for (let after = Number.MIN_SAFE_INTEGER; ;) {
		signal.throwIfAborted();
		table.follow?.();
		const last = optionalNumber(partEnd.get(after)?.last);
		if (last === undefined) return count;
		const rows = guard.run(condition, () => part.all(after, last, ...condition.params));
		for (const row of rows) {
			take(valuesOf(row));
			count += 1;
		}
		after = last;
		await turn();
	}
}
