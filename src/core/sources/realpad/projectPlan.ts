/** How far an export that is asked for project by project has come: what a batch's checkpoint holds. */
import type { Json, JsonObject } from '../../json.ts';

export interface ProjectPlan {
	readonly projects: readonly string[];
	/** Index of the project to be read. */
	readonly next: number;
	/** Rows of the projects before it. */
	readonly done: number;
	/** Server time of the first response, ms; 0 before it. */
	readonly serverStart: number;
}

const version = 1;

export function projectPlan(projects: readonly string[]): ProjectPlan {
	return { projects, next: 0, done: 0, serverStart: 0 };
}

export function writeProjectPlan(plan: ProjectPlan): Json {
	return { version, ...plan };
}

/** @returns undefined for a checkpoint of another make: the read then begins anew */
export function readProjectPlan(json: JsonObject): ProjectPlan | undefined {
	const { projects, next, done, serverStart } = json;
	if (json.version !== version || !Array.isArray(projects)) return undefined;
	if (typeof next !== 'number' || typeof done !== 'number' || typeof serverStart !== 'number') return undefined;
	const ids = (projects as readonly Json[]).filter((id) => typeof id === 'string');
	return { projects: ids, next, done, serverStart };
}
