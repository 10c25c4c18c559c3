/** What a connection has on the disk: its replica and its backed-up files. Renamed and deleted together. */
import { existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { FreeholdError } from '../errors.ts';
import { WriterLock } from '../replica/writerLock.ts';
import { filesFolder } from './backup/places.ts';
import { replicaFile } from './replicaFile.ts';

/** SQLite's own files beside a replica, and the lock of its writer. */
const SUFFIXES = ['', '-wal', '-shm', '-writer'] as const;

export interface ConnectionData {
	readonly hasReplica: boolean;
	readonly hasFiles: boolean;
	/** Of the replica. */
	readonly bytes: number;
}

export async function connectionData(dataFolder: string, connection: string): Promise<ConnectionData> {
	const file = replicaFile(dataFolder, connection);
	const hasReplica = existsSync(file);
	return {
		hasReplica,
		hasFiles: existsSync(filesFolder(dataFolder, connection)),
		bytes: hasReplica ? (await stat(file)).size : 0,
	};
}

/**
 * @throws FreeholdError `locked` while a run writes to the replica, `usage` where the new name has data of its own; nothing
 *   is renamed then
 */
export async function renameConnectionData(dataFolder: string, from: string, to: string): Promise<void> {
	const moves = [
		...SUFFIXES.map(
			(suffix) => [replicaFile(dataFolder, from) + suffix, replicaFile(dataFolder, to) + suffix] as const,
		),
		[filesFolder(dataFolder, from), filesFolder(dataFolder, to)] as const,
	].filter(([old]) => existsSync(old));
	// On a disk that takes no notice of case, `mls` is there when `MLS` is asked for.
	const isOther = from.toLowerCase() !== to.toLowerCase();
	const taken = moves.find(([, next]) => isOther && existsSync(next))?.[1];
	if (taken !== undefined) {
		throw new FreeholdError('usage', {
			what: `The data of '${from}' were not renamed`,
			why: `${taken} is already there`,
			next: 'Choose another name, or move that out of the way',
		});
	}
	assertNobodyWrites(dataFolder, from);
	for (const [nth, [old, next]] of moves.entries()) {
		try {
			await rename(old, next);
		} catch (cause) {
			for (const [before, after] of moves.slice(0, nth).reverse()) await rename(after, before);
			throw notMoved(from, cause);
		}
	}
}

/** @throws FreeholdError `locked` while a run writes to the replica */
export async function removeConnectionData(dataFolder: string, connection: string): Promise<void> {
	assertNobodyWrites(dataFolder, connection);
	// The replica itself first: what is left of a removal that was cut off is then no replica.
	for (const suffix of SUFFIXES) await rm(replicaFile(dataFolder, connection) + suffix, { force: true });
	await rm(filesFolder(dataFolder, connection), { recursive: true, force: true });
}

function assertNobodyWrites(dataFolder: string, connection: string): void {
	const file = replicaFile(dataFolder, connection);
	if (existsSync(file)) new WriterLock(file, process.pid).release();
}

function notMoved(connection: string, cause: unknown): FreeholdError {
	return new FreeholdError('readOnly', {
		what: `The data of '${connection}' could not be renamed`,
		why: cause instanceof Error ? cause.message : String(cause),
		next: 'Close what has its files open, and try again',
		cause,
	});
}
