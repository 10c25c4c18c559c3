/** One run in full, as its replica remembers it. */
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { runLines } from '../../core/wording/runText.ts';
import type { RunRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';
import { projectOnDisk } from '../projects/projectOnDisk.ts';
import { askInOwnThread } from './ownReader.ts';

/** A few seconds for somebody who waits for them; of a first download nobody wants to know more than its counts. */
const MOST_CHANGES = 200_000;

/** @throws FreeholdError `notFound` where it was dropped with old history */
export async function runDocument(freehold: Freehold, { ref }: RunRequest): Promise<string> {
	const { folder, connection, record: id } = ref;
	const [projects, replicas] = await Promise.all([freehold.projects(), freehold.replicas()]);
	const what = `Run ${id} of '${connection}' cannot be shown`;
	const { dataFolder } = projectOnDisk(projects.of(folder), what);
	const record = await replicas.thread.ask(replicaFile(dataFolder, connection), 'run', id);
	if (record !== undefined) {
		const tables = await askInOwnThread(freehold, ref, 'runFigures', id, MOST_CHANGES);
		return `${runLines(connection, record, Date.now(), tables).join('\n')}\n`;
	}
	throw new FreeholdError('notFound', {
		what,
		why: 'its replica remembers no such run',
		next: 'Refresh the view; old runs are dropped with their history',
	});
}
