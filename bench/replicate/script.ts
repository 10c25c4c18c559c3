/**
 * The script most people write: one thread, `fetch` a page, parse it, one prepared typed upsert per record, one transaction
 * per page, SQLite as it comes. No checkpoint, no history, no purge.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

type Value = string | number | boolean | null | readonly unknown[];
type Row = Readonly<Record<string, Value>>;

/** @returns records stored */
export async function script(firstUrl: string, token: string, file: string): Promise<number> {
	const db = new DatabaseSync(file);
	let upsert: StatementSync | undefined;
	let names: string[] = [];
	let records = 0;
	let url: string | undefined = firstUrl;
	while (url !== undefined) {
		const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
		const page = (await response.json()) as { value: Row[]; '@odata.nextLink'?: string };
		if (upsert === undefined) {
			names = Object.keys(page.value[0]!).filter((name) => !name.startsWith('@'));
			db.exec(`CREATE TABLE Property (${names.map((name) => column(name, page.value)).join(', ')})`);
			const places = names.map(() => '?').join(', ');
			const updates = names.map((name) => `"${name}" = excluded."${name}"`).join(', ');
			upsert = db.prepare(`INSERT INTO Property VALUES (${places}) ON CONFLICT DO UPDATE SET ${updates}`);
		}
		db.exec('BEGIN');
		for (const row of page.value) upsert.run(...names.map((name) => bind(row[name])));
		db.exec('COMMIT');
		records += page.value.length;
		url = page['@odata.nextLink'];
	}
	db.close();
	return records;
}

function column(name: string, rows: readonly Row[]): string {
	const sample = rows.map((row) => row[name]).find((value) => value !== null && value !== undefined);
	const type = typeof sample === 'number' ? 'REAL' : typeof sample === 'boolean' ? 'INTEGER' : 'TEXT';
	return `"${name}" ${type}${name === 'ListingKey' ? ' PRIMARY KEY' : ''}`;
}

function bind(value: Value | undefined): SQLInputValue {
	if (value === undefined || value === null) return null;
	if (typeof value === 'boolean') return value ? 1 : 0;
	if (typeof value === 'object') return JSON.stringify(value);
	return value;
}
