/** Reads a replica, from any thread or process and also during a run: queries, diff, history, past states. */
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import type { FieldIndex } from '../filter/fieldIndex.ts';
import type { Parsed } from '../filter/syntax.ts';
import type { Json } from '../json.ts';
import { showAsOf } from './asOf.ts';
import { datasetNames, readLayout } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import type { DatasetState, QueryResult, RowChange, RunRecord } from './contract.ts';
import { RowJson, diffRows } from './diff.ts';
import { preparationError } from './preparationError.ts';
import type { Preparing } from './preparationError.ts';
import { readTables } from './storedTables.ts';
import type { StoredTable } from './storedTables.ts';
import { fieldIndexOf } from './fieldIndexOf.ts';
import { indexForFilters } from './filterIndexes.ts';
import type { FilterIndexing } from './filterIndexes.ts';
import { countMatches } from './filterRows.ts';
import type { FilterCount } from './filterRows.ts';
import { openReader } from './openReader.ts';
import { PastState } from './pastState.ts';
import type { RunRange, StoredChange, StoredRow } from './pastState.ts';
import { attachReplica } from './attachReplica.ts';
import type { AttachedFile } from './attachReplica.ts';
import { openQuery, readOnlyQuery } from './readOnlyQuery.ts';
import type { Bindables, OpenQuery, QueryOptions } from './readOnlyQuery.ts';
import { checkHistory, historyFloor } from './retention.ts';
import { rowHistory } from './rowHistory.ts';
import type { RowHistoryEntry } from './rowHistory.ts';
import { readRun, readRuns } from './runs.ts';
import { optionalNumber } from './sql.ts';
import { storeError } from './sqliteErrors.ts';
import { readColumns, readStates } from './states.ts';
import { jsonRows, streamTable } from './tableRows.ts';
import type { TableStream } from './tableRows.ts';

/** One line of `EXPLAIN QUERY PLAN`. */
export interface PlanStep {
	readonly id: number;
	/** 0 for those at the top. */
	readonly parent: number;
	/** In SQLite's words. */
	readonly detail: string;
}

export interface OpenQueryOptions {
	/** The tables as they were after a run. */
	readonly asOf?: number | undefined;
	/** Further replicas. */
	readonly attached?: readonly AttachedFile[] | undefined;
	readonly params?: Bindables | undefined;
	/** Gives the connection further functions. */
	readonly register?: ((db: DatabaseSync) => void) | undefined;
}

export class ReplicaReader implements Disposable {
	readonly #file: string;
	readonly #db: DatabaseSync;

	/** @throws FreeholdError `notFound`, `tooNew` or `corrupt` */
	constructor(file: string) {
		this.#file = file;
		this.#db = openReader(file);
	}

	static open(file: string): ReplicaReader {
		return new ReplicaReader(file);
	}

	/**
	 * @returns `undefined` where nothing was replicated yet: there is no file, or a first run is just about to make its tables
	 * @throws FreeholdError `tooNew` or `corrupt`
	 */
	static openWhereAny(file: string): ReplicaReader | undefined {
		try {
			return new ReplicaReader(file);
		} catch (error) {
			if (FreeholdError.is(error, 'notFound')) return undefined;
			throw error;
		}
	}

