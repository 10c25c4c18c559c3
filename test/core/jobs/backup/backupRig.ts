/** A back-up from a scripted server into a temporary folder, with a clock that never waits. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { MemoryBudget } from '../../../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../../../src/core/http/undiciFetch.ts';
import { backup } from '../../../../src/core/jobs/backup/backup.ts';
import type { BackupOptions, BackupResult } from '../../../../src/core/jobs/backup/backup.ts';
import type { JobEvent } from '../../../../src/core/jobs/events.ts';
import { ReplicaReader } from '../../../../src/core/replica/reader.ts';
import { openReplica } from '../../../../src/core/replica/replica.ts';
import { ResourceFiles } from '../../../../src/core/sources/realpad/resources/resourceFiles.ts';
import { FakeClock, silentLog } from '../../http/rig.ts';
import { FileServer } from './fileServer.ts';

const core = new URL('../../../../src/core/', import.meta.url);
export const storeWorkerUrl = new URL('replica/storeWorker.ts', core);
export const resourceWorkerUrl = new URL('sources/realpad/resources/resourceWorker.ts', core);

export interface BackupRig {
	readonly server: FileServer;
	readonly folder: string;
	readonly replica: string;
	readonly events: JobEvent[];
	readonly run: (changes?: Partial<BackupOptions>) => Promise<BackupResult>;
	readonly query: (sql: string) => Readonly<Record<string, unknown>>[];
	/** Files that stand under final names, by relative path. */
	readonly standing: () => Promise<ReadonlyMap<string, Buffer>>;
}

export async function backupRig(): Promise<BackupRig> {
	const server = await new FileServer().listen();
	const root = await mkdtemp(join(tmpdir(), 'freehold-backup-'));
	const engine = undiciFetch({ env: {} });
	onTestFinished(async () => {
		await engine.close();
		await server.close();
		await rm(root, { recursive: true, force: true });
	});
	const folder = join(root, 'files', 'prague');
	const replica = join(root, 'prague.sqlite');
	const events: JobEvent[] = [];
	const run = async (changes: Partial<BackupOptions> = {}): Promise<BackupResult> => {
		const clock = new FakeClock();
		const settings = {
			connection: 'prague',
			multipleInquiries: false,
			baseUrl: server.origin,
			headers: 'ids_labels' as const,
			keys: {},
		};
		const host = new ResourceFiles(settings, {
			...{
				fetch: engine.fetch,
				clock,
				random: () => 0.5,
				log: silentLog,
				budget: new MemoryBudget(),
				maxWaitMs: 600_000,
			},
			secrets: { get: (field) => Promise.resolve(`the ${field}`) },
			resourceWorkerUrl,
			concurrency: changes.concurrency ?? 4,
		});
		const opened = await openReplica({ file: replica, workerUrl: storeWorkerUrl });
		try {
			return await backup({
				...{
					connection: 'prague',
					host,
					files: opened.files,
					folder,
					mode: 'fetch',
					concurrency: 4,
					clock,
					log: silentLog,
				},
				maxFileBytes: 4e9,
				freeBytes: () => Promise.resolve(1e9),
				signal: new AbortController().signal,
				onEvent: (event) => events.push(event),
				...changes,
			});
		} finally {
			await opened.close();
		}
	};
	const query = (sql: string): Readonly<Record<string, unknown>>[] => {
		using reader = new ReplicaReader(replica);
		const { columns, rows } = reader.query(sql, { limit: 100_000 });
		return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
	};
	return { server, folder, replica, events, run, query, standing: () => standingFiles(folder) };
}

export async function standingFiles(folder: string): Promise<ReadonlyMap<string, Buffer>> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const paths = entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => !relative(folder, path).startsWith('.'));
	return new Map(await Promise.all(paths.map(async (path) => [relative(folder, path), await readFile(path)] as const)));
}
