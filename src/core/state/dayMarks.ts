/**
 * Marks of the day's counts that outlive a power cut and a damaged budget file. The counts themselves are written
 * without waiting for the disk; whenever one passes a multiple of 250 it is put down here as well, and the disk is waited
 * for. So at most 249 requests of a day can be forgotten, and the wait of some ms is paid once in 250 requests.
 */
import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Log } from '../outside.ts';
import { budgetFailure, isCorruption, NewerFileError } from './budgetFailure.ts';

export interface DayMark {
	readonly unit: string;
	readonly day: number;
	readonly requests: number;
}

const every = 250;
const keptDays = 3;
const version = 1;

export class DayMarks {
	readonly #file: string;
	readonly #log: Log;
	readonly #busyTimeoutMs: number;

	constructor(budgetFile: string, log: Log, busyTimeoutMs: number) {
		this.#file = `${budgetFile.replace(/\.sqlite$/, '')}-days.sqlite`;
		this.#log = log;
		this.#busyTimeoutMs = busyTimeoutMs;
	}

	/** A count grew. Called within the transaction that counts, so by one process at a time. */
	grew(before: number, mark: DayMark): void {
		if (Math.floor(before / every) === Math.floor(mark.requests / every)) return;
		this.#use((database) => {
			database.prepare('DELETE FROM marks WHERE unit = ? AND day <= ?').run(mark.unit, mark.day - keptDays);
			database
				.prepare(
					`INSERT INTO marks (unit, day, requests) VALUES (?, ?, ?)
					ON CONFLICT (unit, day) DO UPDATE SET requests = max(requests, excluded.requests)`,
				)
				.run(mark.unit, mark.day, mark.requests);
		});
	}

	all(): readonly DayMark[] {
		if (!existsSync(this.#file)) return [];
		return this.#use((database) =>
			database
				.prepare('SELECT unit, day, requests FROM marks')
				.all()
				.map((row) => ({ unit: String(row.unit), day: Number(row.day), requests: Number(row.requests) })),
		);
	}

	/** Opened for each use: it is rare, and another process may have begun the file anew. */
	#use<T>(task: (database: DatabaseSync) => T): T {
		try {
			return this.#attempt(task);
		} catch (error) {
			// Ours to mend: the budget file beside it is whole.
			if (!isCorruption(error)) throw budgetFailure(error, this.#file);
			this.#log.write('warn', 'The marks of the counts of the day were damaged and are begun anew', {
				file: this.#file,
				error: String(error),
			});
		}
		try {
			rmSync(this.#file, { force: true });
			return this.#attempt(task);
		} catch (error) {
			throw budgetFailure(error, this.#file);
		}
	}

	#attempt<T>(task: (database: DatabaseSync) => T): T {
		const database = new DatabaseSync(this.#file);
		try {
			database.exec(`PRAGMA busy_timeout = ${this.#busyTimeoutMs}`);
			database.exec('PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON');
			database.exec('BEGIN IMMEDIATE');
			layOut(database);
			const result = task(database);
			database.exec('COMMIT');
			return result;
		} finally {
			// Closing rolls back what was not committed.
			database.close();
		}
	}
}

function layOut(database: DatabaseSync): void {
	const found = database.prepare('PRAGMA user_version').get()?.user_version;
	if (found === version) return;
	if (typeof found === 'number' && found > version) throw new NewerFileError();
	database.exec(`
		CREATE TABLE marks (
			unit TEXT NOT NULL, day INTEGER NOT NULL, requests INTEGER NOT NULL, PRIMARY KEY (unit, day)
		) STRICT, WITHOUT ROWID;
		PRAGMA user_version = ${version};
	`);
}
