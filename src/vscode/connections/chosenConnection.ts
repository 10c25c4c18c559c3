/** The connection that a command is to work on: the row it was called from, or what the user chooses. */
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
	readonly dataFolder: string;
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
	return { ref, connection, state, dataFolder: state.project.dataFolder };
}
