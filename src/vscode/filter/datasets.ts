/** Which dataset a filter is meant for: `agency/properties`, or `properties` of the only connection that it can be. */
import * as vscode from 'vscode';
import type { KnownDataset } from '../../core/filter/editing/knowledge.ts';
import type { ReapitConnection } from '../../core/project/project.ts';
import { parseTarget } from '../../core/project/targets.ts';
import type { ReapitList } from '../../core/sources/reapit/catalogue/lists.ts';
import type { Projects } from '../projects/projects.ts';
import type { DatasetRef } from '../refs.ts';

export interface FolderConnection {
	readonly folder: string;
	readonly connection: ReapitConnection;
}

/** Of the folder that a file lies in; of all folders where it lies in none. */
export function reapitConnections(projects: Projects, uri: vscode.Uri | undefined): readonly FolderConnection[] {
	const own = uri === undefined ? undefined : vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
	return projects.all
		.filter(({ folder }) => own === undefined || folder === own)
		.flatMap(({ folder, project }) =>
			[...(project?.connections.values() ?? [])]
				.filter((connection) => connection.source === 'reapit')
				.map((connection) => ({ folder, connection })),
		);
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

/** Those that take metadata filters. */
export function filteredDatasets(
	connections: readonly FolderConnection[],
	lists: ReadonlyMap<string, ReapitList>,
): readonly KnownDataset[] {
	return connections.flatMap(({ connection }) =>
		filteredLists(lists).map(({ dataset }) => ({
			name: `${connection.connection}/${dataset.id}`,
			title: dataset.title,
		})),
	);
}

/** Lists below single records need those records' ids, which no filter has. */
export function filteredLists(lists: ReadonlyMap<string, ReapitList>): readonly ReapitList[] {
	return [...lists.values()].filter(
		({ dataset, parent }) => dataset.filterParameter !== undefined && parent === undefined,
	);
}

function refOf({ folder, connection }: FolderConnection): Pick<DatasetRef, 'folder' | 'connection'> {
	return { folder, connection: connection.connection };
}
