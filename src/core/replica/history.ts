/** Writes the change history: old values of updated columns, whole old rows of deletions. Insertions are told by `_inserted_run`. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export class HistoryWriter {
	readonly #insert: StatementSync;

	constructor(db: DatabaseSync) {
		this.#insert = db.prepare('INSERT INTO _history (run, dataset, key, op, old) VALUES (?, ?, ?, ?, ?)');
	}

	updated(run: number, dataset: string, key: string, old: Readonly<Record<string, unknown>>): void {
		this.#insert.run(run, dataset, key, 'u', JSON.stringify(old));
	}

	deleted(run: number, dataset: string, key: string, old: Readonly<Record<string, unknown>>): void {
		this.#insert.run(run, dataset, key, 'd', JSON.stringify(old));
	}
}
