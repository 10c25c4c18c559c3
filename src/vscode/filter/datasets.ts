/** Connections and datasets that filters can be meant for. */
import * as vscode from 'vscode';
import type { KnownDataset } from '../../core/filter/editing/knowledge.ts';
import type { ReapitList } from '../../core/sources/reapit/catalogue/lists.ts';
import type { Projects } from '../projects/projects.ts';
import type { FolderConnection } from './datasetRef.ts';

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
