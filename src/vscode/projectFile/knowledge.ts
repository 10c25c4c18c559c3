/** What the editor knows of a project's datasets: what vendors publish, what they told earlier runs, what is stored. Asks nobody. */
import { knownDatasets } from './knownDatasets.ts';
import type { DatasetKnowledge } from '../../core/project/language/knownDataset.ts';
import { publishedDatasets } from '../../core/project/language/knownDataset.ts';
import type { OutlinedConnection } from '../../core/project/language/outline.ts';
import type { DatasetState } from '../../core/replica/contract.ts';
import type { Freehold } from '../freehold.ts';

export function knowledgeOf(freehold: Freehold, folder: string | undefined): DatasetKnowledge {
	return {
		datasetsOf: async (connection) => {
			const published = await publishedDatasets(connection);
			if (folder === undefined) return knownDatasets(published, [], []);
			const catalogues = await freehold.catalogues();
			const told = catalogues.told({ folder, connection: connection.name });
			return knownDatasets(published, told, await storedDatasets(freehold, folder, connection.name));
		},
	};
}

/** All that a connection has; `undefined` where its vendor has to be asked, and nobody has. */
export async function datasetNames(
	freehold: Freehold,
	folder: string,
	connection: OutlinedConnection,
): Promise<readonly string[] | undefined> {
	const published = await publishedDatasets(connection);
	const told = (await freehold.catalogues()).told({ folder, connection: connection.name });
	if (published === undefined && told.length === 0) return undefined;
	return knownDatasets(published, told, await storedDatasets(freehold, folder, connection.name)).map(({ id }) => id);
}

export async function storedDatasets(
	freehold: Freehold,
	folder: string,
	connection: string,
): Promise<readonly DatasetState[]> {
	const [projects, replicas] = await Promise.all([freehold.projects(), freehold.replicas()]);
	const project = projects.of(folder);
	return project === undefined ? [] : (await replicas.read({ folder, connection }, project)).datasets;
}
