/** Which columns are shown, in which order, and what the user does to that. Pure; columns go by their names. */
import type { GridLayout } from '../../protocol/grid.ts';

/** Everything as the table has it. */
export const NO_LAYOUT: GridLayout = { order: [], hidden: [], pinned: [], widths: [] };

export interface ShownColumns {
	/** Numbers of columns of the table, in the order in which they are shown; those that are pinned come first. */
	readonly columns: readonly number[];
	readonly pinned: number;
}

/** @param names  of the table's columns */
export function shownColumns(names: readonly string[], layout: GridLayout): ShownColumns {
	const places = new Map<string, number>();
	for (const [column, name] of names.entries()) if (!places.has(name)) places.set(name, column);
	const ordered = allNames(names, layout.order).flatMap((name) => places.get(name) ?? []);
	const hidden = new Set(layout.hidden);
	const kept = ordered.filter((column) => !hidden.has(names[column] ?? ''));
	// Where those that were left have gone from the table, all others are better than none.
	const shown = kept.length === 0 ? ordered : kept;
	const pinned = new Set(layout.pinned);
	const isPinned = (column: number): boolean => pinned.has(names[column] ?? '');
	const first = shown.filter(isPinned);
	return { columns: [...first, ...shown.filter((column) => !isPinned(column))], pinned: first.length };
}

/**
 * Puts a column where another one is, or as near to it as it gets: pinned ones stay among their like.
 *
 * @param position  among those that are shown
 */
export function withMoved(layout: GridLayout, names: readonly string[], name: string, position: number): GridLayout {
	const { columns, pinned } = shownColumns(names, layout);
	const from = columns.findIndex((column) => names[column] === name);
	if (from < 0) return layout;
	const [first, last] = from < pinned ? [0, pinned - 1] : [pinned, columns.length - 1];
	const to = Math.max(first, Math.min(position, last));
	const target = names[columns[to] ?? 0];
	if (to === from || target === undefined) return layout;
	const order = allNames(names, layout.order).filter((one) => one !== name);
	order.splice(order.indexOf(target) + (to > from ? 1 : 0), 0, name);
	return { ...layout, order };
}

export function withHidden(layout: GridLayout, names: readonly string[], isHidden: boolean): GridLayout {
	return { ...layout, hidden: changed(layout.hidden, names, isHidden) };
}

export function withPinned(layout: GridLayout, name: string, isPinned: boolean): GridLayout {
	return { ...layout, pinned: changed(layout.pinned, [name], isPinned) };
}

/** @param pixels  `undefined`: by the name and the first rows again */
export function withWidth(layout: GridLayout, name: string, pixels: number | undefined): GridLayout {
	const others = layout.widths.filter(([one]) => one !== name);
	return { ...layout, widths: pixels === undefined ? others : [...others, [name, Math.round(pixels)]] };
}

function changed(list: readonly string[], names: readonly string[], isIn: boolean): readonly string[] {
	const given = new Set(names);
	const others = list.filter((one) => !given.has(one));
	return isIn ? [...others, ...given] : others;
}

/** Names in the user's order, those that have left the table too; what has come since stands behind its neighbour in the table. */
function allNames(names: readonly string[], order: readonly string[]): string[] {
	if (order.length === 0) return [...new Set(names)];
	const placed = new Set(order);
	const followers = new Map<string | undefined, string[]>();
	let anchor: string | undefined;
	for (const name of new Set(names)) {
		if (placed.has(name)) anchor = name;
		else followers.set(anchor, [...(followers.get(anchor) ?? []), name]);
	}
	return [undefined, ...placed].flatMap((name) => [
		...(name === undefined ? [] : [name]),
		...(followers.get(name) ?? []),
	]);
}
