/** What is known of a connection's datasets without asking anybody: from the vendors' publications, or from earlier runs. */
import { asDataset, realpadDatasets } from '../../sources/realpad/realpadDatasets.ts';
import type { RealpadSettings } from '../../sources/realpad/realpadSettings.ts';
import { reapitLists } from '../../sources/reapit/catalogue/lists.ts';
import type { Dataset, DatasetParameter } from '../../sources/source.ts';
import type { OutlinedConnection } from './outline.ts';

export interface KnownDataset {
	readonly id: string;
	readonly title: string;
	readonly group: string;
	readonly notes: readonly string[];
	/** Whether all datasets together leave it out. */
	readonly isLeftOut: boolean;
	/** Relations that can be read along. */
	readonly relations: readonly string[];
	readonly columns: readonly string[];
	readonly parameters: readonly DatasetParameter[];
	readonly takesFilter: boolean;
}

/** Who knows datasets: the published ones, and whoever has asked the vendor before. */
export interface DatasetKnowledge {
	datasetsOf(connection: OutlinedConnection): Promise<readonly KnownDataset[]>;
}

/** Of vendors who publish what there is; `undefined` for those who have to be asked (Spark). */
export async function publishedDatasets(
	connection: Pick<OutlinedConnection, 'name' | 'source' | 'multipleInquiries'>,
): Promise<readonly KnownDataset[] | undefined> {
	switch (connection.source) {
		case 'realpad':
			return realpadDatasets().map((dataset) => knownDataset(asDataset(dataset, realpadSettings(connection))));
		case 'reapit':
			return [...(await reapitLists()).values()].map(({ dataset }) => knownDataset(dataset));
		default:
			return undefined;
	}
}

export function knownDataset(dataset: Dataset): KnownDataset {
	return {
		id: dataset.id,
		title: dataset.title,
		group: dataset.group,
		notes: dataset.notes,
		isLeftOut: dataset.leftOut !== undefined,
		relations: dataset.relations.map(({ property }) => property),
		columns: dataset.columns.map(({ name }) => name),
		parameters: dataset.parameters ?? [],
		takesFilter: dataset.filterParameter !== undefined,
	};
}

function realpadSettings({
	name,
	multipleInquiries,
}: Pick<OutlinedConnection, 'name' | 'multipleInquiries'>): RealpadSettings {
	return { connection: name, multipleInquiries, baseUrl: undefined, headers: 'ids_labels', keys: {} };
}
