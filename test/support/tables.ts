/** What a replica's file holds, read by plain SQLite: the vendor's columns of every table, rows in order of their keys. */
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { SQLOutputValue } from 'node:sqlite';

export type StoredRow = Readonly<Record<string, SQLOutputValue>>;

export interface Table {
	readonly name: string;
	readonly key: readonly string[];
	/** Columns that hold nested values or instants are compared as such. */
	readonly types: ReadonlyMap<string, string>;
	readonly rows: readonly StoredRow[];
}

export function openTables(file: string): DatabaseSync {
	return new DatabaseSync(file, { readOnly: true });
}

/** @param withHidden  whether `_hidden` comes along: the names of the values that this role may not see */
export function readTable(db: DatabaseSync, name: string, withHidden = false): Table {
	const known = db.prepare('SELECT table_name, key_columns FROM _datasets WHERE dataset = ?').get(name);
	if (known === undefined) return { name, key: [], types: new Map(), rows: [] };
	const key = JSON.parse(String(known.key_columns)) as string[];
	const columns = db.prepare('SELECT name, type FROM _columns WHERE dataset = ? AND name IS NOT NULL').all(name);
	const names = [...columns.map((column) => String(column.name)).sort(), ...(withHidden ? ['_hidden'] : [])];
	const list = (of: readonly string[]): string => of.map((each) => `"${each}"`).join(', ');
	const statement = db.prepare(`SELECT ${list(names)} FROM "${String(known.table_name)}" ORDER BY ${list(key)}`);
	return {
		name,
		key,
		types: new Map(columns.map((column) => [String(column.name), String(column.type)])),
		rows: statement.all(),
	};
}

/** One hash of all tables; two replicas of the same source have the same. */
export function digest(file: string): string {
	const db = openTables(file);
	try {
		const hash = createHash('sha256');
		for (const { dataset } of db.prepare('SELECT dataset FROM _datasets ORDER BY dataset').all()) {
			const { name, rows } = readTable(db, String(dataset), true);
			hash.update(`${name} ${rows.length}\n`);
			for (const row of rows) hash.update(JSON.stringify(row));
		}
		return hash.digest('hex');
	} finally {
		db.close();
	}
}
