/**
 * One writer at a time: a lock in a tiny SQLite file beside the replica. The operating system gives it back when the
 * process dies, however it dies, so that there is never a stale lock to remove by hand.
 */
import { DatabaseSync } from 'node:sqlite';
import { basename } from 'node:path';
import { FreeholdError } from '../errors.ts';
import { singleNumber } from './sql.ts';
import { sqliteCode } from './sqliteErrors.ts';

export class WriterLock {
	readonly #db: DatabaseSync;

	/** @throws FreeholdError `locked` where another run writes to the replica */
	constructor(file: string, pid: number) {
		this.#db = new DatabaseSync(`${file}-writer`);
		try {
			this.#db.exec('PRAGMA busy_timeout = 0');
			this.#db.exec('BEGIN IMMEDIATE');
			this.#db.exec(
				'CREATE TABLE IF NOT EXISTS writer (one INTEGER PRIMARY KEY CHECK (one = 1), pid INTEGER NOT NULL)',
			);
			this.#db.prepare('INSERT OR REPLACE INTO writer VALUES (1, ?)').run(pid);
			// Committed so that others can read whose it is; taken again at once, and this second transaction is the lock.
			this.#db.exec('COMMIT');
			this.#db.exec('BEGIN IMMEDIATE');
		} catch (error) {
			const code = sqliteCode(error);
			const owner = code !== undefined && (code & 0xff) === 5 ? lockOwner(this.#db) : undefined;
			this.#db.close();
			if (code === undefined || (code & 0xff) !== 5) throw error;
			throw new FreeholdError('locked', {
				what: `The replica ${basename(file)} could not be opened for writing`,
				why: `another Freehold run${owner === undefined ? '' : ` (process ${owner})`} is writing to it`,
				next: 'Wait until it is done, or stop it; nothing is lost, the next run goes on where it stopped',
				cause: error,
			});
		}
	}

	release(): void {
		this.#db.exec('ROLLBACK');
		this.#db.close();
	}
}

/** The process that holds the lock; unknown in the instant between its two transactions. */
function lockOwner(db: DatabaseSync): number | undefined {
	try {
		return singleNumber(db, 'SELECT pid FROM writer');
	} catch (error) {
		if (sqliteCode(error) === undefined && !(error instanceof TypeError)) throw error;
		return undefined;
	}
}
