/** How wide columns are: by their names and the first rows. Pure. */
import type { GridColumn, GridRow } from '../../protocol/grid.ts';

const CHARACTER = 7.8;
const PADDING = 18;
/** For the sign of the order beside the name. */
const SORT_SIGN = 18;
const NARROWEST = 76;
const WIDEST = 340;
const WIDEST_NAME = 260;
const LOOKED_AT = 50;

export function columnWidths(columns: readonly GridColumn[], rows: readonly (GridRow | undefined)[]): number[] {
	const seen = rows.slice(0, LOOKED_AT);
	return columns.map(({ name, type }, column) => {
		const longest = seen.reduce((most, row) => Math.max(most, lengthOf(row?.[column], type)), 0);
		const header = Math.min(WIDEST_NAME, Math.max(name.length, type.length) * CHARACTER + PADDING + SORT_SIGN);
		return Math.round(Math.max(NARROWEST, header, Math.min(WIDEST, longest * CHARACTER + PADDING)));
	});
}

function lengthOf(cell: NonNullable<GridRow>[number] | undefined, type: GridColumn['type']): number {
	if (cell === null || cell === undefined) return 4;
	if (typeof cell === 'object') return Infinity;
	return type === 'instant' ? 20 : String(cell).length;
}
