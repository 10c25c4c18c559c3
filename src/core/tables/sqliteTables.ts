/** What a SQLite file has to be looked at: the datasets of a replica, or the tables of any other database. */
import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { datasetNames, readLayout } from '../replica/columnLayout.ts';
import { filesDataset } from '../replica/fileManifest.ts';
import { openForReading } from '../replica/openReader.ts';
import { checkIdentity } from '../replica/schema.ts';
import { asText, quoteName, singleNumber } from '../replica/sql.ts';
import { sqliteCode } from '../replica/sqliteErrors.ts';

export interface SqliteTable {
	readonly name: string;
	/** Whether the replica knows it as a dataset, with types and labels. */
	readonly isDataset: boolean;
	/** Not counted in databases of others, where it may take long. */
	readonly rows: number | undefined;
}

/** @throws FreeholdError `corrupt` where it is no database, `tooNew` for a replica of a later Freehold */
export function sqliteTables(file: string): readonly SqliteTable[] {
	const db = openSqliteFile(file);
	try {
		return isReplica(db, file)
			? tablesOfReplica(db)
			: tableNames(db).map((name) => ({ name, isDataset: false, rows: undefined }));
	} catch (error) {
		throw failure(error, file);
	} finally {
		db.close();
	}
}

/** @throws FreeholdError */
export function openSqliteFile(file: string): DatabaseSync {
	try {
		return openForReading(file);
	} catch (error) {
		throw failure(error, file);
	}
}

function isReplica(db: DatabaseSync, file: string): boolean {
	try {
		return checkIdentity(db, file) !== 'empty';
	} catch (error) {
		if (FreeholdError.is(error, 'corrupt')) return false;
		throw error;
	}
}

function tablesOfReplica(db: DatabaseSync): readonly SqliteTable[] {
	const datasets = datasetNames(db).map((name) => {
		const table = readLayout(db, name)?.table ?? name;
		return { name, isDataset: true, rows: countRows(db, table) };
	});
	const hasFiles = tableNames(db).includes(filesDataset);
	const files = { name: filesDataset, isDataset: false, rows: hasFiles ? countRows(db, filesDataset) : 0 };
	return files.rows === 0 ? datasets : [...datasets, files];
}

/** Views are left out: they may compute for ever, in a thread that nothing can stop. */
function tableNames(db: DatabaseSync): readonly string[] {
	const sql =
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
	return db
		.prepare(sql)
		.all()
		.map(({ name }) => asText(name));
}

function countRows(db: DatabaseSync, table: string): number {
	return singleNumber(db, `SELECT count(*) FROM ${quoteName(table)}`);
}

function failure(error: unknown, file: string): unknown {
	const code = sqliteCode(error);
	if (code === undefined || FreeholdError.is(error)) return error;
	const isNone = (code & 0xff) === 26;
	return new FreeholdError('corrupt', {
		what: `${basename(file)} could not be read`,
		why: isNone ? 'it is no SQLite database' : error instanceof Error ? error.message : String(error),
		next: 'Check whether the file is whole, and what wrote it',
		cause: error,
	});
}

export function nothingThere(file: string): FreeholdError {
	return new FreeholdError('notFound', {
		what: `${basename(file)} holds nothing to be shown`,
		why: 'it has no tables yet',
		next: 'If it is a replica, replicate its connection first',
	});
}
