/** A sheet before it becomes a file: what Realpad's exports put into cells, without a file format. */

/** A date (Excel's built-in format 14) or a date with its time (format 22), as a wall clock shows it. */
export interface DateCell {
	readonly kind: 'date' | 'time';
	/** `2026-05-01`, or `2026-05-01T14:30:00`. */
	readonly text: string;
}

/** A formula over two cells of its own row, with the value that was last computed. `&` puts a blank between. */
export interface FormulaCell {
	readonly kind: 'formula';
	readonly operator: '-' | '&';
	/** Columns, counted from 0. */
	readonly left: number;
	readonly right: number;
	readonly value: number | string;
}

export type Cell = null | string | number | DateCell | FormulaCell;

export interface Sheet {
	readonly name: string;
	/** Header rows included; an empty row is an empty list. */
	readonly rows: readonly (readonly Cell[])[];
}

const epoch = Date.UTC(1899, 11, 30);
const secondsPerDay = 86_400;

/** Days since Excel's zero; the time of day is a fraction of whole seconds. */
export function dateSerial(cell: DateCell): number {
	const ms = Date.parse(cell.kind === 'date' ? `${cell.text}T00:00:00Z` : `${cell.text}Z`);
	const days = Math.round((ms - epoch) / 1000) / secondsPerDay;
	// Excel counts 29 February 1900, which never was; earlier days have one number less.
	return days < 61 ? days - 1 : days;
}

/** `A`, `Z`, `AA`, … */
export function columnName(column: number): string {
	const letter = String.fromCharCode(65 + (column % 26));
	return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

export function columnCount(sheet: Sheet): number {
	return sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
}
