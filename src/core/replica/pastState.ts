/** Rows as they were after a past run: the change history undone, newest first. */
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { hiddenColumn, insertedRun, moreColumn } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import { keyCondition, keyExpression, keyParts } from './rowKey.ts';
import { asNumber, asText, quoteName, returningArrays, valuesOf } from './sql.ts';

/** A row with its bookkeeping columns, as stored. */
export type StoredRow = Readonly<Record<string, SQLOutputValue>>;

export interface HistoryEntry {
	readonly run: number;
	readonly op: 'u' | 'd';
	readonly old: StoredRow;
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
		this.#row = returningArrays(db.prepare(`SELECT ${list} FROM ${table} WHERE ${keyCondition(layout)}`));
		this.#entries = db.prepare('SELECT run, op, old FROM main._history WHERE dataset = ? AND key = ? ORDER BY id DESC');
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

	current(key: string): StoredRow | undefined {
		const found = this.#row.get(...keyParts(key, this.#layout.key));
		if (found === undefined) return undefined;
		const values = valuesOf(found);
		return Object.fromEntries(this.names.map((name, index) => [name, values[index] ?? null]));
	}

	/** What happened to one row, newest first. */
	entries(key: string): readonly HistoryEntry[] {
		return this.#entries.all(this.#layout.dataset, key).map((row) => ({
			run: asNumber(row.run),
			op: asText(row.op) === 'd' ? 'd' : 'u',
			old: JSON.parse(asText(row.old)) as StoredRow,
		}));
	}

	/** The row after a run; `undefined` where it did not exist then. */
	after(run: number, key: string): StoredRow | undefined {
		return undo(this.current(key), this.entries(key), run, this.names);
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