	/** Runs one SELECT. */
	query(sql: string, options: QueryOptions): QueryResult {
		return readOnlyQuery(this.#db, this.#file, sql, options);
	}

	/** Runs one SELECT on the tables as they were after a run. */
	queryAsOf(run: number, sql: string, options: QueryOptions): QueryResult {
		checkHistory(this.#db, run);
		// On a connection of its own, whose temporary views vanish with it.
		const db = openReader(this.#file);
		try {
			showAsOf(db, run);
			return readOnlyQuery(db, this.#file, sql, options);
		} finally {
			db.close();
		}
	}

	/** Runs one SELECT and gives its rows as they come, on a connection of its own: for results of any size. */
	openQuery(sql: string, { asOf, params, ...options }: OpenQueryOptions): OpenQuery {
		if (asOf !== undefined) checkHistory(this.#db, asOf);
		const db = this.#openWith(options);
		try {
			if (asOf !== undefined) showAsOf(db, asOf);
			const query = openQuery(db, this.#file, sql, params);
			return { ...query, close: () => db.close() };
		} catch (error) {
			db.close();
			throw error;
		}
	}

	/** Has SQLite look at texts without running them. */
	openPreparing(options: Pick<OpenQueryOptions, 'attached' | 'register'> = {}): Preparing {
		const db = this.#openWith(options);
		return { prepare: (sql) => preparationError(db, sql), close: () => db.close() };
	}

	/** How SQLite would find the rows of a SELECT. */
	queryPlan(sql: string, options: Pick<OpenQueryOptions, 'attached' | 'register'> = {}): readonly PlanStep[] {
		const query = this.openQuery(`EXPLAIN QUERY PLAN ${sql}`, options);
		try {
			return [...query.rows].map(([id, parent, , detail]) => ({
				...{ id: Number(id), parent: Number(parent), detail: String(detail) },
			}));
		} finally {
			query.close();
		}
	}

	/** All tables with their columns, those of the replica itself too. */
	tables(): readonly StoredTable[] {
		return this.#guarded(() => readTables(this.#db));
	}

	/** The last run that had begun at an instant (ms); 0 where there was none yet. */
	runAt(time: number): number {
		const latest = 'SELECT max(id) AS run FROM _runs WHERE started_at <= ?';
		return this.#guarded(() => optionalNumber(this.#db.prepare(latest).get(time)?.run)) ?? 0;
	}

	datasets(): readonly string[] {
		return datasetNames(this.#db);
	}

	states(): readonly DatasetState[] {
		return this.#guarded(() => readStates(this.#db));
	}

	/** The newest first. */
	runs(limit: number, dataset?: string): readonly RunRecord[] {
		return this.#guarded(() => readRuns(this.#db, limit, dataset));
	}

	/** @throws FreeholdError `notFound` */
	run(id: number): RunRecord {
		return this.#guarded(() => readRun(this.#db, id));
	}

	/** What changed from the state after run `from` to the state after run `to`, in order of keys. */
	*diff(dataset: string, { from, to }: { readonly from: number; readonly to: number }): Generator<RowChange> {
		try {
			const layout = this.#layout(dataset);
			checkHistory(this.#db, Math.min(from, to));
			yield* diffRows(new PastState(this.#db, layout), new RowJson(layout), from, to);
		} catch (error) {
			throw storeError(error, this.#file);
		}
	}

	/** As `diff`, with whole rows as they are stored; in order of keys. */
	*changes(dataset: string, range: RunRange): Generator<StoredChange> {
		try {
			const layout = this.#layout(dataset);
			checkHistory(this.#db, range.from);
			yield* new PastState(this.#db, layout).changesWithin(range);
		} catch (error) {
			throw storeError(error, this.#file);
		}
	}

	/** Columns that updates within a range of runs have changed. */
	changedColumns(dataset: string, range: RunRange): ReadonlySet<string> {
		return this.#guarded(() => new PastState(this.#db, this.#layout(dataset)).changedColumns(range));
	}

	/** The columns of a dataset, as its vendor describes them. */
	columns(dataset: string): DatasetState['columns'] {
		return this.#guarded(() => readColumns(this.#db, dataset));
	}

	/** One row as it is now. */
	row(dataset: string, key: string): StoredRow | undefined {
		return this.#guarded(() => new PastState(this.#db, this.#layout(dataset)).current(key));
	}

	/** The table's columns, as changes and past states name them. */
	layout(dataset: string): Layout {
		return this.#guarded(() => this.#layout(dataset));
	}

	/** The oldest run whose state can still be told, where older ones were dropped. */
	historyStart(): RunRecord | undefined {
		return this.#guarded(() => {
			const floor = historyFloor(this.#db);
			return floor === 0 ? undefined : readRun(this.#db, floor);
		});
	}

	/** What happened to one row, oldest first; begins with its insertion where the history reaches back so far. */
	rowHistory(dataset: string, key: string): readonly RowHistoryEntry[] {
		return this.#guarded(() => rowHistory(this.#db, this.#layout(dataset), key, historyFloor(this.#db)));
	}

	/** All rows as they were after a run. */
	*asOf(dataset: string, run: number): Generator<Readonly<Record<string, Json>>> {
		const layout = this.#layout(dataset);
		checkHistory(this.#db, run);
		const db = openReader(this.#file);
		try {
			showAsOf(db, run, dataset);
			yield* jsonRows(db, layout);
		} finally {
			db.close();
		}
	}

	/** All rows as JSON, in the order in which they came. */
	*rows(dataset: string): Generator<Readonly<Record<string, Json>>> {
		yield* jsonRows(this.#db, this.#layout(dataset));
	}

	/** The vendor's columns of all rows, for files: nested values as JSON text. */
	stream(dataset: string): TableStream {
		return streamTable(this.#db, this.#layout(dataset));
	}

	/** How many rows a set of metadata filters matches here. */
	countMatches(dataset: string, filters: readonly Parsed[]): FilterCount {
		return this.#guarded(() => countMatches(this.#db, this.#layout(dataset), filters));
	}

	/**
	 * Makes an index for filters whose answer took long, where it will help the next one: on a connection of its own, and
	 * only while no run writes.
	 */
	indexFor(dataset: string, filters: readonly Parsed[], count: FilterCount): FilterIndexing {
		return indexForFilters({ file: this.#file, dataset, filters: filters.map(({ filter }) => filter), count });
	}

	/** Which fields the metadata of a dataset has, as they were learned while it was replicated: a matter of milliseconds. */
	metadataFields(dataset: string, entityType?: string): FieldIndex {
		return this.#guarded(() => fieldIndexOf(this.#db, this.#layout(dataset), entityType));
	}

	close(): void {
		this.#db.close();
	}

	[Symbol.dispose](): void {
		this.close();
	}

	#openWith({ attached = [], register }: Pick<OpenQueryOptions, 'attached' | 'register'>): DatabaseSync {
		const db = openReader(this.#file);
		try {
			register?.(db);
			for (const one of attached) attachReplica(db, one);
			return db;
		} catch (error) {
			db.close();
			throw error;
		}
	}

	/** A damaged page may come to light at any statement. */
	#guarded<T>(read: () => T): T {
		try {
			return read();
		} catch (error) {
			throw storeError(error, this.#file);
		}
	}

	#layout(dataset: string): Layout {
		const layout = readLayout(this.#db, dataset);
		if (layout !== undefined) return layout;
		throw new FreeholdError('notFound', {
			what: `${dataset} was not found in the replica`,
			why: `it holds ${datasetNames(this.#db).join(', ') || 'nothing yet'}`,
			next: 'Check the name, or replicate it first',
		});
	}
}
