/** Rows as they were after a past run: the change history undone, newest first. */
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { hiddenColumn, insertedRun, moreColumn } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import { keyCondition, keyExpression, keyParts } from './rowKey.ts';
import { asNumber, asText, optionalNumber, quoteName, returningArrays, valuesOf } from './sql.ts';

/** A row with its bookkeeping columns, as stored. */
export type StoredRow = Readonly<Record<string, SQLOutputValue>>;

export interface HistoryEntry {
	readonly run: number;
	readonly op: 'u' | 'd';
	readonly old: StoredRow;
}

/** Runs between two states: later than the one, up to and including the other. */
export interface RunRange {
	readonly from: number;
	readonly to: number;
}

/** One row at both ends of a range. */
export interface StoredChange {
	readonly key: string;
	readonly before: StoredRow | undefined;
	readonly after: StoredRow | undefined;
	/** The last run of the range that has changed it. */
	readonly run: number;
}

export class PastState {
	readonly #db: DatabaseSync;
	readonly #layout: Layout;
	readonly #row: StatementSync;
	readonly #entries: StatementSync;
	/** All columns of the table, bookkeeping included. */
	readonly names: readonly string[];

	constructor(db: DatabaseSync, layout: Layout) {
		this.#db = db;
		this.#layout = layout;
		this.names = storedNames(layout);
		const list = this.names.map((name, index) => `${quoteName(name)} AS v${index}`).join(', ');
		const table = `main.${quoteName(layout.table)}`;
		this.#row = returningArrays(db.prepare(`SELECT rowid AS r, ${list} FROM ${table} WHERE ${keyCondition(layout)}`));
		this.#entries = db.prepare(
			'SELECT run, op, old FROM main._history WHERE dataset = ? AND key = ? AND run > ? ORDER BY id DESC',
		);
	}

	/** Keys of rows that any run after this one inserted, changed or deleted, in order. */
	*touchedSince(run: number): Generator<string> {
		const table = `main.${quoteName(this.#layout.table)}`;
		const keys = this.#db.prepare(
			`SELECT key AS k FROM main._history WHERE dataset = ? AND run > ?
			UNION SELECT ${keyExpression(this.#layout)} FROM ${table} WHERE ${insertedRun} > ? ORDER BY 1`,
		);
		for (const row of keys.iterate(this.#layout.dataset, run, run)) yield asText(row.k);
	}

	/** Keys of rows that a run within the range inserted, changed or deleted, in order. */
	*touchedWithin({ from, to }: RunRange): Generator<string> {
		const { dataset, table } = this.#layout;
		const inserted = `old ->> '$.${insertedRun}'`;
		// What was inserted within the range and deleted later stands in the history of the later run alone.
		const keys = this.#db.prepare(
			`SELECT key AS k FROM main._history WHERE dataset = ? AND run > ? AND run <= ?
			UNION SELECT key FROM main._history
			WHERE dataset = ? AND run > ? AND op = 'd' AND ${inserted} > ? AND ${inserted} <= ?
			UNION SELECT ${keyExpression(this.#layout)} FROM main.${quoteName(table)}
			WHERE ${insertedRun} > ? AND ${insertedRun} <= ? ORDER BY 1`,
		);
		const found = keys.iterate(...[dataset, from, to], ...[dataset, to, from, to], ...[from, to]);
		for (const row of found) yield asText(row.k);
	}

	/** Columns that updates of a range have changed. */
	changedColumns({ from, to }: RunRange): ReadonlySet<string> {
		const names = this.#db.prepare(
			`SELECT DISTINCT f.key AS name FROM main._history AS h, json_each(h.old) AS f
			WHERE h.dataset = ? AND h.run > ? AND h.run <= ? AND h.op = 'u'`,
		);
		return new Set(names.all(this.#layout.dataset, from, to).map(({ name }) => asText(name)));
	}

	/** Rows that differ in any way at both ends of a range, or have been changed and changed back; in order of keys. */
	*changesWithin(range: RunRange): Generator<StoredChange> {
		for (const key of this.touchedWithin(range)) yield this.#changeOf(key, range);
	}

	current(key: string): StoredRow | undefined {
		return this.find(key)?.row;
	}

	/** The row as it is now, and where it lies. */
	find(key: string): { readonly rowid: number; readonly row: StoredRow } | undefined {
		const found = this.#row.get(...keyParts(key, this.#layout.key));
		if (found === undefined) return undefined;
		const [rowid, ...values] = valuesOf(found);
		const row = Object.fromEntries(this.names.map((name, index) => [name, values[index] ?? null]));
		return { rowid: asNumber(rowid), row };
	}

	/** What happened to one row after a run, newest first. */
	entries(key: string, since = 0): readonly HistoryEntry[] {
		return this.#entries.all(this.#layout.dataset, key, since).map((row) => ({
			run: asNumber(row.run),
			op: asText(row.op) === 'd' ? 'd' : 'u',
			old: JSON.parse(asText(row.old)) as StoredRow,
		}));
	}

	/** The row after a run; `undefined` where it did not exist then. */
	after(run: number, key: string): StoredRow | undefined {
		return undo(this.current(key), this.entries(key, run), run, this.names);
	}

	#changeOf(key: string, { from, to }: RunRange): StoredChange {
		// In this order: what a run changes meanwhile is in the entries when it is in the row.
		const current = this.current(key);
		const entries = this.entries(key, from);
		const before = undo(current, entries, from, this.names);
		const after = undo(current, entries, to, this.names);
		const touched = entries.find((entry) => entry.run <= to)?.run ?? 0;
		return { key, before, after, run: Math.max(touched, optionalNumber(after?.[insertedRun]) ?? 0) };
	}
}

/** A table's columns in order. */
export function storedNames(layout: Layout): readonly string[] {
	const more = layout.overflow.size === 0 ? [] : [moreColumn];
	return [insertedRun, hiddenColumn, ...layout.slots.map((slot) => slot.name), ...more];
}

export function undo(
	current: StoredRow | undefined,
	entries: readonly HistoryEntry[],
	run: number,
	names: readonly string[],
): StoredRow | undefined {
	let row = current;
	for (const entry of entries) {
		if (entry.run <= run) break;
		// A deletion keeps the whole row without its empty columns; an update only what changed.
		if (entry.op === 'd') row = Object.fromEntries(names.map((name) => [name, entry.old[name] ?? null]));
		else if (row !== undefined) row = { ...row, ...entry.old };
	}
	return row === undefined || asNumber(row[insertedRun]) > run ? undefined : row;
}
