/** Attaches a further replica to a connection that reads one: its tables are then called `schema.table`. */
import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { hasLog, openReader, unchangingUrl } from './openReader.ts';
import { quoteName } from './sql.ts';
import { sqliteCode, storeError } from './sqliteErrors.ts';

export interface AttachedFile {
	readonly file: string;
	/** What its tables are reached by. */
	readonly schema: string;
}

/**
 * @param db  opened read-only: SQLite attaches every file as the first one was opened
 * @throws FreeholdError `notFound`, `tooNew` or `corrupt` as for a replica that is read by itself
 */
export function attachReplica(db: DatabaseSync, { file, schema }: AttachedFile): void {
	// Whatever keeps it from being read is said in its own words.
	openReader(file).close();
	const name = quoteName(schema);
	try {
		attach(db, file, name);
		db.prepare(`SELECT count(*) FROM ${name}.sqlite_schema`).get();
	} catch (error) {
		if (![8, 14].includes((sqliteCode(error) ?? 0) & 0xff) || hasLog(file)) throw attachError(error, file, schema);
		attachUnchanging(db, file, name);
	}
}

/** Where no file can be made beside it, as readers of a write-ahead log need one. */
function attachUnchanging(db: DatabaseSync, file: string, name: string): void {
	try {
		db.exec(`DETACH ${name}`);
		attach(db, unchangingUrl(file).href, name);
	} catch (error) {
		throw storeError(error, file);
	}
}

function attach(db: DatabaseSync, file: string, name: string): void {
	db.prepare(`ATTACH ? AS ${name}`).run(file);
}

function attachError(error: unknown, file: string, schema: string): FreeholdError {
	// 1 ERROR: too many of them, or a name that is taken.
	if (((sqliteCode(error) ?? 0) & 0xff) !== 1) return storeError(error, file);
	return new FreeholdError('query', {
		what: `The replica ${basename(file)} could not be attached as ${schema}`,
		why: error instanceof Error ? error.message : String(error),
		next: 'Attach at most ten replicas, each under a name of its own (@attach mls AS m)',
		cause: error,
	});
}
