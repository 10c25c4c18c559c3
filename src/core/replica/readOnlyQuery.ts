/** Runs a user's SQL. That it only reads is kept by SQLite itself; the text is looked at to say so in better words. */
import { constants } from 'node:sqlite';
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { isTrivia, tokensOf } from '../sqlText/tokens.ts';
import { writingVerb } from '../sqlText/verbs.ts';
import type { QueryResult } from './contract.ts';
import { returningArrays, valuesOf } from './sql.ts';
import type { Bindable } from './sql.ts';
import { sqliteCode, storeError } from './sqliteErrors.ts';

export interface QueryOptions {
	/** Rows to give back at most. */
	readonly limit: number;
	readonly params?: Bindables | undefined;
}

/** In order, or by name with its sign: `:city`. */
export type Bindables = readonly Bindable[] | Readonly<Record<string, Bindable>>;

/** A query whose rows are still coming. Whoever opened it closes it, also when it stops early. */
export interface OpenQuery {
	readonly columns: readonly string[];
	readonly rows: Iterable<QueryResult['rows'][number]>;
	close(): void;
}

/**
 * @param db  opened read-only
 * @throws FreeholdError `readOnly` where the statement would change something, `query` where it is wrong
 */
export function readOnlyQuery(db: DatabaseSync, file: string, sql: string, options: QueryOptions): QueryResult {
	const query = openQuery(db, file, sql, options.params);
	try {
		const rows: QueryResult['rows'][number][] = [];
		for (const row of query.rows) {
			if (rows.length >= options.limit) return { columns: query.columns, rows, isTruncated: true };
			rows.push(row);
		}
		return { columns: query.columns, rows, isTruncated: false };
	} finally {
		query.close();
	}
}

/** As `readOnlyQuery`, for results that should not be held in memory. The connection can do nothing else meanwhile. */
export function openQuery(db: DatabaseSync, file: string, sql: string, params: Bindables = []): OpenQuery {
	checkReads(sql);
	const guard = guardReads(db);
	db.exec('PRAGMA query_only = ON');
	// Within a transaction a query sees one state of the file, and VACUUM INTO, which could write elsewhere, is refused.
	db.exec('BEGIN');
	let found: Iterator<unknown> | undefined;
	const close = (): void => {
		found?.return?.();
		guard.off();
		endTransaction(db);
		db.exec('PRAGMA query_only = OFF');
	};
	try {
		guard.on();
		const statement = db.prepare(sql);
		checkSingle(statement, sql);
		statement.setReadBigInts(true);
		returningArrays(statement);
		found = iterate(statement, params)[Symbol.iterator]();
		const first = found.next();
		const columns = columnNames(statement) ?? (first.done === true ? [] : Object.keys(first.value as object));
		return { columns, rows: remaining(first, found, file), close };
	} catch (error) {
		close();
		throw queryError(error, file);
	}
}

function iterate(statement: StatementSync, params: Bindables): Iterable<unknown> {
	return isList(params) ? statement.iterate(...params) : statement.iterate({ ...params });
}

function isList(params: Bindables): params is readonly Bindable[] {
	return Array.isArray(params);
}

/** Also what older Nodes would let through, because it writes to no replica: ATTACH would open other files. */
function checkReads(sql: string): void {
	const verb = writingVerb(tokensOf(sql).filter((token) => !isTrivia(token) && token.kind !== 'semicolon'));
	if (verb === undefined) return;
	throw new FreeholdError('readOnly', {
		what: 'The query was refused',
		why: `${verb.text.toUpperCase()} is not for queries: they only read`,
		next: 'Use SELECT; to change data, change it at its source and replicate',
	});
}

function* remaining(
	first: IteratorResult<unknown>,
	found: Iterator<unknown>,
	file: string,
): Generator<QueryResult['rows'][number]> {
	try {
		for (let next = first; next.done !== true; next = found.next()) yield valuesOf(next.value).map(plainNumber);
	} catch (error) {
		throw queryError(error, file);
	}
}

/** Names are known before the first row from Node 22.16 on. */
function columnNames(statement: StatementSync): string[] | undefined {
	if (!('columns' in statement) || typeof statement.columns !== 'function') return undefined;
	return statement.columns().map((column) => column.name);
}

