/** Asks one question of a replica in a thread of its own: long ones keep no view waiting. */
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { Freehold } from '../freehold.ts';
import { projectOnDisk } from '../projects/projectOnDisk.ts';
import type { ConnectionRef } from '../refs.ts';
import type { ArgumentsOf, ReaderCall, ResultOf } from '../replicas/readerCalls.ts';
import { ReaderThread } from '../replicas/readerThread.ts';

/** @throws FreeholdError `notFound` where nothing was replicated yet */
export async function askInOwnThread<Call extends ReaderCall>(
	freehold: Freehold,
	{ folder, connection }: ConnectionRef,
	call: Call,
	...args: ArgumentsOf<Call>
): Promise<ResultOf<Call>> {
	const state = (await freehold.projects()).of(folder);
	const project = state === undefined ? undefined : projectOnDisk(state, `'${connection}' could not be read`);
	const thread = new ReaderThread();
	try {
		const file = project === undefined ? undefined : replicaFile(project.dataFolder, connection);
		const found = file === undefined ? undefined : await thread.ask(file, call, ...args);
		if (found !== undefined) return found;
	} finally {
		await thread[Symbol.asyncDispose]();
	}
	throw new FreeholdError('notFound', {
		what: `There is no replica of '${connection}' yet`,
		why: 'nothing was replicated into this folder',
		next: 'Replicate it first',
	});
}
