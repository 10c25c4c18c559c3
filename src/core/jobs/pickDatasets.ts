/** Finds the datasets that were asked for among those that exist. */
import { closest, distance } from 'fastest-levenshtein';
import { FreeholdError } from '../errors.ts';
import type { Dataset } from '../sources/source.ts';

/**
 * @param wanted names; empty or `*`: all but those whose rows come along with another dataset's anyway, or that the
 *   source leaves out unless they are named
 * @throws FreeholdError `notFound` with the nearest name, where one does not exist
 */
export function pickDatasets(
	datasets: readonly Dataset[],
	wanted: readonly string[],
	connection: string,
): readonly Dataset[] {
	if (wanted.length === 0 || wanted.includes('*'))
		return datasets.filter(({ alongWith, leftOut }) => alongWith === undefined && leftOut === undefined);
	return wanted.map((name) => {
		const found = datasets.find((dataset) => dataset.id === name);
		if (found !== undefined) return found;
		const names = datasets.map((dataset) => dataset.id);
		const near = closest(name, names);
		const isNear = near !== '' && distance(name.toLowerCase(), near.toLowerCase()) <= 3;
		throw new FreeholdError('notFound', {
			what: `${connection}/${name} was not found`,
			why: 'the vendor lists no such dataset for this connection',
			next: isNear ? `Did you mean ${connection}/${near}?` : `Choose one of: ${names.join(', ')}`,
		});
	});
}
