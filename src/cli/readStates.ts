/** Opens the replicas of a project for reading. */
import { access } from 'node:fs/promises';
import { FreeholdError } from '../core/errors.ts';
import { replicaFile } from '../core/jobs/replicaFile.ts';
import type { Project } from '../core/project/project.ts';
import { findConnection } from '../core/project/targets.ts';
import type { DatasetState } from '../core/replica/contract.ts';
import { ReplicaReader } from '../core/replica/reader.ts';
import { readFileState } from '../core/replica/fileState.ts';
import type { FileState } from '../core/replica/fileState.ts';
import { hasCode } from './projectFiles.ts';

/** What a connection's replica holds. */
export interface StoredStates {
	readonly datasets: readonly DatasetState[];
	/** Of backed-up files; `undefined` where there are none. */
	readonly files: FileState | undefined;
}

/** Nothing where nothing was replicated yet. */
export async function readStates(project: Project, connection: string): Promise<StoredStates> {
	const file = replicaFile(project.dataFolder, connection);
	if (!(await isThere(file))) return { datasets: [], files: undefined };
	const reader = new ReplicaReader(file);
	try {
		return { datasets: reader.states(), files: readFileState(reader) };
	} finally {
		reader.close();
	}
}

/** @throws FreeholdError `usage` for an unknown connection, `notFound` where it has no replica yet */
export async function openReader(project: Project, connection: string): Promise<ReplicaReader> {
	findConnection(project, connection);
	const file = replicaFile(project.dataFolder, connection);
	if (!(await isThere(file))) {
		throw new FreeholdError('notFound', {
			what: `There is no replica of '${connection}' yet`,
			why: `${file} does not exist`,
			next: `Run: freehold replicate ${connection}`,
		});
	}
	return new ReplicaReader(file);
}

async function isThere(file: string): Promise<boolean> {
	try {
		await access(file);
		return true;
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return false;
		throw error;
	}
}
