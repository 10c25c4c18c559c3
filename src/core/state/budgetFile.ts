/**
 * Counts and cool-downs of vendors' units in one small SQLite file, shared by all processes of this user. Each question
 * is one short transaction, so that two processes together never spend more than the limit.
 */
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import type { Budget, RateLimit } from '../http/contract.ts';
import type { Buckets } from '../http/slidingWindow.ts';
import { takeFromWindow } from '../http/slidingWindow.ts';
import type { Clock, Log } from '../outside.ts';
import { budgetFailure, isCorruption, NewerFileError } from './budgetFailure.ts';

export interface BudgetFileOptions {
	readonly file: string;
	readonly clock: Clock;
	readonly log: Log;
	/** How long a question waits for another process's; each takes far less than a millisecond. */
	readonly busyTimeoutMs?: number | undefined;
}

interface Open {
	readonly database: DatabaseSync;
	/** Of the file, to notice when another one has taken its place. */
	readonly inode: number | undefined;
	readonly readWindow: StatementSync;
	readonly writeWindow: StatementSync;
	readonly readBlock: StatementSync;
	readonly writeBlock: StatementSync;
}

const tooOldMs = 40 * 24 * 3_600_000;

export class BudgetFile implements Budget {
	readonly #options: BudgetFileOptions;
	#open: Open | undefined;
	#isClosed = false;

	/** @throws FreeholdError `locked`, `diskFull`, `readOnly`, `tooNew` or `storeGone` */
	constructor(options: BudgetFileOptions) {
		this.#options = options;
		this.#use(() => undefined);
	}

	take(limit: RateLimit, now: number): number {
		return this.#use((open) => {
			const blockedMs = blockedUntil(open, limit.unit) - now;
			if (blockedMs > 0) return blockedMs;
			return immediate(open.database, () => {
				const { waitMs, buckets, isMended } = takeFromWindow(windowOf(open, limit.unit), limit, now);
				if (waitMs === 0 || isMended) open.writeWindow.run(limit.unit, pack(buckets), Math.floor(now));
				return waitMs;
			});
		});
	}

	block(unit: string, until: number): void {
		this.#use((open) => {
			open.writeBlock.run(unit, Math.ceil(until));
		});
	}

	blockedUntil(unit: string): number {
		return this.#use((open) => blockedUntil(open, unit));
	}

	close(): void {
		this.#isClosed = true;
		this.#open?.database.close();
		this.#open = undefined;
	}

	/** Runs a task on the open file. A damaged file is set aside once and begun anew: its counts are minutes old. */
	#use<T>(task: (open: Open) => T): T {
		const { file } = this.#options;
		if (this.#isClosed) throw budgetFailure(new Error('The budget was closed'), file);
		try {
			return task(this.#opened());
		} catch (error) {
			if (!isCorruption(error)) throw budgetFailure(error, file);
			this.#setAside(error);
		}
		try {
			return task(this.#opened());
		} catch (error) {
			throw budgetFailure(error, file);
		}
	}

	/** Another process may have set the file aside, or the user have removed it: who counts elsewhere counts for nobody. */
	#opened(): Open {
		const { file } = this.#options;
		if (this.#open !== undefined && inodeOf(file) !== this.#open.inode) {
			this.#open.database.close();
			this.#open = undefined;
		}
		this.#open ??= openFile(this.#options);
		return this.#open;
	}

	#setAside(error: unknown): void {
		const { file, clock, log } = this.#options;
		this.#open?.database.close();
		this.#open = undefined;
		const aside = `${file}.damaged-${clock.now()}`;
		log.write('warn', 'The file of request counts was damaged; it was set aside and counting begins anew', {
			file,
			aside,
			error: String(error),
		});
		try {
			renameSync(file, aside);
			rmSync(`${file}-journal`, { force: true });
		} catch (cause) {
			throw budgetFailure(cause, file);
		}
	}
}

function openFile({ file, clock, busyTimeoutMs }: BudgetFileOptions): Open {
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	const database = new DatabaseSync(file);
	try {
		database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs ?? 5_000}`);
		// No WAL: these transactions are tiny, a rollback journal is as fast for them, works on network drives, and leaves
		// no second file whose counts could be lost or come back. Nor is the disk waited for: a killed process loses
		// nothing by that, and after a power cut the counts have left their window.
		database.exec('PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF');
		immediate(database, () => {
			layOut(database);
			database.prepare('DELETE FROM windows WHERE used_at < ?').run(Math.floor(clock.now() - tooOldMs));
			database.prepare('DELETE FROM blocks WHERE until < ?').run(Math.floor(clock.now() - tooOldMs));
		});
		return {
			database,
			inode: inodeOf(file),
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
		};
	} catch (error) {
		database.close();
		throw error;
	}
}

function layOut(database: DatabaseSync): void {
	const version = database.prepare('PRAGMA user_version').get()?.user_version;
	if (typeof version === 'number' && version > 1) throw new NewerFileError();
	database.exec(`
		CREATE TABLE IF NOT EXISTS windows (unit TEXT PRIMARY KEY, buckets BLOB NOT NULL, used_at INTEGER NOT NULL) STRICT;
		CREATE TABLE IF NOT EXISTS blocks (unit TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;
		PRAGMA user_version = 1;
	`);
}

function immediate<T>(database: DatabaseSync, task: () => T): T {
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

function rollBack(database: DatabaseSync): void {
	try {
		database.exec('ROLLBACK');
	} catch {
		// SQLite has rolled back by itself (disk full, I/O error); the error that led here says more.
	}
}

function blockedUntil(open: Open, unit: string): number {
	const until = open.readBlock.get(unit)?.until;
	return typeof until === 'number' ? until : 0;
}

function windowOf(open: Open, unit: string): Buckets {
	const packed = open.readWindow.get(unit)?.buckets;
	if (!(packed instanceof Uint8Array)) return [];
	return [...new Float64Array(packed.slice().buffer, 0, Math.floor(packed.byteLength / 8))];
}

function pack(buckets: Buckets): Uint8Array {
	return new Uint8Array(Float64Array.from(buckets).buffer);
}

function inodeOf(file: string): number | undefined {
	return statSync(file, { throwIfNoEntry: false })?.ino;
}
