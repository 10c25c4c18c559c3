/** The writer of one replica, in the thread that calls it. `replica.ts` puts it behind a worker thread. */
import { basename, dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { makeFolder } from '../makeFolder.ts';
import type { Dataset, DecodedPage, Phase, Relation, RowPlan, SweepProof } from '../sources/source.ts';
import { applyPage } from './applyPage.ts';
import { ensureTable, indexParent } from './columnChanges.ts';
import { readLayout } from './columnLayout.ts';
import { compareKeys } from './compareSweep.ts';
import type {
	ApplyRequest,
	DatasetState,
	FinishRequest,
	Files,
	KeyComparison,
	RunCounts,
	RunRecord,
	SweepResult,
} from './contract.ts';
import { decodePage } from './decodePage.ts';
import type { HeldPage } from './decodePage.ts';
import { FileManifest } from './fileManifest.ts';
import { closeGaps, noteGaps } from './gaps.ts';
import { FieldRecorder } from './fieldRecorder.ts';
import { HistoryWriter } from './history.ts';
import type { LongNumbers } from './longNumbers.ts';
import { fileIdentity, openWriter } from './openWriter.ts';
import type { OpenWriter, WriterOptions } from './openWriter.ts';
import { dropStaleTallies, endWalk, forgetRun, keepCheckpoint, resumeWalk } from './resume.ts';
import { dropHistory } from './retention.ts';
import { JsonText } from './rowValues.ts';
import {
	countsOf,
	endRun,
	insertRun,
	markInterrupted,
	readRun,
	recordCounts,
	recordProgress,
	sumCounts,
} from './runs.ts';
import type { Counts, OpenRun } from './runs.ts';
import { storeError } from './sqliteErrors.ts';
import { readStates } from './states.ts';
import { deleteUnseen, heldPurge, heldWalk, removeRows, tally } from './sweep.ts';
import { TableWriter } from './tableWriter.ts';
import { WriterLock } from './writerLock.ts';

export interface FinishSweepRequest {
	readonly run: number;
	readonly proof: SweepProof;
	readonly limitPercent: number;
	readonly now: number;
}

export class Store {
	readonly #file: string;
	readonly #db: DatabaseSync;
	readonly #lock: WriterLock;
	readonly #identity: string;
	readonly #isWal: boolean;
	readonly #notes: string[] = [];
	readonly #json = new JsonText();
	#tables = new Map<string, TableWriter>();
	#childPlans = new WeakMap<Relation, RowPlan>();
	#history: HistoryWriter;
	readonly #fields: FieldRecorder;
	readonly #pages = new Map<number, HeldPage>();
	readonly #runs = new Map<number, OpenRun>();
	#nextHandle = 1;
	#activeRun: OpenRun | undefined;
	#files: FileManifest | undefined;

	constructor(options: WriterOptions) {
		this.#file = options.file;
		this.#lock = takeLock(options.file);
		const { db, journal, identity } = this.#open(options);
		this.#db = db;
		this.#identity = identity;
		this.#isWal = journal.mode === 'wal';
		if (journal.note !== undefined) this.#notes.push(journal.note);
		this.#history = new HistoryWriter(db);
		this.#fields = new FieldRecorder(db);
	}

	#open(options: WriterOptions): OpenWriter {
		try {
			return openWriter(options);
		} catch (error) {
			this.#lock.release();
			throw error;
		}
	}

	get isWal(): boolean {
		return this.#isWal;
	}

	/** From here on someone else copies the write-ahead log into the file, so that commits need not. */
	leaveCheckpoints(): void {
		this.#db.exec('PRAGMA wal_autocheckpoint = 0');
	}

	/** The manifest of backed-up files, each call in a transaction of its own. */
	files(call: keyof Files, args: readonly unknown[]): unknown {
		return this.#transaction(() => {
			this.#files ??= new FileManifest(this.#db);
			// The handle's methods have the manifest's own types; here only their names and values arrive.
			return (this.#files[call] as (...values: readonly unknown[]) => unknown).apply(this.#files, args as unknown[]);
		});
	}

	notes(): readonly string[] {
		return this.#notes;
	}

	decode(body: Uint8Array, plan: RowPlan, long?: LongNumbers): DecodedPage {
		const page = decodePage(body, plan, long);
		const handle = this.#nextHandle++;
		this.#pages.set(handle, page);
		return {
			handle,
			rowCount: page.rows.length,
			envelope: page.envelope,
			firstKey: page.keys[0],
			lastKey: page.keys.at(-1),
			partialRelations: page.partialRelations,
			nestedCounts: page.nestedCounts,
			...(plan.wantsKeys === true ? { keys: page.keys } : {}),
		};
	}

	release(handle: number): void {
		this.#pages.delete(handle);
	}

	begin(dataset: Dataset, phase: Phase, relations: readonly string[], resumed: boolean, now: number): number {
		return this.#transaction(() => {
			const warnings: string[] = [];
			const notes = (note: string): number => warnings.push(note);
			this.#makeTables(dataset, relations, notes);
			markInterrupted(this.#db, dataset.id);
			const walk = resumed ? resumeWalk(this.#db, dataset.id) : undefined;
			dropStaleTallies(this.#db, dataset.id);
			const id = insertRun(this.#db, dataset.id, phase, walk, now);
			const isTallied = phase === 'sweep' || (dataset.fullReadFindsDeletions && phase !== 'retry');
			const run: OpenRun = {
				id,
				dataset: dataset.id,
				phase,
				walk: walk ?? id,
				relations,
				startedAt: now,
				isTallied,
				counts: {},
				warnings,
			};
			this.#runs.set(id, run);
			this.#notes.push(...warnings);
			return id;
		});
	}

	#makeTables(dataset: Dataset, wanted: readonly string[], notes: (note: string) => void): void {
		const db = this.#db;
		ensureTable(db, dataset, dataset.columns, notes);
		db.prepare('UPDATE _datasets SET title = ? WHERE dataset = ?').run(dataset.title, dataset.id);
		const record = db.prepare('INSERT OR REPLACE INTO _relations VALUES (?, ?, ?, ?)');
		for (const relation of dataset.relations) {
			if (!wanted.includes(relation.property)) continue;
			const { parentColumn } = relation;
			if (parentColumn !== undefined) record.run(dataset.id, relation.property, relation.dataset, parentColumn);
			const own = parentColumn === undefined ? [] : [{ name: parentColumn, type: 'text' as const }];
			const columns = [...(relation.columns ?? []), ...own];
			const identity = { id: relation.dataset, title: relation.dataset, key: relation.key };
			const isKnown = readLayout(db, relation.dataset) !== undefined;
			const layout = ensureTable(db, identity, columns, notes);
			if (isKnown && parentColumn !== undefined) indexParent(db, layout, parentColumn);
		}
		// Columns may have come: the writers look again.
		this.#tables.clear();
	}

	apply(request: ApplyRequest): Readonly<Record<string, RunCounts>> {
		const page = this.#page(request.page.handle);
		const run = this.#run(request.run);
		const counts: Counts = {};
		this.#activeRun = run;
		try {
			this.#transaction(() => {
				this.#applyRows(run, page, counts);
				if (run.phase === 'retry') this.#removeMissing(run, request.missing ?? [], counts);
				const delivered = page.plan.dataset === run.dataset && page.plan.keysOnly !== true ? page.keys : [];
				closeGaps(this.#db, run.dataset, [...delivered, ...(request.missing ?? [])]);
				noteGaps(this.#db, run.dataset, run.id, request.gaps ?? []);
				recordProgress(this.#db, run.id, sumCounts(run.counts, counts), request.traffic);
				// A retry asks for single records: it is no walk that could go on.
				if (run.phase !== 'retry' && request.checkpoint !== null) keepCheckpoint(this.#db, run, request.checkpoint);
				this.#fields.writeSome(run.startedAt);
			});
		} finally {
			this.#activeRun = undefined;
		}
		run.counts = sumCounts(run.counts, counts);
		this.#pages.delete(request.page.handle);
		return counts;
	}

	#applyRows(run: OpenRun, page: HeldPage, counts: Counts): void {
		const db = this.#db;
		const { plan, keys } = page;
		const held = heldWalk(db, plan.dataset);
		// A record that shows up again after a purge was held is alive: the held purge must not take it.
		if (held !== undefined && held !== run.walk) tally(db, held, keys);
		if (run.isTallied && plan.dataset === run.dataset) tally(db, run.walk, keys);
		if (plan.keysOnly === true) {
			countsOf(counts, plan.dataset).read += keys.length;
			return;
		}
		const tableOf = (name: string): TableWriter | undefined => this.#table(name);
		const childPlan = (parent: RowPlan, relation: Relation): RowPlan => this.#childPlan(parent, relation);
		applyPage({ db, tableOf, childPlan, run: run.id, counts }, page);
		for (const table of this.#tables.values()) table.flushHidden();
	}

	/** A record that was asked for by its key and does not exist any more needs no walk to prove that it is gone. */
	#removeMissing(run: OpenRun, keys: readonly string[], counts: Counts): void {
		const table = this.#table(run.dataset);
		if (table === undefined) return;
		const rowids = keys.map((key) => table.rowidOf(key)).filter((rowid) => rowid !== undefined);
		removeRows(this.#db, (name) => this.#table(name), run.dataset, rowids, run.id, counts);
		table.flushHidden();
	}

	finishSweep(request: FinishSweepRequest): SweepResult {
		const run = this.#run(request.run);
		return this.#transaction(() => this.#purge(run, request.proof, request.limitPercent, request.now));
	}

	/** How a sweep's keys compare with the table's. */
	compareSweep(run: number, examples: number): KeyComparison {
		const { dataset, walk } = this.#run(run);
		return this.#guarded(() => compareKeys(this.#db, dataset, walk, examples));
	}

	#purge(run: OpenRun, proof: FinishSweepRequest['proof'], limitPercent: number, now: number): SweepResult {
		const { dataset, id, walk } = run;
		const counts: Counts = {};
		const request = { dataset, run: id, walk, proof, limitPercent, now };
		const result = deleteUnseen(this.#db, (name) => this.#table(name), request, counts);
		// Its tally is gone: a run that dies before its end is written must not go on with a walk that seems to have seen nothing.
		if (result.held === undefined) endWalk(this.#db, run);
		for (const table of this.#tables.values()) table.flushHidden();
		run.counts = sumCounts(run.counts, counts);
		recordCounts(this.#db, id, run.counts);
		return result;
	}

	releaseHeld(dataset: string, limitPercent: number, now: number): SweepResult {
		return this.#transaction(() => {
			const { walk, proof } = heldPurge(this.#db, dataset);
			const id = insertRun(this.#db, dataset, 'sweep', walk, now);
			const run: OpenRun = {
				id,
				dataset,
				phase: 'sweep',
				walk,
				relations: [],
				startedAt: now,
				isTallied: true,
				counts: {},
				warnings: [],
			};
			const result = this.#purge(run, proof, limitPercent, now);
			this.#fields.settle(dataset, now, true);
			endRun(this.#db, id, result.held === undefined ? 'done' : 'held', now, undefined, []);
			return result;
		});
	}

	/** Ends a run that only looked: neither a record nor a tally of it remains. */
	forget(run: number): void {
		this.#transaction(() => forgetRun(this.#db, this.#run(run)));
		this.#runs.delete(run);
	}

	finish(request: FinishRequest, now: number): RunRecord {
		const run = this.#run(request.run);
		const record = this.#transaction(() => {
			const db = this.#db;
			let outcome = request.outcome;
			if (request.deleteUnseen !== undefined) {
				const { limitPercent, proof = { isComplete: true } } = request.deleteUnseen;
				const result = this.#purge(run, proof, limitPercent, now);
				if (result.held !== undefined) outcome = 'held';
			} else if (run.phase === 'initial' && request.clearResume && request.watermark !== undefined) {
				db.prepare('UPDATE _datasets SET last_purge = ? WHERE dataset = ?').run(now, run.dataset);
			}
			if (request.watermark !== undefined) {
				db.prepare('UPDATE _datasets SET watermark = ? WHERE dataset = ?').run(request.watermark, run.dataset);
			}
			if (request.clearResume) endWalk(db, run);
			this.#fields.settle(run.dataset, run.startedAt, outcome === 'done');
			recordProgress(db, run.id, run.counts, request.traffic);
			endRun(db, run.id, outcome, now, request.error, [...(request.warnings ?? []), ...run.warnings]);
			return readRun(db, run.id);
		});
		this.#runs.delete(run.id);
		return record;
	}

	states(): readonly DatasetState[] {
		return this.#guarded(() => readStates(this.#db));
	}

	retain(before: number): { readonly dropped: number } {
		const dropped = this.#transaction(() => dropHistory(this.#db, before));
		// Each step of this pragma frees one page, so it has to be read to its end.
		this.#guarded(() => this.#db.prepare('PRAGMA incremental_vacuum').all());
		return { dropped };
	}

	close(): void {
		try {
			this.#db.close();
		} finally {
			this.#lock.release();
		}
	}

	#page(handle: number): HeldPage {
		const page = this.#pages.get(handle);
		if (page === undefined) throw new Error(`page ${handle} was applied or released before`);
		return page;
	}

	#run(id: number): OpenRun {
		const run = this.#runs.get(id);
		if (run === undefined) throw new Error(`run ${id} has not begun here, or has ended`);
		return run;
	}

	#table(dataset: string): TableWriter | undefined {
		const known = this.#tables.get(dataset);
		if (known !== undefined) return known;
		const layout = readLayout(this.#db, dataset);
		if (layout === undefined) return undefined;
		const notes = (note: string): void => {
			this.#notes.push(note);
			this.#activeRun?.warnings.push(note);
		};
		const parts = { db: this.#db, history: this.#history, json: this.#json, notes, fields: this.#fields };
		const table = new TableWriter(parts, layout);
		this.#tables.set(dataset, table);
		return table;
	}

	#childPlan(plan: RowPlan, relation: Relation): RowPlan {
		let child = this.#childPlans.get(relation);
		if (child === undefined) {
			const { dropPrefix, hiddenValue, omitted, constants, keptWhenEmpty } = plan;
			const { dataset, key, columns = [] } = relation;
			const kept = { dropPrefix, hiddenValue, omitted, constants, keptWhenEmpty };
			child = { dataset, key, columns, rowsAt: [], relations: [], ...kept };
			this.#childPlans.set(relation, child);
		}
		return child;
	}

	#transaction<Result>(work: () => Result): Result {
		return this.#guarded(() => {
			this.#db.exec('BEGIN IMMEDIATE');
			try {
				const result = work();
				this.#checkFile();
				this.#db.exec('COMMIT');
				return result;
			} catch (error) {
				this.#rollBack();
				throw error;
			}
		});
	}

	#rollBack(): void {
		// What the writers know of tables, and the counts of hidden values, may describe changes that are now undone.
		this.#tables = new Map();
		this.#fields.forget();
		try {
			this.#db.exec('ROLLBACK');
		} catch (error) {
			// On a full disk or an I/O error SQLite has rolled back by itself, and says so with its plainest code.
			if (!(error instanceof Error && 'errcode' in error && error.errcode === 1)) throw error;
		}
	}

	/** @throws FreeholdError `storeGone`: SQLite itself would go on writing to a file that no longer has a name */
	#checkFile(): void {
		if (this.#identity === '' || fileIdentity(this.#file) === this.#identity) return;
		throw new FreeholdError('storeGone', {
			what: `The replica ${basename(this.#file)} is gone`,
			why: 'the file was deleted, moved or replaced while a run was writing to it',
			next: 'Put it back, or run the same command again: it makes a new one from the source',
		});
	}

	#guarded<Result>(work: () => Result): Result {
		try {
			return work();
		} catch (error) {
			throw storeError(error, this.#file);
		}
	}
}

/** The lock comes before anything is written, so that two first runs do not both make the tables. */
function takeLock(file: string): WriterLock {
	try {
		makeFolder(dirname(file));
		return new WriterLock(file, process.pid);
	} catch (error) {
		throw storeError(error, file);
	}
}
