/** Puts together what is known of a connection's datasets. */
import type { KnownDataset } from '../../core/project/language/knownDataset.ts';
import type { DatasetState } from '../../core/replica/contract.ts';
import { filesDataset } from '../../core/replica/fileManifest.ts';
import type { CatalogueEntry } from '../ids.ts';

/**
 * @param published  `undefined` for vendors who have to be asked
 * @param told       what they answered the last time
 */
export function knownDatasets(
	published: readonly KnownDataset[] | undefined,
	told: readonly CatalogueEntry[],
	stored: readonly Pick<DatasetState, 'dataset' | 'columns'>[],
): readonly KnownDataset[] {
	const known = published ?? told.map(fromEntry);
	const ids = new Set([...known.map(({ id }) => id), filesDataset]);
	// A dataset that came along with another one has a table, and was never told of.
	const others = stored.filter(({ dataset }) => !ids.has(dataset)).map(({ dataset }) => unknownDataset(dataset));
	return [...known, ...others].map((dataset) => {
		const columns = stored.find((one) => one.dataset === dataset.id)?.columns.map(({ name }) => name) ?? [];
		return { ...dataset, columns: [...new Set([...dataset.columns, ...columns])] };
	});
}

function fromEntry({ id, title, group, notes, isLeftOut, relations = [], columns = [] }: CatalogueEntry): KnownDataset {
	return { id, title, group, notes, isLeftOut, relations, columns, parameters: [], takesFilter: false };
}

function unknownDataset(id: string): KnownDataset {
	const nothing = { notes: [], relations: [], columns: [], parameters: [] };
	return { id, title: id, group: '', isLeftOut: false, takesFilter: false, ...nothing };
}
