/**
 * Chooses how commits are kept safe. WAL lets others read during a run, but it needs shared memory, which network drives,
 * `\\\\wsl$` and some container mounts lack. Nothing is assumed: what SQLite answers, and a first real write, decide.
 */
import type { DatabaseSync } from 'node:sqlite';
import { asText } from './sql.ts';
import { sqliteCode } from './sqliteErrors.ts';

export interface JournalMode {
	readonly mode: 'wal' | 'truncate';
	/** What the user is told when it is not WAL. */
	readonly note: string | undefined;
}

/** Result codes that mean "no shared memory or no locks here": IOERR_SHMOPEN, SHMSIZE, SHMLOCK, SHMMAP, IOERR_LOCK, PROTOCOL, CANTOPEN. */
const withoutSharedMemory: readonly number[] = [4618, 5130, 5386, 3850, 15, 14];

/** @throws SQLite's error where there is no shared memory: `lacksSharedMemory` tells, and `avoidSharedMemory` helps */
export function chooseJournalMode(db: DatabaseSync): JournalMode {
	const answer = setJournalMode(db, 'WAL');
	if (answer === 'wal') {
		// The WAL index is mapped only when it is first needed: need it now.
		db.exec('BEGIN IMMEDIATE; COMMIT');
		return { mode: 'wal', note: undefined };
	}
	setJournalMode(db, 'TRUNCATE');
	return fallback(`SQLite keeps its "${answer}" journal in this folder`);
}

export function lacksSharedMemory(error: unknown): boolean {
	const code = sqliteCode(error);
	return code !== undefined && withoutSharedMemory.includes(code);
}

/**
 * To be called on a new connection before anything is read: a file that is in WAL already (from another folder, or from
 * the attempt that failed) can be read and left without shared memory only by a connection that is alone from its start.
 */
export function avoidSharedMemory(db: DatabaseSync): JournalMode {
	db.exec('PRAGMA locking_mode = EXCLUSIVE');
	setJournalMode(db, 'TRUNCATE');
	db.exec('PRAGMA locking_mode = NORMAL');
	// Only the next access lets the lock go.
	db.prepare('SELECT count(*) FROM sqlite_schema').get();
	return fallback('shared memory does not work in this folder');
}

function setJournalMode(db: DatabaseSync, mode: 'WAL' | 'TRUNCATE'): string {
	return asText(db.prepare(`PRAGMA journal_mode = ${mode}`).get()?.journal_mode).toLowerCase();
}

function fallback(why: string): JournalMode {
	return {
		mode: 'truncate',
		note:
			`The replica is written without write-ahead log, because ${why} (a network drive, perhaps). ` +
			'It is as safe, but slower, and reading waits while a page is being committed. A data folder on a local disk is better.',
	};
}
