/** The cell that keys work on, what is selected, and how keys move both. Pure. */

/** Rows above the first one: the names of columns, and the filters below them. */
export const HEADER_ROW = -2;
export const FILTER_ROW = -1;

export interface Place {
	/** From 0; `HEADER_ROW` and `FILTER_ROW` above. */
	readonly row: number;
	/** Its place among the columns that are shown. */
	readonly column: number;
}

/** What is selected beyond the cells between both corners: the rows that they lie in, their columns, or everything. */
export type Whole = 'rows' | 'columns' | 'all';

export interface Cursor extends Place {
	/** The other corner of what is selected. */
	readonly anchor: Place;
	readonly whole?: Whole | undefined;
}

export interface GridSize {
	readonly rows: number;
	readonly columns: number;
	/** Rows that fit on the page. */
	readonly pageRows: number;
}

export interface Keystroke {
	readonly key: string;
	/** Ctrl, or ⌘. */
	readonly isCtrl: boolean;
	readonly isShift: boolean;
}

/** Both ends are included. */
export interface Selection {
	readonly firstRow: number;
	readonly lastRow: number;
	readonly firstColumn: number;
	readonly lastColumn: number;
}

export function cursorAt(place: Place, whole?: Whole): Cursor {
	const { row, column } = place;
	return { row, column, anchor: { row, column }, whole };
}

/** @returns `undefined` for a key that does not move */
export function moved(cursor: Cursor, stroke: Keystroke, size: GridSize): Cursor | undefined {
	const whole = wholeOf(stroke);
	if (whole !== undefined) return whole === 'rows' && cursor.row < 0 ? undefined : { ...cursor, whole };
	const wanted = target(cursor, stroke, size);
	if (wanted === undefined) return undefined;
	const place = within(wanted, size);
	if (!stroke.isShift || place.row < 0 || cursor.anchor.row < 0) return cursorAt(place);
	return { ...place, anchor: cursor.anchor, whole: cursor.whole };
}

/** Ctrl+A, and the space bar as in spreadsheets: with Shift for rows, with Ctrl for columns. */
function wholeOf({ key, isCtrl, isShift }: Keystroke): Whole | undefined {
	if (isCtrl && !isShift && key.toLowerCase() === 'a') return 'all';
	if (key !== ' ' || isCtrl === isShift) return undefined;
	return isCtrl ? 'columns' : 'rows';
}

function target({ row, column }: Place, { key, isCtrl }: Keystroke, size: GridSize): Place | undefined {
	const { rows, columns, pageRows } = size;
	switch (key) {
		case 'ArrowUp':
			return { row: isCtrl ? Math.min(row, 0) : row - 1, column };
		case 'ArrowDown':
			return { row: isCtrl ? rows - 1 : row + 1, column };
		case 'ArrowLeft':
			return { row, column: isCtrl ? 0 : column - 1 };
		case 'ArrowRight':
			return { row, column: isCtrl ? columns - 1 : column + 1 };
		case 'Home':
			return { row: isCtrl ? 0 : row, column: 0 };
		case 'End':
			return { row: isCtrl ? rows - 1 : row, column: columns - 1 };
		case 'PageUp':
			return { row: row < 0 ? row : Math.max(0, row - pageRows), column };
		case 'PageDown':
			return { row: row + pageRows, column };
		default:
			return undefined;
	}
}

/** Without rows there are still columns to be filtered. */
export function within({ row, column }: Place, { rows, columns }: Pick<GridSize, 'rows' | 'columns'>): Place {
	return {
		row: Math.max(HEADER_ROW, Math.min(row, rows - 1)),
		column: Math.max(0, Math.min(column, columns - 1)),
	};
}

/** @returns `undefined` above the rows, unless whole columns are meant */
export function selectionOf(
	{ row, column, anchor, whole }: Cursor,
	{ rows, columns }: Pick<GridSize, 'rows' | 'columns'>,
): Selection | undefined {
	if (rows === 0) return undefined;
	const isAllRows = whole === 'columns' || whole === 'all';
	const isAllColumns = whole === 'rows' || whole === 'all';
	if (row < 0 && !isAllRows) return undefined;
	return {
		firstRow: isAllRows ? 0 : Math.min(row, anchor.row),
		lastRow: isAllRows ? rows - 1 : Math.max(row, anchor.row),
		firstColumn: isAllColumns ? 0 : Math.min(column, anchor.column),
		lastColumn: isAllColumns ? columns - 1 : Math.max(column, anchor.column),
	};
}

export function isWithin(selection: Selection | undefined, { row, column }: Place): boolean {
	if (selection === undefined) return false;
	const { firstRow, lastRow, firstColumn, lastColumn } = selection;
	return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
}

export function columnsIn({ firstColumn, lastColumn }: Selection): readonly number[] {
	return Array.from({ length: lastColumn - firstColumn + 1 }, (_, nth) => firstColumn + nth);
}
