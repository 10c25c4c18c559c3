/** The columns of one dataset's table: which property lies where, and how its values are stored. */
import type { DatabaseSync } from 'node:sqlite';
import type { ColumnType } from '../sources/source.ts';
import { asNumber, asText } from './sql.ts';

/**
 * Declared type in SQLite. It decides the affinity: `INTEGER`, `NUMERIC` and `BOOLEAN` turn digits into numbers, `TEXT`
 * numbers into text, and none keeps each value exactly as it came.
 */
export type StoredAs = 'TEXT' | 'INTEGER' | 'NUMERIC' | 'BOOLEAN' | '';

export interface Slot {
	readonly property: string;
	readonly name: string;
	readonly type: ColumnType;
	readonly storedAs: StoredAs;
	readonly isKey: boolean;
}

/** Bookkeeping columns that each table has; `_more` only once there are more properties than SQLite has columns. */
export const insertedRun = '_inserted_run';
export const hiddenColumn = '_hidden';
export const moreColumn = '_more';
/** SQLite stops at 2,000; some are kept for bookkeeping. */
export const columnLimit = 1990;

const reserved: readonly string[] = [insertedRun, hiddenColumn, moreColumn, 'rowid', 'oid', '_rowid_'];

export interface Layout {
	readonly dataset: string;
	readonly table: string;
	/** Properties that make the key, in order. */
	readonly key: readonly string[];
	/** In table order; grows at the end. */
	readonly slots: readonly Slot[];
	/** Properties that found no column and live in `_more`. */
	readonly overflow: ReadonlySet<string>;
}

export function storedAs(type: ColumnType, isKey: boolean): StoredAs {
	if (isKey) return 'TEXT';
	if (type === 'integer') return 'INTEGER';
	if (type === 'decimal') return 'NUMERIC';
	return type === 'boolean' ? 'BOOLEAN' : 'TEXT';
}

/** @returns `undefined` where the replica does not know the dataset */
export function readLayout(db: DatabaseSync, dataset: string): Layout | undefined {
	const known = db.prepare('SELECT table_name, key_columns FROM _datasets WHERE dataset = ?').get(dataset);
	if (known === undefined) return undefined;
	const key = JSON.parse(asText(known.key_columns)) as string[];
	const slots: Slot[] = [];
	const overflow = new Set<string>();
	const columns = db.prepare('SELECT property, name, type, stored FROM _columns WHERE dataset = ? ORDER BY position');
	for (const row of columns.all(dataset)) {
		const property = asText(row.property);
		if (row.name === null) overflow.add(property);
		else {
			slots.push({
				property,
				name: asText(row.name),
				type: asText(row.type) as ColumnType,
				storedAs: asText(row.stored) as StoredAs,
				isKey: key.includes(property),
			});
		}
	}
	return { dataset, table: asText(known.table_name), key, slots, overflow };
}

/** Names of all tables with vendor's rows. */
export function datasetNames(db: DatabaseSync): readonly string[] {
	return db
		.prepare('SELECT dataset FROM _datasets ORDER BY dataset')
		.all()
		.map((row) => asText(row.dataset));
}

/**
 * A name that SQLite takes and no other column has: SQLite does not tell `City` from `CITY`.
 *
 * @param taken  names in use, in lower case
 */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
	// SQL text ends at NUL, and other control characters cannot be typed in a query.
	const name = wanted.replaceAll(/\p{Cc}/gu, '_').toWellFormed() || 'unnamed';
	const isFree = (candidate: string): boolean =>
		!taken.has(candidate.toLowerCase()) && !reserved.includes(candidate.toLowerCase());
	if (isFree(name)) return name;
	let number = 2;
	while (!isFree(`${name}_${number}`)) number++;
	return `${name}_${number}`;
}

/** A table name for a dataset; ours begin with an underscore and SQLite's with `sqlite_`. */
export function freeTableName(db: DatabaseSync, dataset: string): string {
	const wanted = /^(?:_|sqlite_)/i.test(dataset) ? `dataset_${dataset}` : dataset;
	const taken = db
		.prepare("SELECT lower(name) AS name FROM sqlite_schema WHERE type IN ('table', 'view', 'index')")
		.all();
	return freeName(wanted, new Set(taken.map((row) => asText(row.name))));
}

/** Where the next column goes. */
export function nextPosition(db: DatabaseSync, dataset: string): number {
	const row = db.prepare('SELECT coalesce(max(position), 0) + 1 AS next FROM _columns WHERE dataset = ?').get(dataset);
	return asNumber(row?.next);
}
