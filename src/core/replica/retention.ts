/** Drops change history that is older than wanted and gives the space back. */
import type { DatabaseSync } from 'node:sqlite';
import { asNumber, asText, optionalNumber } from './sql.ts';

/** The oldest run whose state can still be told: what came before has lost its history. */
export function historyFloor(db: DatabaseSync): number {
	const row = db.prepare("SELECT value FROM _meta WHERE name = 'history_floor'").get();
	return row === undefined ? 0 : Number(asText(row.value));
}

/** Drops the history of the runs that began before an instant. Runs themselves stay on record. */
export function dropHistory(db: DatabaseSync, before: number): number {
	const row = db.prepare('SELECT max(id) AS last FROM _runs WHERE started_at < ?').get(before);
	const last = optionalNumber(row?.last);
	if (last === undefined || last <= historyFloor(db)) return 0;
	const { changes } = db.prepare('DELETE FROM _history WHERE run <= ?').run(last);
	db.prepare("INSERT OR REPLACE INTO _meta VALUES ('history_floor', ?)").run(String(last));
	return asNumber(changes);
}
