/** Drops change history that is older than wanted and gives the space back. */
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { readRun } from './runs.ts';
import { asNumber, asText, optionalNumber } from './sql.ts';

/** The oldest run whose state can still be told: what came before has lost its history. */
export function historyFloor(db: DatabaseSync): number {
	const row = db.prepare("SELECT value FROM _meta WHERE name = 'history_floor'").get();
	return row === undefined ? 0 : Number(asText(row.value));
}

/** @throws FreeholdError `notFound` where the state after a run can no longer be told */
export function checkHistory(db: DatabaseSync, run: number): void {
	const floor = historyFloor(db);
	if (run >= floor) return;
	const began = new Date(readRun(db, floor).startedAt).toISOString().slice(0, 16);
	throw new FreeholdError('notFound', {
		what: `The state after run ${run} can no longer be told`,
		why: `the change history before run ${floor} (${began}Z) was dropped: history in freehold.yaml says how long it is kept`,
		next: `Ask for run ${floor} or a later one`,
	});
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
