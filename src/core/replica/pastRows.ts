/**
 * A table as it was after a run, as a query: what no run has touched since is read where it lies, and the rest, restored
 * from the change history, from a temporary table beside it. Row ids are those of the table where the row still has one.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { insertedRun } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import { PastState, undo } from './pastState.ts';
import { keyCondition, keyParts, keySlots } from './rowKey.ts';
import { asNumber, asText, optionalNumber, quoteName } from './sql.ts';

const TURN_ROWS = 2000;

export class PastRows {
	readonly #db: DatabaseSync;
	readonly #layout: Layout;
	readonly #run: number;
	readonly #past: PastState;
	/** The temporary table, as it stands behind FROM. */
	readonly restored: string;
	readonly #put: StatementSync;
	readonly #restoredRowid: StatementSync;
	/** Rows that are gone have no row id: they get ones that no table uses. */
	#lastFree = 0;
	/** Of the newest entry of the history that is undone. */
	#lastEntry: number;

	/** @param run  the last one whose changes are still seen */
	constructor(db: DatabaseSync, layout: Layout, run: number) {
		this.#db = db;
		this.#layout = layout;
		this.#run = run;
		this.#past = new PastState(db, layout);
		const { names } = this.#past;
		const name = quoteName(`_restored_${layout.table}`);
		this.restored = `temp.${name}`;
		const list = names.map(quoteName).join(', ');
		// Its columns have the affinities of the real ones, so that values compare as they do there.
		db.exec(`CREATE TEMP TABLE ${name} AS SELECT ${list} FROM main.${quoteName(layout.table)} WHERE 0`);
		const key = keySlots(layout).map((slot) => quoteName(slot.name));
		db.exec(`CREATE INDEX temp.${quoteName(`_restored_key_${layout.table}`)} ON ${name} (${key.join(', ')})`);
		const places = names.map(() => '?').join(', ');
		this.#put = db.prepare(`INSERT OR REPLACE INTO ${this.restored} (rowid, ${list}) VALUES (?, ${places})`);
		this.#restoredRowid = db.prepare(`SELECT rowid AS r FROM ${this.restored} WHERE ${keyCondition(layout)}`);
		this.#lastEntry = this.#newestEntry();
	}

	/** The columns, bookkeeping included. */
	get names(): readonly string[] {
		return this.#past.names;
	}

	/** Undoes what later runs have done. To be walked to its end; yields after every few rows. */
	*restore(): Generator<undefined> {
		let count = 0;
		for (const key of this.#past.touchedSince(this.#run)) {
			this.#restoreRow(key);
			if (++count % TURN_ROWS === 0) yield;
		}
	}

	/** Undoes what a run has done since rows were last restored. @returns whether there was anything */
	follow(): boolean {
		const newest = this.#newestEntry();
		if (newest === this.#lastEntry) return false;
		const touched = 'SELECT DISTINCT key AS k FROM main._history WHERE id > ? AND dataset = ?';
		const keys = this.#db.prepare(touched).all(this.#lastEntry, this.#layout.dataset);
		for (const { k } of keys) this.#restoreRow(asText(k));
		this.#lastEntry = newest;
		return keys.length > 0;
	}

	/** Rows of the table itself that are as they were. */
	untouched(alias = ''): string {
		const name = (column: string): string => (alias === '' ? column : `${alias}.${column}`);
		return `${name(insertedRun)} <= ${this.#run} AND ${name('rowid')} NOT IN (SELECT rowid FROM ${this.restored})`;
	}

	/** All rows, with their row ids. */
	selectAll(): string {
		const list = ['rowid AS rowid', ...this.names.map(quoteName)].join(', ');
		return `SELECT ${list} FROM main.${quoteName(this.#layout.table)} WHERE ${this.untouched()}
			UNION ALL SELECT ${list} FROM ${this.restored}`;
	}

	#restoreRow(key: string): void {
		const now = this.#past.find(key);
		const row = undo(now?.row, this.#past.entries(key, this.#run), this.#run, this.names);
		if (row === undefined) return;
		// One that was deleted and came back is another row of the table.
		const isStillThere = now !== undefined && asNumber(now.row[insertedRun]) <= this.#run;
		const known = this.#restoredRowid.get(...keyParts(key, this.#layout.key));
		const rowid = optionalNumber(known?.r) ?? (isStillThere ? now.rowid : --this.#lastFree);
		this.#put.run(rowid, ...this.names.map((name) => row[name] ?? null));
	}

	#newestEntry(): number {
		return optionalNumber(this.#db.prepare('SELECT max(id) AS newest FROM main._history').get()?.newest) ?? 0;
	}
}
