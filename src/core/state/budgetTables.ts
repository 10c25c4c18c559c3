/** Opens the file of request counts: its tables, and the questions that are asked of them. */
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { makeFolder } from '../makeFolder.ts';
import { utcDay } from '../http/utcDay.ts';
import { NewerFileError } from './budgetFailure.ts';
import type { DayMark } from './dayMarks.ts';

export interface BudgetTables {
	readonly database: DatabaseSync;
	/** Of the file, to notice when another one has taken its place. */
	readonly inode: number | undefined;
	readonly readWindow: StatementSync;
	readonly writeWindow: StatementSync;
	readonly readBlock: StatementSync;
	readonly writeBlock: StatementSync;
	readonly readDay: StatementSync;
	/** The larger count stays: what was counted is never taken back. */
	readonly writeDay: StatementSync;
	readonly readPlaces: StatementSync;
	readonly writePlace: StatementSync;
	readonly shortenPlace: StatementSync;
	readonly removePlace: StatementSync;
	readonly removePlacesOf: StatementSync;
	readonly readWishes: StatementSync;
	readonly writeWish: StatementSync;
	readonly removeWish: StatementSync;
}

/** Of the tables. 1 had windows and blocks only. */
const version = 2;
const tooOldDays = 40;
const tooOldMs = tooOldDays * 24 * 3_600_000;

/** @param marks  counts of days that are not to be fallen short of, whatever the file says */
export function openTables(file: string, now: number, busyTimeoutMs: number, marks: readonly DayMark[]): BudgetTables {
	makeFolder(dirname(file), 0o700);
	const database = new DatabaseSync(file);
	try {
		database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
		// No WAL: these transactions are tiny, a rollback journal is as fast for them, works on network drives, and leaves
		// no second file whose counts could be lost or come back. Nor is the disk waited for: a killed process loses
		// nothing by that, and after a power cut the counts have left their window. Those of the day have marks (`DayMarks`).
		database.exec('PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF');
		const asked = immediate(database, () => {
			layOut(database);
			database.prepare('DELETE FROM windows WHERE used_at < ?').run(Math.floor(now - tooOldMs));
			database.prepare('DELETE FROM blocks WHERE until < ?').run(Math.floor(now - tooOldMs));
			database.prepare('DELETE FROM days WHERE day < ?').run(utcDay(now) - tooOldDays);
			const prepared = statements(database);
			for (const { unit, day, requests } of marks) prepared.writeDay.run(unit, day, requests);
			return prepared;
		});
		return { database, inode: inodeOf(file), ...asked };
	} catch (error) {
		database.close();
		throw error;
	}
}

/** Runs a task as one transaction that nobody else writes in between. */
export function immediate<T>(database: DatabaseSync, task: () => T): T {
	database.exec('BEGIN IMMEDIATE');
	try {
		const result = task();
		database.exec('COMMIT');
		return result;
	} catch (error) {
		rollBack(database);
		throw error;
	}
}

export function inodeOf(file: string): number | undefined {
	return statSync(file, { throwIfNoEntry: false })?.ino;
}

function layOut(database: DatabaseSync): void {
	const found = database.prepare('PRAGMA user_version').get()?.user_version;
	if (typeof found === 'number' && found > version) throw new NewerFileError();
	// Later versions have only added tables so far, so this brings every older file up to date.
	database.exec(`
		CREATE TABLE IF NOT EXISTS windows (unit TEXT PRIMARY KEY, buckets BLOB NOT NULL, used_at INTEGER NOT NULL) STRICT;
		CREATE TABLE IF NOT EXISTS blocks (unit TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;
		CREATE TABLE IF NOT EXISTS days (
			unit TEXT NOT NULL, day INTEGER NOT NULL, requests INTEGER NOT NULL, PRIMARY KEY (unit, day)
		) STRICT, WITHOUT ROWID;
		CREATE TABLE IF NOT EXISTS places (
			holder TEXT PRIMARY KEY, unit TEXT NOT NULL, budget TEXT NOT NULL,
			machine TEXT NOT NULL, pid INTEGER NOT NULL, until INTEGER NOT NULL
		) STRICT, WITHOUT ROWID;
		CREATE TABLE IF NOT EXISTS wishes (
			unit TEXT NOT NULL, budget TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
			PRIMARY KEY (unit, budget)
		) STRICT, WITHOUT ROWID;
		PRAGMA user_version = ${version};
	`);
}

function statements(database: DatabaseSync): Omit<BudgetTables, 'database' | 'inode'> {
	return {
		readWindow: database.prepare('SELECT buckets FROM windows WHERE unit = ?'),
		writeWindow: database.prepare(
			`INSERT INTO windows (unit, buckets, used_at) VALUES (?, ?, ?)
			ON CONFLICT (unit) DO UPDATE SET buckets = excluded.buckets, used_at = excluded.used_at`,
		),
		readBlock: database.prepare('SELECT until FROM blocks WHERE unit = ?'),
		writeBlock: database.prepare(
			`INSERT INTO blocks (unit, until) VALUES (?, ?)
			ON CONFLICT (unit) DO UPDATE SET until = max(until, excluded.until)`,
		),
		readDay: database.prepare('SELECT requests FROM days WHERE unit = ? AND day = ?'),
		writeDay: database.prepare(
			`INSERT INTO days (unit, day, requests) VALUES (?, ?, ?)
			ON CONFLICT (unit, day) DO UPDATE SET requests = max(requests, excluded.requests)`,
		),
		readPlaces: database.prepare('SELECT holder, machine, pid, until FROM places WHERE unit = ?'),
		writePlace: database.prepare(
			`INSERT INTO places (holder, unit, budget, machine, pid, until) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (holder) DO UPDATE SET until = excluded.until`,
		),
		shortenPlace: database.prepare('UPDATE places SET until = ? WHERE holder = ?'),
		removePlace: database.prepare('DELETE FROM places WHERE holder = ?'),
		removePlacesOf: database.prepare('DELETE FROM places WHERE budget = ?'),
		readWishes: database.prepare('SELECT budget, since, until FROM wishes WHERE unit = ?'),
		writeWish: database.prepare(
			`INSERT INTO wishes (unit, budget, since, until) VALUES (?, ?, ?, ?)
			ON CONFLICT (unit, budget) DO UPDATE SET since = excluded.since, until = excluded.until`,
		),
		removeWish: database.prepare('DELETE FROM wishes WHERE unit = ? AND budget = ?'),
	};
}

function rollBack(database: DatabaseSync): void {
	try {
		database.exec('ROLLBACK');
	} catch {
		// SQLite has rolled back by itself (disk full, I/O error); the error that led here says more.
	}
}
