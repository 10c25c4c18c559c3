/** Changes as rows for tables and files: one for each cell, with the value before and after. */
import type { Json } from '../json.ts';
import type { RowChange } from '../replica/contract.ts';

export const DIFF_COLUMNS = ['change', 'key', 'column', 'before', 'after'] as const;

type Cell = string | number | boolean | null;

/** Of rows that came or went, all cells that hold something. */
export function diffRows(change: RowChange): readonly (readonly Cell[])[] {
	const { kind, key } = change;
	if (kind === 'updated') {
		return change.cells.map(({ column, from, to }) => [kind, key, column, cellOf(from), cellOf(to)]);
	}
	const held = Object.entries(change.row).filter(([, value]) => value !== null);
	return held.map(([column, value]) => {
		const cell = cellOf(value);
		return kind === 'inserted' ? [kind, key, column, null, cell] : [kind, key, column, cell, null];
	});
}

function cellOf(value: Json): Cell {
	return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
