/** Narrows a dataset to the columns that a connection asks for (`$select`). */
import { closest, distance } from 'fastest-levenshtein';
import { FreeholdError } from '../../errors.ts';
import type { Dataset } from '../source.ts';

/**
 * The dataset with the wanted columns; its key and cursor are always among them, because no run can do without.
 *
 * @param wanted  column names; `undefined` leaves the dataset whole
 * @param isOpen  whether the vendor has more columns than it lists: then any name may exist
 * @throws FreeholdError `configuration` where a column does not exist, with the nearest name
 */
export function selectColumns(
	dataset: Dataset,
	wanted: readonly string[] | undefined,
	connection: string,
	isOpen = false,
): Dataset {
	if (wanted === undefined) return dataset;
	const names = dataset.columns.map(({ name }) => name);
	const spread = dataset.spread?.filter((property) => wanted.includes(property));
	for (const name of wanted) {
		if (isOpen || names.includes(name) || spread?.includes(name) === true) continue;
		throw unknownColumn(dataset.id, name, names, connection);
	}
	const needed = dataset.cursor === undefined ? dataset.key : [...dataset.key, dataset.cursor];
	const select = [...new Set([...needed, ...wanted])].filter((name) => isOpen || names.includes(name));
	const isRead = (name: string): boolean => select.includes(name);
	const columns = dataset.columns.filter(({ name }) => isRead(name));
	return { ...dataset, columns, select, spread: spread?.length === 0 ? undefined : spread };
}

function unknownColumn(dataset: string, name: string, names: readonly string[], connection: string): FreeholdError {
	const near = names.length === 0 ? '' : closest(name, names);
	const isNear = near !== '' && distance(name.toLowerCase(), near.toLowerCase()) <= 3;
	return new FreeholdError('configuration', {
		what: `${connection}/${dataset} has no column ${name}`,
		why: `freehold.yaml asks for it under connections.${connection}.select.${dataset}`,
		next: isNear ? `Did you mean ${near}?` : `Choose among: ${names.join(', ')}`,
	});
}
