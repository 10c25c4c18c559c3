/** Tells what changed in the column selection of an API user since the last export. */
import type { Column } from '../source.ts';

/**
 * @param known  names of the stored columns; `undefined` where nothing is stored yet
 */
export function selectionWarnings(
	dataset: string,
	known: readonly string[] | undefined,
	columns: readonly Column[],
): readonly string[] {
	if (known === undefined || known.length === 0) return [];
	const stored = new Set(known.map((name) => name.toLowerCase()));
	const given = new Set(columns.map(({ name }) => name.toLowerCase()));
	const added = columns.filter(({ name }) => !stored.has(name.toLowerCase())).map(({ name }) => name);
	const left = known.filter((name) => !given.has(name.toLowerCase()));
	return [
		...(added.length === 0 ? [] : [`${dataset} has new columns: ${added.join(', ')}`]),
		...(left.length === 0
			? []
			: [
					`${dataset} comes without columns that it had: ${left.join(', ')}. Their values become empty here, ` +
						'and the change history keeps the old ones',
				]),
	];
}
