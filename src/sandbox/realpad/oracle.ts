/** The truth behind the files: what an export holds for a user, as plain values. */
import type { Cell } from './excel/sheet.ts';
import type { ExportTable, TableColumn } from './exportTable.ts';

/** Dates as `2026-05-01`, times as `2026-05-01T14:30:00`, formulas as their values, empty cells as null. */
export type PlainValue = string | number | null;

export interface PlainTable {
	readonly columns: readonly TableColumn[];
	/** By the invented ids of the columns; empty rows of the file are left out. */
	readonly rows: readonly Readonly<Record<string, PlainValue>>[];
}

export function plainTable({ columns, rows }: ExportTable): PlainTable {
	return {
		columns,
		rows: rows.map(({ cells }) => Object.fromEntries(columns.map(({ id }, at) => [id, plainValue(cells[at] ?? null)]))),
	};
}

function plainValue(cell: Cell): PlainValue {
	if (cell === null || typeof cell !== 'object') return cell;
	return cell.kind === 'formula' ? cell.value : cell.text;
}
