/** What `status` tells of a connection, and where it is known from. */
import { statusEntries } from '../core/jobs/statusEntries.ts';
import type { StatusEntry } from '../core/jobs/statusEntries.ts';
import type { Project } from '../core/project/project.ts';
import { findConnection } from '../core/project/targets.ts';
import { allowanceOf, pausedOneByOne } from './allowance.ts';
import type { Allowance } from './allowance.ts';
import type { CommandContext } from './context.ts';
import { readStates } from './readStates.ts';

export interface ConnectionStatus {
	readonly connection: string;
	readonly entries: readonly StatusEntry[];
	/** Requests of the day, where the vendor counts them so and the key is at hand. */
	readonly day: Allowance['day'];
}

export async function connectionStatus(
	context: CommandContext,
	project: Project,
	name: string,
	now: number,
): Promise<ConnectionStatus> {
	const connection = findConnection(project, name);
	const { datasets, files } = await readStates(project, name);
	const own = pausedOneByOne(connection);
	const names = datasets.map(({ dataset }) => dataset);
	const allowance = await allowanceOf(context, connection, [...new Set([...names, ...own])]);
	const facts = { connection: name, datasets, files, own, blocked: allowance?.blocked };
	return { connection: name, entries: statusEntries(project, facts, now), day: allowance?.day };
}
