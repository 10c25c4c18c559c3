/** The replica's own tables: everything that is not a row of the vendor. Their names begin with an underscore. */
import type { DatabaseSync } from 'node:sqlite';
import { basename } from 'node:path';
import { FreeholdError } from '../errors.ts';
import { fieldTables } from './fieldTables.ts';
import { singleNumber } from './sql.ts';

/** "FrHd": lets `file` and SQLite tools tell a replica from other databases. */
export const applicationId = 0x46724864;
/** Raised with each change of these tables; a file with a higher number is refused. */
export const schemaVersion = 3;

const tables = `
CREATE TABLE _meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE _datasets (
	dataset TEXT PRIMARY KEY, table_name TEXT NOT NULL, title TEXT NOT NULL, key_columns TEXT NOT NULL,
	finds_deletions INTEGER NOT NULL DEFAULT 0, watermark INTEGER, last_purge INTEGER,
	resume_phase TEXT, resume_relations TEXT, resume_checkpoint TEXT, resume_walk INTEGER
) WITHOUT ROWID;
CREATE TABLE _columns (
	dataset TEXT NOT NULL, property TEXT NOT NULL, position INTEGER NOT NULL, name TEXT, type TEXT NOT NULL,
	stored TEXT NOT NULL, label TEXT, enumeration TEXT, value_labels TEXT, hidden INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (dataset, property)
) WITHOUT ROWID;
CREATE TABLE _relations (
	dataset TEXT NOT NULL, property TEXT NOT NULL, child TEXT NOT NULL, parent_column TEXT NOT NULL,
	PRIMARY KEY (dataset, property)
) WITHOUT ROWID;
CREATE TABLE _runs (
	id INTEGER PRIMARY KEY AUTOINCREMENT, dataset TEXT NOT NULL, phase TEXT NOT NULL, walk INTEGER NOT NULL,
	started_at INTEGER NOT NULL, finished_at INTEGER, outcome TEXT NOT NULL, counts TEXT NOT NULL,
	requests INTEGER NOT NULL DEFAULT 0, charged INTEGER NOT NULL DEFAULT 0, retries INTEGER NOT NULL DEFAULT 0, throttles INTEGER NOT NULL DEFAULT 0,
	bytes INTEGER NOT NULL DEFAULT 0, waited_ms INTEGER NOT NULL DEFAULT 0, error TEXT, warnings TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX _runs_dataset ON _runs (dataset, id);
CREATE TABLE _history (
	id INTEGER PRIMARY KEY, run INTEGER NOT NULL, dataset TEXT NOT NULL, key TEXT NOT NULL,
	op TEXT NOT NULL CHECK (op IN ('u', 'd')), old TEXT NOT NULL
);
CREATE INDEX _history_key ON _history (dataset, key, run);
CREATE TABLE _gaps (
	dataset TEXT NOT NULL, key TEXT NOT NULL, error TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (dataset, key)
) WITHOUT ROWID;
CREATE TABLE _sweep_keys (walk INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (walk, key)) WITHOUT ROWID;
CREATE TABLE _held (
	dataset TEXT PRIMARY KEY, walk INTEGER NOT NULL, run INTEGER NOT NULL, held_at INTEGER NOT NULL,
	would_delete INTEGER NOT NULL, rows INTEGER NOT NULL, why TEXT NOT NULL, is_complete INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE _partial_keys (
	dataset TEXT NOT NULL, parent TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (dataset, parent, key)
) WITHOUT ROWID;
${fieldTables}`;

/** What each version's tables lack for the next one; readers of an older file do without. */
const upgrades: readonly string[] = ['ALTER TABLE _runs ADD COLUMN charged INTEGER NOT NULL DEFAULT 0', fieldTables];

/** Whether a file is a replica: one of this version, one that a writer has yet to bring up to it, or empty and may become one. */
export type Identity = 'current' | 'older' | 'empty';

/** @throws FreeholdError `corrupt` where the file is not a replica of ours, `tooNew` where it is from a newer version */
export function checkIdentity(db: DatabaseSync, file: string): Identity {
	const version = singleNumber(db, 'PRAGMA user_version');
	const id = singleNumber(db, 'PRAGMA application_id');
	const what = `The replica ${basename(file)} could not be opened`;
	if (id === applicationId && version > schemaVersion) {
		throw new FreeholdError('tooNew', {
			what,
			why: `it was written by a newer Freehold (format ${version}, this one knows ${schemaVersion})`,
			next: 'Update Freehold, or move the file away to replicate afresh',
		});
	}
	if (id === applicationId && version > 0) return version === schemaVersion ? 'current' : 'older';
	if (id === 0 && version === 0 && singleNumber(db, 'SELECT count(*) FROM sqlite_schema') === 0) return 'empty';
	throw new FreeholdError('corrupt', {
		what,
		why: 'it is a SQLite file, but not a Freehold replica',
		next: 'Move the file away, or name another connection or data folder',
	});
}

/** Makes the replica's own tables in an empty file. */
export function createSchema(db: DatabaseSync): void {
	db.exec(
		`BEGIN IMMEDIATE; ${tables} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}; COMMIT`,
	);
}

/** Brings the tables of an older version up to this one. */
export function upgradeSchema(db: DatabaseSync): void {
	const version = singleNumber(db, 'PRAGMA user_version');
	const steps = upgrades.slice(version - 1).join('; ');
	db.exec(`BEGIN IMMEDIATE; ${steps}; PRAGMA user_version = ${schemaVersion}; COMMIT`);
}
