/** What a project's replicas tell of its jobs: read in the reader's thread, asked of nobody else. */
import type { StoredRuns } from '../../core/jobs/timing.ts';
import type { ProjectState } from '../projects/projects.ts';
import type { Replicas } from '../replicas/replicas.ts';

export async function storedRuns(state: ProjectState, replicas: Replicas): Promise<ReadonlyMap<string, StoredRuns>> {
	const names = [...(state.project?.connections.keys() ?? [])];
	const read = async (connection: string): Promise<readonly [string, StoredRuns]> => {
		const { datasets, files } = await replicas.read({ folder: state.folder, connection }, state);
		return [connection, { datasets, lastBackup: files?.lastBackup }];
	};
	return new Map(await Promise.all(names.map(read)));
}
