/** Opens a replica's file for reading only, from any thread or process, also while a run writes to it. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { FreeholdError } from '../errors.ts';
import { reapitDialect } from '../filter/dialect.ts';
import { registerFilterFunctions } from './filterFunctions.ts';
import { checkIdentity } from './schema.ts';
import { sqliteCode, storeError } from './sqliteErrors.ts';

export function openReader(file: string): DatabaseSync {
	if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
		throw new FreeholdError('notFound', {
			what: `The replica ${basename(file)} was not found`,
			why: `there is no file ${file}`,
			next: 'Replicate the connection first: freehold replicate CONNECTION',
		});
	}
	let db: DatabaseSync | undefined;
	try {
		db = openForReading(file);
		if (checkIdentity(db, file) !== 'empty') {
			// So that what `freehold filter sql` prints runs in any query.
			registerFilterFunctions(db, reapitDialect);
			return db;
		}
	} catch (error) {
		db?.close();
		throw storeError(error, file);
	}
	db.close();
	throw new FreeholdError('notFound', {
		what: `The replica ${basename(file)} holds nothing yet`,
		why: 'its first run has not made its tables',
		next: 'Replicate the connection first: freehold replicate CONNECTION',
	});
}

/** Any database, without asking whether it is a replica. */
export function openForReading(file: string): DatabaseSync {
	const db = new DatabaseSync(file, { readOnly: true });
	try {
		db.exec('PRAGMA busy_timeout = 5000');
		db.exec('PRAGMA schema_version');
		return db;
	} catch (error) {
		db.close();
		// 8 READONLY, 14 CANTOPEN: readers of a write-ahead log need a file beside it, which cannot be made in this folder.
		if (![8, 14].includes((sqliteCode(error) ?? 0) & 0xff) || hasLog(file)) throw error;
		return openUnchanging(file, error);
	}
}

/** With nothing in the log, the file alone is the whole truth; who may not write here is not writing either. */
function openUnchanging(file: string, refusal: unknown): DatabaseSync {
	try {
		return new DatabaseSync(unchangingUrl(file), { readOnly: true });
	} catch (error) {
		// Nodes before 22.15 take no address with parameters; then the first refusal is what the user has to know.
		throw sqliteCode(error) === undefined ? refusal : error;
	}
}

/** Tells SQLite that nobody writes to the file. */
export function unchangingUrl(file: string): URL {
	const url = pathToFileURL(file);
	url.searchParams.set('immutable', '1');
	return url;
}

export function hasLog(file: string): boolean {
	return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
