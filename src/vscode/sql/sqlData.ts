/** What is known for SQL: the tables of replicas, and what SQLite says of statements. Asked in a thread of its own. */
import * as vscode from 'vscode';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { AttachedFile } from '../../core/replica/attachReplica.ts';
import type { StoredTable } from '../../core/replica/storedTables.ts';
import type { SqlError } from '../../core/sqlText/errorPlace.ts';
import { MAIN, NO_SCHEMA } from '../../core/sqlText/schema.ts';
import type { SqlSchema, SqlTable } from '../../core/sqlText/schema.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { targetOf } from '../refs.ts';
import type { ReplicaState } from '../replicas/replicas.ts';
import { ReaderThread } from '../replicas/readerThread.ts';
import type { SqlReplicas } from './sqlTargets.ts';

interface Files {
	readonly file: string;
	readonly attached: readonly AttachedFile[];
}

export class SqlData implements AsyncDisposable {
	readonly #freehold: Freehold;
	readonly #thread = new ReaderThread();
	readonly #learned = new vscode.EventEmitter<undefined>();
	/** By the state that they belong to: a replica that has changed has another one. */
	readonly #tables = new WeakMap<ReplicaState, Promise<readonly StoredTable[]>>();
	readonly #known = new Map<string, SqlSchema>();

	/** Tables have become known that were not, or are others. */
	readonly onDidLearn = this.#learned.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	/** As last learned, at once. */
	knownSchema(replicas: SqlReplicas | undefined): SqlSchema {
		return (replicas === undefined ? undefined : this.#known.get(keyOf(replicas))) ?? NO_SCHEMA;
	}

	/** As it is now. */
	async schema(replicas: SqlReplicas): Promise<SqlSchema> {
		const { folder, connection, attached } = replicas;
		const all = [{ connection, schema: MAIN }, ...attached];
		const tables = await Promise.all(
			all.map(async (one) => this.#tablesOf({ folder, connection: one.connection }, one.schema)),
		);
		const schema = { tables: tables.flat() };
		const key = keyOf(replicas);
		const before = this.#known.get(key);
		this.#known.set(key, schema);
		if (before?.tables.length !== schema.tables.length) this.#learned.fire(undefined);
		return schema;
	}

	/** Connections among the replicas of which nothing was replicated yet. */
	async missing({ folder, connection, attached }: SqlReplicas): Promise<readonly string[]> {
		const names = [...new Set([connection, ...attached.map((one) => one.connection)])];
		const states = await Promise.all(names.map((name) => this.#stateOf({ folder, connection: name })));
		return names.filter((_, nth) => states[nth] === undefined);
	}

	/**
	 * What SQLite says of statements of a text, each by its number.
	 *
	 * @throws FreeholdError where a replica cannot be read
	 */
	async errors(
		replicas: SqlReplicas,
		text: string,
		numbers: readonly number[],
	): Promise<readonly (readonly SqlError[])[]> {
		const files = await this.files(replicas);
		if (files === undefined) return [];
		return (await this.#thread.ask(files.file, 'sqlErrors', files.attached, text, numbers)) ?? [];
	}

	/** Share of the rows that have a value in a column, from 0 to 1. */
	async filledShare(ref: ConnectionRef, dataset: string, column: string): Promise<number | undefined> {
		const files = await this.files({ ...ref, attached: [] });
		const shares =
			files === undefined ? undefined : await this.#thread.ask(files.file, 'emptyShares', dataset, [column]);
		const empty = shares?.empty[column];
		return shares === undefined || empty === undefined || shares.rows === 0 ? undefined : 1 - empty / shares.rows;
	}

	/** `undefined` where there is no project on a disk. */
	async files({ folder, connection, attached }: SqlReplicas): Promise<Files | undefined> {
		const state = (await this.#freehold.projects()).of(folder);
		if (state?.project === undefined || !state.isLocal) return undefined;
		const { dataFolder } = state.project;
		return {
			file: replicaFile(dataFolder, connection),
			attached: attached.map((one) => ({ file: replicaFile(dataFolder, one.connection), schema: one.schema })),
		};
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#learned.dispose();
		await this.#thread[Symbol.asyncDispose]();
	}

	async #tablesOf(ref: ConnectionRef, schema: string): Promise<readonly SqlTable[]> {
		const [state, files] = await Promise.all([this.#stateOf(ref), this.files({ ...ref, attached: [] })]);
		if (state === undefined || files === undefined) return [];
		const known = this.#tables.get(state) ?? this.#learn(state, files.file);
		const rows = new Map(state.datasets.map((one) => [one.dataset, one.rows]));
		return (await known).map((table) => {
			const { dataset } = table;
			return { ...table, schema, rows: dataset === undefined ? undefined : rows.get(dataset) };
		});
	}

	#learn(state: ReplicaState, file: string): Promise<readonly StoredTable[]> {
		const learning = this.#thread.ask(file, 'tables').then((tables) => tables ?? []);
		this.#tables.set(state, learning);
		learning.catch(() => this.#tables.delete(state));
		return learning;
	}

	/** `undefined` where nothing was replicated yet. */
	async #stateOf(ref: ConnectionRef): Promise<ReplicaState | undefined> {
		const [projects, replicas] = await Promise.all([this.#freehold.projects(), this.#freehold.replicas()]);
		const project = projects.of(ref.folder);
		if (project === undefined) return undefined;
		const state = await replicas.read(ref, project);
		return state.datasets.length === 0 && state.files === undefined && state.error === undefined ? undefined : state;
	}
}

function keyOf({ folder, connection, attached }: SqlReplicas): string {
	const others = attached.map((one) => `${one.connection} ${one.schema}`);
	return [folder, targetOf({ folder, connection }), ...others].join('\n');
}
