/** Adding rows to a scratch table, a batch at a time, so that what is there can be looked at meanwhile. */
import type { ColumnNames } from '../formats/excel/headers.ts';
import { unnamedColumn } from '../formats/excel/headers.ts';
import type { ScratchTable } from './scratchTable.ts';
import type { TableCell } from './table.ts';

/** Adds rows; yields whenever there is something new to be told. */
export type Filling = AsyncGenerator<undefined, void, undefined>;

export const BATCH_ROWS = 2000;
/** A batch of wide rows ends with fewer of them: others get their turn, and memory stays small. */
export const BATCH_CELLS = 250_000;
/** So much text is held at once: rows with megabytes are added one by one. */
export const BATCH_CHARACTERS = 16_000_000;

export function charactersIn(row: readonly TableCell[]): number {
	let sum = 0;
	for (const cell of row) if (typeof cell === 'string') sum += cell.length;
	return sum;
}

/** Rows may be longer than the header. */
export function widen(table: ScratchTable, names: ColumnNames, width: number): void {
	for (let column = table.columnCount; column < width; column++) table.addColumn(unnamedColumn(column, names).name);
}
