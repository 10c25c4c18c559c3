/** Which cell a point of the page belongs to. Pure. */
import { FILTER_ROW, HEADER_ROW } from './cursor.ts';
import type { Place } from './cursor.ts';
import { ROW_HEIGHT, columnAt } from './geometry.ts';

export interface PageLayout {
	/** Without scroll bars. */
	readonly width: number;
	readonly height: number;
	/** Of the row numbers. */
	readonly gutter: number;
	/** Of the names of columns, and of these with the filters below them. */
	readonly namesHeight: number;
	readonly headHeight: number;
	/** How far columns and rows are scrolled. */
	readonly left: number;
	readonly top: number;
	readonly starts: Float64Array;
	readonly rows: number;
}

/** @returns `undefined` beside the cells: on a scroll bar, on row numbers, behind the last row or column */
export function placeAt(x: number, y: number, layout: PageLayout): Place | undefined {
	const { width, height, gutter, namesHeight, headHeight, left, top, starts, rows } = layout;
	const across = x - gutter + left;
	if (x < gutter || x >= width || y < 0 || y >= height || across >= (starts.at(-1) ?? 0)) return undefined;
	const column = columnAt(starts, across);
	if (y < headHeight) return { row: y < namesHeight ? HEADER_ROW : FILTER_ROW, column };
	const row = Math.floor((top + y - headHeight) / ROW_HEIGHT);
	return row < rows ? { row, column } : undefined;
}
