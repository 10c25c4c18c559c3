/** How wide columns are: by their names and some of their cells. Pure. */
import type { GridCell, GridColumn } from '../../protocol/grid.ts';

const CHARACTER = 7.8;
const PADDING = 18;
/** For the sign of the order and the button of the menu, beside the name. */
const SIGNS = 36;
export const NARROWEST = 76;
const WIDEST = 340;
const WIDEST_NAME = 260;
/** By dragging: wider ones leave no room for others. */
export const WIDEST_DRAGGED = 2000;

/** Characters of a cell that nobody has seen yet. */
const USUAL: Readonly<Record<GridColumn['type'], number>> = {
	...{ text: 16, integer: 8, decimal: 10, boolean: 5, date: 10, time: 8, datetime: 19, instant: 20, json: 24 },
};

/** @param cells  some of them; none where they have not come yet */
export function columnWidth({ name, type }: GridColumn, cells: readonly GridCell[]): number {
	const longest =
		cells.length === 0 ? USUAL[type] : cells.reduce<number>((most, cell) => Math.max(most, lengthOf(cell, type)), 0);
	const header = Math.min(WIDEST_NAME, Math.max(name.length, type.length) * CHARACTER + PADDING + SIGNS);
	return Math.round(Math.max(NARROWEST, header, Math.min(WIDEST, longest * CHARACTER + PADDING)));
}

function lengthOf(cell: GridCell, type: GridColumn['type']): number {
	if (cell === null) return 4;
	if (typeof cell === 'object')
		return 'cut' in cell ? Infinity : lengthOf(cell.was, type) + 3 + lengthOf(cell.now, type);
	return type === 'instant' ? 20 : String(cell).length;
}
