/** Which dataset a filter is meant for: `agency/properties`, or `properties` of the only connection that it can be. */
import type { ReapitConnection } from '../../core/project/project.ts';
import { parseTarget } from '../../core/project/targets.ts';
import type { DatasetRef } from '../refs.ts';

export interface FolderConnection {
	readonly folder: string;
	readonly connection: ReapitConnection;
}

/** @param name  as the filter says it; `undefined` where it says nothing, or names another vendor's connection */
export function datasetRef(connections: readonly FolderConnection[], name: string | undefined): DatasetRef | undefined {
	if (name === undefined || name === '') return undefined;
	if (!name.includes('/')) {
		const [only] = connections;
		return only === undefined ? undefined : { ...refOf(only), dataset: name };
	}
	const { connection: wanted, dataset } = parseTarget(name);
	const found = connections.find(({ connection }) => connection.connection === wanted);
	return found === undefined || dataset === undefined ? undefined : { ...refOf(found), dataset };
}

function refOf({ folder, connection }: FolderConnection): Pick<DatasetRef, 'folder' | 'connection'> {
	return { folder, connection: connection.connection };
}
