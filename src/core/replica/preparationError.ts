/** What SQLite says of a text when it is prepared. Nothing of it is run. */
import type { DatabaseSync } from 'node:sqlite';

/** A connection that texts are prepared on. Whoever opened it closes it. */
export interface Preparing {
	/** @returns SQLite's message; `undefined` where it takes the text */
	prepare(sql: string): string | undefined;
	close(): void;
}

export function preparationError(db: DatabaseSync, sql: string): string | undefined {
	try {
		db.prepare(sql);
		return undefined;
	} catch (error) {
		// What is not SQLite's (a text without any statement) is for nobody to mend.
		return error instanceof Error ? error.message : String(error);
	}
}
