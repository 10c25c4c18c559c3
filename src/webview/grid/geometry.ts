/** Which rows and columns are in sight. Pure: lengths in pixels go in, indexes come out. */

export const ROW_HEIGHT = 26;
/** Browsers stop at some length of an element: Firefox at 17.8 million pixels, others at 33.5 million. */
export const MOST_PIXELS = 15_000_000;

/** From the first to the one behind the last. */
export interface Span {
	readonly from: number;
	readonly to: number;
}

/** The rows' place in a scrolled element that may be shorter than all rows together. */
export interface RowSpace {
	readonly rows: number;
	/** Height that is left for rows. */
	readonly height: number;
}

/** Height of the element that is scrolled. */
export function scrollHeight({ rows }: Pick<RowSpace, 'rows'>): number {
	return Math.min(rows * ROW_HEIGHT, MOST_PIXELS);
}

/** How far the rows are scrolled, for a position of the scroll bar. */
export function topOf(scrollTop: number, space: RowSpace): number {
	return clampTop(scrollTop * ratioOf(space), space);
}

/** The position of the scroll bar that belongs to it. */
export function scrollTopOf(top: number, space: RowSpace): number {
	return top / ratioOf(space);
}

export function clampTop(top: number, { rows, height }: RowSpace): number {
	return Math.max(0, Math.min(top, rows * ROW_HEIGHT - height));
}

/** How far to scroll so that a row is wholly in sight; no further than needed. */
export function topWith(row: number, top: number, space: RowSpace): number {
	const begin = row * ROW_HEIGHT;
	if (begin < top) return clampTop(begin, space);
	return clampTop(Math.max(top, begin + ROW_HEIGHT - space.height), space);
}

export function rowsInSight(top: number, { rows, height }: RowSpace): Span {
	const from = Math.max(0, Math.floor(top / ROW_HEIGHT));
	return { from, to: Math.min(rows, Math.ceil((top + height) / ROW_HEIGHT)) };
}

function ratioOf({ rows, height }: RowSpace): number {
	const all = rows * ROW_HEIGHT;
	const shown = scrollHeight({ rows });
	return all <= shown || shown <= height ? 1 : (all - height) / (shown - height);
}

/** Where each column begins, and behind them where the last one ends. */
export function columnStarts(widths: readonly number[]): Float64Array {
	const starts = new Float64Array(widths.length + 1);
	for (const [column, width] of widths.entries()) starts[column + 1] = (starts[column] ?? 0) + width;
	return starts;
}

/** The columns' place in a page, beside the row numbers. */
export interface ColumnSpace {
	readonly starts: Float64Array;
	/** So many of the first ones stay in sight. */
	readonly pinned: number;
	readonly width: number;
}

/** So many of those that are pinned leave a third of the page to the others. */
export function pinsThatFit({ starts, pinned, width }: ColumnSpace): number {
	let fitting = pinned;
	while (fitting > 0 && (starts[fitting] ?? 0) > (width * 2) / 3) fitting--;
	return fitting;
}

/** Those in sight that are not pinned. */
export function columnsInSight({ starts, pinned, width }: ColumnSpace, left: number): Span {
	const last = starts.length - 2;
	if (last < pinned) return { from: pinned, to: pinned };
	const within = (column: number): number => Math.max(pinned, Math.min(column, last));
	const from = within(columnAt(starts, left + (starts[pinned] ?? 0)));
	return { from, to: within(columnAt(starts, left + width)) + 1 };
}

/** The column that a place belongs to. */
export function columnAt(starts: Float64Array, place: number): number {
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((starts[middle] ?? 0) <= place) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** How far to scroll so that a column is wholly in sight, or from its beginning where it is wider than the page. */
export function leftWith(column: number, left: number, { starts, pinned, width }: ColumnSpace): number {
	if (column < pinned) return left;
	const [begin = 0, end = 0, covered = 0] = [starts[column], starts[column + 1], starts[pinned]];
	if (begin - covered < left || end - begin > width - covered) return begin - covered;
	return Math.max(left, end - width);
}
