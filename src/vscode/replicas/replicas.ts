/** What the replicas hold, as last read: views show it at once and are told when it has changed. */
import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { TableChange } from '../../core/changes/tableChanges.ts';
import type { DatasetState } from '../../core/replica/contract.ts';
import type { ProjectState } from '../projects/projects.ts';
import type { ConnectionRef } from '../refs.ts';
import type { FileState } from '../../core/replica/fileState.ts';
import { ReaderThread } from './readerThread.ts';

export interface ReplicaState {
	readonly datasets: readonly DatasetState[];
	readonly files: FileState | undefined;
	/** What the last runs have changed, the newest first. */
	readonly changes: readonly TableChange[];
	/** Why it could not be read, where it could not. */
	readonly error: unknown;
}

interface Cached {
	readonly file: string;
	/** Of the file and its log, to notice runs of other processes. */
	readonly stamp: string;
	readonly readAt: number;
	readonly state: ReplicaState;
}

/** Counting rows of large tables several times in a second would help nobody. */
const RECENT_MS = 2000;

const nothing: ReplicaState = { datasets: [], files: undefined, changes: [], error: undefined };

export class Replicas implements AsyncDisposable {
	readonly thread = new ReaderThread();
	readonly #changed = new vscode.EventEmitter<undefined>();
	readonly #cached = new Map<string, Cached>();
	readonly #reading = new Map<string, Promise<ReplicaState>>();

	readonly onDidChange = this.#changed.event;

	/** As last read; `undefined` where nobody has read it yet. */
	known(ref: ConnectionRef): ReplicaState | undefined {
		return this.#cached.get(keyOf(ref))?.state;
	}

	/** @param how  `fresh`: as it is now; else a run that changes it all the time is looked at every few seconds */
	async read(
		ref: ConnectionRef,
		{ project, isLocal }: ProjectState,
		how: 'fresh' | 'recent' = 'recent',
	): Promise<ReplicaState> {
		if (project === undefined || !isLocal) return nothing;
		const file = replicaFile(project.dataFolder, ref.connection);
		const key = keyOf(ref);
		const before = this.#usable(key);
		const isRecent = before?.file === file && performance.now() - before.readAt < RECENT_MS;
		if (isRecent && how === 'recent') return before.state;
		// Rows that are drawn together ask together: one reading serves them all.
		const reading = this.#reading.get(key) ?? this.#readAgain(key, file).finally(() => this.#reading.delete(key));
		this.#reading.set(key, reading);
		return reading;
	}

	/** Reads those that have changed on disk, and tells when there were any. */
	async refresh(projects: readonly ProjectState[]): Promise<void> {
		let hasChanged = false;
		for (const state of projects) {
			for (const connection of state.project?.connections.keys() ?? []) {
				const ref = { folder: state.folder, connection };
				const before = this.known(ref);
				hasChanged = (await this.read(ref, state, 'fresh')) !== before || hasChanged;
			}
		}
		if (hasChanged) this.#changed.fire(undefined);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#changed.dispose();
		await this.thread[Symbol.asyncDispose]();
	}

	async #readAgain(key: string, file: string): Promise<ReplicaState> {
		const stamp = await stampOf(file);
		const before = this.#usable(key);
		const isSame = before?.file === file && before.stamp === stamp;
		const state = isSame ? before.state : await this.#load(file);
		this.#cached.set(key, { file, stamp, readAt: performance.now(), state });
		return state;
	}

	/** What failed is no knowledge: a file that was busy may be read in the next moment, unchanged. */
	#usable(key: string): Cached | undefined {
		const cached = this.#cached.get(key);
		return cached?.state.error === undefined ? cached : undefined;
	}

	async #load(file: string): Promise<ReplicaState> {
		try {
			const [datasets, files, changes] = await Promise.all([
				this.thread.ask(file, 'states'),
				this.thread.ask(file, 'files'),
				this.thread.ask(file, 'changes'),
			]);
			return { datasets: datasets ?? [], files, changes: changes ?? [], error: undefined };
		} catch (error) {
			return { ...nothing, error };
		}
	}
}

function keyOf({ folder, connection }: ConnectionRef): string {
	return `${folder}\n${connection}`;
}

async function stampOf(file: string): Promise<string> {
	const stamps = await Promise.all(
		[file, `${file}-wal`].map(async (path) => {
			const found = await stat(path).catch(() => undefined);
			return found === undefined ? '-' : `${found.ino}:${found.size}:${found.mtimeMs}`;
		}),
	);
	return stamps.join(' ');
}
