/** Finds the datasets that were asked for among those that exist. */
import { FreeholdError } from '../errors.ts';
import { nearest } from '../project/problems.ts';
import type { Dataset } from '../sources/source.ts';

/** More names than that are no help in a message. */
const fewNames = 15;

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
		throw new FreeholdError('notFound', {
			what: `${connection}/${name} was not found`,
			why: 'the vendor lists no such dataset for this connection',
			next: nextStep(name, names, connection),
		});
	});
}

function nextStep(name: string, names: readonly string[], connection: string): string {
	const below = names.filter((one) => one.toLowerCase().endsWith(`.${name.toLowerCase()}`));
	const meant = nearest(name, names) ?? (below.length === 1 ? below[0] : undefined);
	if (meant !== undefined) return `Did you mean ${connection}/${meant}?`;
	return names.length > fewNames
		? `'freehold sources ${connection}' lists the ${names.length} that there are`
		: `Choose one of: ${names.join(', ')}`;
}