function plainNumber(value: SQLOutputValue): SQLOutputValue {
	return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** SQLite prepares the first statement of a text; a second one would be left out without a word. */
function checkSingle(statement: StatementSync, sql: string): void {
	const rest = sql.slice(statement.sourceSQL.length).replaceAll(/--[^\n]*|\/\*[^]*?(?:\*\/|$)|;/g, '');
	if (rest.trim() === '') return;
	throw new FreeholdError('query', {
		what: 'The query could not be run',
		why: `it holds more than one statement: "${rest.trim().slice(0, 60)}" would be left out`,
		next: 'Run one statement at a time',
	});
}

/** Where Node has it (24.10), SQLite asks us for each thing that a statement would do; a read-only file is the other lock. */
function guardReads(db: DatabaseSync): { on(): void; off(): void } {
	if (!('setAuthorizer' in db) || typeof db.setAuthorizer !== 'function') return { on: doNothing, off: doNothing };
	const harmless = [
		constants.SQLITE_SELECT,
		constants.SQLITE_READ,
		constants.SQLITE_FUNCTION,
		constants.SQLITE_RECURSIVE,
	];
	return {
		on: () =>
			db.setAuthorizer((action, name, value) => {
				if (action === constants.SQLITE_PRAGMA) return describes(name, value) ? 0 : constants.SQLITE_DENY;
				return harmless.includes(action) ? constants.SQLITE_OK : constants.SQLITE_DENY;
			}),
		off: () => db.setAuthorizer(null),
	};
}

function doNothing(): void {
	// Older Nodes: the read-only connection and `query_only` refuse writes by themselves.
}

/** PRAGMAs that tell about tables; all others only without a value, and so without effect. */
function describes(name: string | null, value: string | null): boolean {
	if (name === null || /^(?:wal_checkpoint|optimize|incremental_vacuum|shrink_memory)$/i.test(name)) return false;
	return value === null || /^(?:table|index|foreign_key)_(?:x?info|list)$/i.test(name);
}

/** A user's own COMMIT may have ended the transaction before us (older Nodes only). */
function endTransaction(db: DatabaseSync): void {
	try {
		db.exec('ROLLBACK');
	} catch (error) {
		if (sqliteCode(error) !== 1) throw error;
	}
}

function queryError(error: unknown, file: string): FreeholdError {
	if (FreeholdError.is(error)) return error;
	const code = (sqliteCode(error) ?? 0) & 0xff;
	const why = error instanceof Error ? error.message : String(error);
	// 8 READONLY; 23 AUTH.
	if (code === 8 || code === 23) {
		return new FreeholdError('readOnly', {
			what: 'The query was refused',
			why: `it would change something, and queries only read (${why})`,
			next: 'Use SELECT; to change data, change it at its source and replicate',
			cause: error,
		});
	}
	// 7 NOMEM, 18 TOOBIG.
	if (code === 7 || code === 18) return tooLarge(why, error);
	// 13 FULL: what SQLite sorts and groups lies in temporary files.
	if (code === 13) return temporaryFull(why, error);
	// 5 BUSY, 10 IOERR, 11 CORRUPT, 14 CANTOPEN, 26 NOTADB are about the file, all else about the query.
	if ([5, 10, 11, 14, 26].includes(code)) return storeError(error, file);
	return new FreeholdError('query', {
		what: 'The query could not be run',
		why,
		next: 'See the tables and columns with: freehold status, or SELECT name FROM sqlite_schema',
		cause: error,
	});
}

function tooLarge(why: string, cause: unknown): FreeholdError {
	return new FreeholdError('query', {
		what: 'The query could not be run',
		why: `its values are too large for the memory (${why})`,
		next: 'Select shorter values, or fewer of them at once',
		cause,
	});
}

function temporaryFull(why: string, cause: unknown): FreeholdError {
	return new FreeholdError('diskFull', {
		what: 'The query could not be run to its end',
		why: `the disk has no room for what it sorts and groups (${why})`,
		next: 'Free some space, or narrow the query with WHERE; SQLITE_TMPDIR names another folder for temporary files',
		cause,
	});
}
