/** Tells how many header rows a sheet has, from its first rows: one, or Realpad's stable ids beside readable labels. */
import type { Cell } from '../formats/excel/cell.ts';
import type { HeaderMode } from '../formats/excel/headers.ts';

/** As Realpad writes ids: `unit_id`, `price.total`. */
const ID = /^[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)*$/i;

export function headerModeOf([first = [], second = [], third = []]: readonly (readonly Cell[])[]): HeaderMode {
	// Two rows of names of the same width, one all ids and the other not, above rows of another make.
	if (!isNames(first) || !isNames(second) || first.length !== second.length || isNames(third)) return 'labels';
	const [isFirst, isSecond] = [isIds(first), isIds(second)];
	if (isFirst === isSecond) return 'labels';
	return isFirst ? 'ids_labels' : 'labels_ids';
}

function isNames(row: readonly Cell[]): boolean {
	return row.length > 1 && row.every((cell) => typeof cell === 'string' && cell.trim() !== '');
}

function isIds(row: readonly Cell[]): boolean {
	return row.every((cell) => typeof cell === 'string' && ID.test(cell) && cell === cell.toLowerCase());
}
