/** Looks for values that more than one row has, where one would expect that none does. */
import type { DatabaseSync } from 'node:sqlite';
import { readLayout } from '../../replica/columnLayout.ts';
import { keySlots } from '../../replica/rowKey.ts';
import { equalFilter } from './filterTexts.ts';
import type { ProfiledRows } from './profileColumns.ts';
import type { KeyFacts, TableKeys } from './profile.ts';
import { cellReader, walkRows, wholeRange } from './rowWalk.ts';
import { hashOf } from './valueHash.ts';
import { ValueTally } from './valueTally.ts';

/** Some 80 MB while they are compared. */
const MOST_VALUES = 2_000_000;
const MOST_EXAMPLES = 20;
const MOST_CHARACTERS = 200;

/** Names of the columns that make the key of a dataset. The table itself keeps them unique. */
export function keptKey(db: DatabaseSync, dataset: string): readonly string[] | undefined {
	const layout = readLayout(db, dataset);
	return layout === undefined ? undefined : keySlots(layout).map(({ name }) => name);
}

/** @throws the signal's reason */
export async function checkKeys(
	rows: ProfiledRows,
	{ kept, columns }: { readonly kept: readonly string[] | undefined; readonly columns: readonly number[] },
	signal: AbortSignal,
	mostValues = MOST_VALUES,
): Promise<TableKeys> {
	const checked: KeyFacts[] = [];
	// What the replica keeps unique by itself needs no looking for.
	const isKept = (name: string): boolean => kept?.length === 1 && kept[0] === name;
	for (const column of columns) {
		const head = rows.table.columns[column];
		if (head !== undefined && !isKept(head.name)) checked.push(await checkKey(rows, column, signal, mostValues));
	}
	return { kept, checked };
}

async function checkKey(
	rows: ProfiledRows,
	column: number,
	signal: AbortSignal,
	mostValues: number,
): Promise<KeyFacts> {
	const tally = new ValueTally(mostValues);
	let filled = 0;
	await walkRows(rows, { columns: [column], ranges: wholeRange(rows.table) }, signal, ([cell = null], rowid) => {
		if (cell === null || cell === '') return;
		filled += 1;
		tally.add(hashOf(cell), rowid);
	});
	const { values, rows: repeating } = tally.repetitions;
	const cellOf = cellReader(rows.table, column);
	return {
		...{ column, filled, rows: repeating, repeated: values, isEstimate: tally.distinct.isEstimate },
		examples: tally.repeated(MOST_EXAMPLES).flatMap(({ rowid, count }) => {
			const cell = cellOf(rowid);
			if (cell === null) return [];
			const text = String(cell);
			return [{ value: text.slice(0, MOST_CHARACTERS).toWellFormed(), count, filter: equalFilter(text) }];
		}),
	};
}
