/** Runs what a face asks for: datasets of several connections one after another, with the same events for all of them. */
import { join } from 'node:path';
import { isCancellation } from '../errors.ts';
import type { Connection, Project } from '../project/project.ts';
import { findConnection, groupTargets } from '../project/targets.ts';
import type { Replica } from '../replica/contract.ts';
import { manifestNurseryMb, openReplica } from '../replica/replica.ts';
import type { Dataset, OpenSource } from '../sources/source.ts';
import { backup } from './backup/backup.ts';
import type { BackupOptions, BackupResult } from './backup/backup.ts';
import { freeBytes, openFileHost } from './backup/openFileHost.ts';
import { filesFolder } from './backup/places.ts';
import type { DatasetResult, JobEvent } from './events.ts';
import { openConnection } from './openConnection.ts';
import { replicaFile } from './replicaFile.ts';
import type { ConnectionOutside } from './openConnection.ts';
import { replicate } from './replicate.ts';
import type { ReplicateMode } from './replicate.ts';

const DAY_MS = 86_400_000;

/** What a run is given besides what it is to do. */
export interface RunOutside {
	/** The network, the secrets and the clock of one connection. */
	readonly outsideOf: (connection: Connection) => ConnectionOutside;
	readonly signal: AbortSignal;
	readonly onEvent: (event: JobEvent) => void;
	/** Told what exists as soon as the vendor has said so: a face may show it before any row has come. */
	readonly onCatalogue?: ((connection: string, datasets: readonly Dataset[]) => void) | undefined;
	/** Waited for before a connection is replicated: a face may tell first what the run will cost. */
	readonly beforeReplication?: ((planned: PlannedReplication) => Promise<void>) | undefined;
}

/** A connection that is open and about to be replicated. */
export interface PlannedReplication {
	readonly connection: Connection;
	readonly source: OpenSource;
	readonly replica: Replica;
	/** Names of datasets; empty: all. */
	readonly datasets: readonly string[];
	readonly settings: ReplicateSettings;
}

export interface ReplicateSettings {
	readonly mode: ReplicateMode;
	/** Relations read along; `undefined`: all. */
	readonly expand: readonly string[] | undefined;
	readonly purgeEveryMs: number | undefined;
	readonly fullEveryMs: number;
	readonly purgeLimitPercent: number;
	readonly strictInitial: boolean;
}

/** What is done where nobody says otherwise. */
export const USUAL_REPLICATION: ReplicateSettings = {
	mode: 'auto',
	expand: undefined,
	purgeEveryMs: DAY_MS,
	fullEveryMs: 7 * DAY_MS,
	purgeLimitPercent: 20,
	strictInitial: false,
};

export type BackupHow = Pick<BackupOptions, 'mode' | 'part' | 'concurrency' | 'maxFileBytes'>;

export const USUAL_FILE_BACKUP: BackupHow = { mode: 'fetch', concurrency: 4, maxFileBytes: 4_000_000_000 };

/** Where an export goes unless told otherwise. */
export function usualExportFile(project: Project, connection: string, dataset: string, format: string): string {
	return join(project.dataFolder, 'exports', `${connection}-${dataset}.${format}`);
}

/**
 * @param targets  `mls/Property`, `mls/*`, `mls`
 * @throws the signal's reason when cancelled; `FreeholdError` where a connection could not begin
 */
export async function replicateTargets(
	project: Project,
	targets: readonly string[],
	settings: ReplicateSettings,
	outside: RunOutside,
): Promise<readonly DatasetResult[]> {
	const groups = [...groupTargets(targets)].map(([name, datasets]) => ({
		connection: findConnection(project, name),
		datasets,
	}));
	const results: DatasetResult[] = [];
	for (const { connection, datasets } of groups) {
		outside.signal.throwIfAborted();
		results.push(...(await replicateConnection(project, connection, datasets, settings, outside)));
	}
	return results;
}

async function replicateConnection(
	project: Project,
	connection: Connection,
	datasets: readonly string[],
	settings: ReplicateSettings,
	{ outsideOf, signal, onEvent, onCatalogue, beforeReplication }: RunOutside,
): Promise<readonly DatasetResult[]> {
	const name = connection.connection;
	const world = outsideOf(connection);
	const { clock, log } = world;
	const open = await openConnection(connection, replicaFile(project.dataFolder, name), world);
	const { source, replica } = open;
	try {
		for (const message of await replica.notes()) onEvent({ type: 'warning', connection: name, dataset: '*', message });
		await beforeReplication?.({ connection, source, replica, datasets, settings });
		const strictInitial = settings.strictInitial || (connection.source === 'spark' && connection.strictInitial);
		const results = await replicate({
			...{ ...settings, strictInitial, connection: name, datasets, source, replica, clock, log, signal, onEvent },
			onCatalogue: (known) => onCatalogue?.(name, known),
		});
		await replica.retain(clock.now() - project.historyDays * DAY_MS);
		return results;
	} finally {
		await open.close();
	}
}

/** One connection after the other; what is wrong with one is part of its result. */
export async function backupTargets(
	project: Project,
	connections: readonly string[],
	how: BackupHow,
	outside: RunOutside,
): Promise<readonly BackupResult[]> {
	const results: BackupResult[] = [];
	for (const name of new Set(connections)) {
		outside.signal.throwIfAborted();
		results.push(await backupConnection(project, findConnection(project, name), how, outside));
	}
	return results;
}

async function backupConnection(
	project: Project,
	connection: Connection,
	how: BackupHow,
	{ outsideOf, signal, onEvent }: RunOutside,
): Promise<BackupResult> {
	const name = connection.connection;
	const world = outsideOf(connection);
	const host = openFileHost(connection, world, how.concurrency);
	const replica = await openReplica({
		file: replicaFile(project.dataFolder, name),
		workerUrl: world.workerUrl,
		nurseryMb: manifestNurseryMb,
	});
	try {
		return await backup({
			...{ ...how, connection: name, host, freeBytes, signal, onEvent },
			files: replica.files,
			folder: filesFolder(project.dataFolder, name),
			clock: world.clock,
			log: world.log,
		});
	} finally {
		await replica.close();
	}
}

/** Work on several datasets where one that fails leaves the others their turn. */
export async function eachDataset(
	connection: string,
	datasets: readonly string[],
	signal: AbortSignal,
	work: (dataset: string) => Promise<void>,
): Promise<readonly DatasetResult[]> {
	const results: DatasetResult[] = [];
	for (const dataset of datasets) {
		const where = { connection, dataset, runs: [], held: undefined };
		try {
			await work(dataset);
			results.push({ ...where, error: undefined });
		} catch (error) {
			if (isCancellation(error, signal)) throw error;
			results.push({ ...where, error });
		}
	}
	return results;
}
