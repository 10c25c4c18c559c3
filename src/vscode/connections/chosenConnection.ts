/** The connection that a command is to work on: the row it was called from, or what the user chooses. */
import { connectionData } from '../../core/jobs/connectionData.ts';
import type { Connection } from '../../core/project/project.ts';
import { findConnection } from '../../core/project/targets.ts';
import type { Freehold } from '../freehold.ts';
import { askConnection } from '../jobs/askTarget.ts';
import type { ProjectState } from '../projects/projects.ts';
import type { ConnectionRef } from '../refs.ts';

export interface ChosenConnection {
	readonly ref: ConnectionRef;
	readonly connection: Connection;
	readonly state: ProjectState;
	/** Absent in a virtual folder: nothing is stored there. */
	readonly dataFolder: string | undefined;
}

export async function chosenConnection(
	freehold: Freehold,
	given: ConnectionRef | undefined,
	question: string,
	fits?: (connection: Connection) => boolean,
): Promise<ChosenConnection | undefined> {
	const asked = given ?? (await askConnection(freehold, question, fits));
	if (asked === undefined) return undefined;
	const state = (await freehold.projects()).of(asked.folder);
	if (state?.project === undefined) return undefined;
	// A dataset's row stands for its connection here.
	const ref = { folder: asked.folder, connection: asked.connection };
	const connection = findConnection(state.project, ref.connection);
	return { ref, connection, state, dataFolder: state.isLocal ? state.project.dataFolder : undefined };
}

/** Whether there is anything on the disk that belongs to it. */
export async function hasStoredData({ ref, dataFolder }: ChosenConnection): Promise<boolean> {
	if (dataFolder === undefined) return false;
	const { hasReplica, hasFiles } = await connectionData(dataFolder, ref.connection);
	return hasReplica || hasFiles;
}
