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
	readonly pinned: number;
	readonly rows: number;
}

/** @returns `undefined` beside the cells: on a scroll bar, on row numbers, behind the last row or column */
export function placeAt(x: number, y: number, layout: PageLayout): Place | undefined {
	const column = columnOf(x, layout);
	if (column === undefined || y < 0 || y >= layout.height) return undefined;
	if (y < layout.headHeight) return { row: y < layout.namesHeight ? HEADER_ROW : FILTER_ROW, column };
	const row = rowOf(y, layout);
	return row === undefined ? undefined : { row, column };
}

/** The row whose number is there. */
export function numberedRowAt(x: number, y: number, layout: PageLayout): number | undefined {
	const { gutter, headHeight, height } = layout;
	return x < 0 || x >= gutter || y < headHeight || y >= height ? undefined : rowOf(y, layout);
}

function columnOf(x: number, { gutter, width, starts, pinned, left }: PageLayout): number | undefined {
	const seen = x - gutter;
	const across = seen < (starts[pinned] ?? 0) ? seen : seen + left;
	return seen < 0 || x >= width || across >= (starts.at(-1) ?? 0) ? undefined : columnAt(starts, across);
}

function rowOf(y: number, { top, headHeight, rows }: PageLayout): number | undefined {
	const row = Math.floor((top + y - headHeight) / ROW_HEIGHT);
	return row < rows ? row : undefined;
}
