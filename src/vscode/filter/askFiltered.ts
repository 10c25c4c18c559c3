/** Asks for a dataset of Reapit that takes metadata filters. */
import type { Freehold } from '../freehold.ts';
import { askDataset } from '../jobs/askTarget.ts';
import type { DatasetRef } from '../refs.ts';
import { filteredLists } from './datasets.ts';

/** @param isStored  whether only replicated ones help */
export async function askFilteredDataset(
	freehold: Freehold,
	placeHolder: string,
	isStored: boolean,
): Promise<DatasetRef | undefined> {
	const filtered = new Set(filteredLists(await (await freehold.filterData()).lists()).map(({ id }) => id));
	return askDataset(
		freehold,
		placeHolder,
		isStored,
		({ source }, dataset) => source === 'reapit' && filtered.has(dataset),
	);
}
