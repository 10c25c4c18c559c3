/** Finds the columns whose declared type a typed file cannot keep for all of their values: those are written as text. */
import { fitsParquet } from '../formats/parquet/writeParquet.ts';
import type { TableCell, TableColumn, TableColumnType } from './table.ts';

/** @param rows  all of them: a file has one type for a column, and it stands before its first row */
export async function storableTypes(
	rows: AsyncIterable<readonly TableCell[] | undefined>,
	columns: readonly TableColumn[],
	onNote: (note: string) => void,
): Promise<readonly TableColumnType[]> {
	const types = columns.map(({ type }) => type);
	const narrow = new Set(types.keys().filter((nth) => !fitsParquet('', types[nth])));
	for await (const row of rows) {
		if (narrow.size === 0) break;
		for (const nth of narrow) {
			const type = types[nth] ?? 'text';
			if (row === undefined || fitsParquet(row[nth] ?? null, type)) continue;
			types[nth] = 'text';
			narrow.delete(nth);
			onNote(`Column ${columns[nth]?.name ?? ''} is text, because not all of its values are ${NAMES[type] ?? type}.`);
		}
	}
	return types;
}

const NAMES: Partial<Record<TableColumnType, string>> = {
	integer: 'whole numbers of 64 bits',
	decimal: 'numbers that a double holds',
	boolean: 'true or false',
};
