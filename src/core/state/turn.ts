/**
 * One holder at a time among all processes: a lock in a tiny SQLite file. The operating system gives it back when the
 * holder's process dies, however it dies.
 */
import { DatabaseSync } from 'node:sqlite';

/** SQLITE_BUSY */
const BUSY = 5;

export class Turn implements Disposable {
	readonly #db: DatabaseSync;

	private constructor(db: DatabaseSync) {
		this.#db = db;
	}

	/** @returns `undefined` where another one holds it */
	static take(file: string): Turn | undefined {
		const db = new DatabaseSync(file);
		try {
			db.exec('PRAGMA busy_timeout = 0');
			db.exec('BEGIN EXCLUSIVE');
			return new Turn(db);
		} catch (error) {
			db.close();
			const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
			if (code === BUSY) return undefined;
			throw error;
		}
	}

	[Symbol.dispose](): void {
		this.#db.exec('ROLLBACK');
		this.#db.close();
	}
}
