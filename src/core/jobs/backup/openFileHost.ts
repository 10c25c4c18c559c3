/** Finds the files of a connection: today only Realpad's has any. */
import { statfs } from 'node:fs/promises';
import { FreeholdError } from '../../errors.ts';
import type { Connection } from '../../project/project.ts';
import { ResourceFiles } from '../../sources/realpad/resources/resourceFiles.ts';
import type { ConnectionOutside } from '../openConnection.ts';
import type { FileHost } from './backup.ts';

/** @throws FreeholdError `usage` for a source that has no files */
export function openFileHost(connection: Connection, outside: ConnectionOutside, concurrency: number): FileHost {
	if (connection.source === 'realpad') {
		const resourceWorkerUrl = workerUrl(outside.workerUrl);
		return new ResourceFiles(connection, { ...outside, resourceWorkerUrl, concurrency });
	}
	throw new FreeholdError('usage', {
		what: `${connection.connection} has no files to back up`,
		why: `its source is ${connection.source}, and only Realpad lists files`,
		next: 'Name a Realpad connection',
	});
}

/** Room that this user may take on the disk that holds a folder. */
export async function freeBytes(folder: string): Promise<number> {
	const { bavail, bsize } = await statfs(folder);
	return bavail * bsize;
}

/** Workers lie side by side in a bundle; in the sources each lies in its own room. */
function workerUrl(storeWorker: URL): URL {
	return storeWorker.pathname.endsWith('.ts')
		? new URL('../sources/realpad/resources/resourceWorker.ts', storeWorker)
		: new URL('./resourceWorker.js', storeWorker);
}
