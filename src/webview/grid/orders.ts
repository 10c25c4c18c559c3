/** By which columns rows are sorted, and what a click on a name does to that. Pure. */
import type { GridOrder } from '../../protocol/grid.ts';

/** `add`: beside the columns that it is sorted by already. */
export type SortMode = 'only' | 'add';

/** Upwards, downwards, as it was. */
export function clicked(orders: readonly GridOrder[], column: number, mode: SortMode): readonly GridOrder[] {
	const known = orders.find((one) => one.column === column);
	const next = known === undefined ? false : known.isDescending ? undefined : true;
	return sorted(orders, column, next, mode);
}

/** @param isDescending  `undefined`: not by this column */
export function sorted(
	orders: readonly GridOrder[],
	column: number,
	isDescending: boolean | undefined,
	mode: SortMode,
): readonly GridOrder[] {
	if (mode === 'only') return isDescending === undefined ? [] : [{ column, isDescending }];
	if (isDescending === undefined) return orders.filter((one) => one.column !== column);
	if (!orders.some((one) => one.column === column)) return [...orders, { column, isDescending }];
	return orders.map((one) => (one.column === column ? { column, isDescending } : one));
}
