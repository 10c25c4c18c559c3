/** One run in full, as its replica remembers it. */
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { runLines } from '../../core/wording/runText.ts';
import type { RunRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';
import { projectOnDisk } from '../projects/projectOnDisk.ts';

/** @throws FreeholdError `notFound` where it was dropped with old history */
export async function runDocument(freehold: Freehold, { ref }: RunRequest): Promise<string> {
	const { folder, connection, record: id } = ref;
	const [projects, replicas] = await Promise.all([freehold.projects(), freehold.replicas()]);
	const what = `Run ${id} of '${connection}' cannot be shown`;
	const { dataFolder } = projectOnDisk(projects.of(folder), what);
	const record = await replicas.thread.ask(replicaFile(dataFolder, connection), 'run', id);
	if (record !== undefined) return `${runLines(connection, record, Date.now()).join('\n')}\n`;
	throw new FreeholdError('notFound', {
		what,
		why: 'its replica remembers no such run',
		next: 'Refresh the view; old runs are dropped with their history',
	});
}
