/** Where a walk goes on after it was stopped, and the tallies of keys that belong to walks. */
import type { DatabaseSync } from 'node:sqlite';
import type { Json } from '../json.ts';
import type { OpenRun } from './runs.ts';
import { optionalNumber } from './sql.ts';
import { dropTally, heldWalk } from './sweep.ts';

/** The walk that the dataset's checkpoint belongs to. */
export function resumeWalk(db: DatabaseSync, dataset: string): number | undefined {
	const row = db.prepare('SELECT resume_walk FROM _datasets WHERE dataset = ?').get(dataset);
	return optionalNumber(row?.resume_walk);
}

export function keepCheckpoint(db: DatabaseSync, run: OpenRun, checkpoint: Json): void {
	db.prepare(
		'UPDATE _datasets SET resume_phase = ?, resume_relations = ?, resume_checkpoint = ?, resume_walk = ? WHERE dataset = ?',
	).run(run.phase, JSON.stringify(run.relations), JSON.stringify(checkpoint), run.walk, run.dataset);
}

/** The walk is over. A held purge still needs its tally; a checkpoint of another walk stays. */
export function endWalk(db: DatabaseSync, run: OpenRun): void {
	if (run.walk !== heldWalk(db, run.dataset)) dropTally(db, run.walk);
	if (resumeWalk(db, run.dataset) !== run.walk) return;
	db.prepare(
		'UPDATE _datasets SET resume_phase = NULL, resume_relations = NULL, resume_checkpoint = NULL, resume_walk = NULL WHERE dataset = ?',
	).run(run.dataset);
}

/** As if the run had never been: for one that changed no row. */
export function forgetRun(db: DatabaseSync, run: OpenRun): void {
	endWalk(db, run);
	db.prepare('DELETE FROM _runs WHERE id = ?').run(run.id);
}

/** Drops tallies of walks of a dataset that nobody will go on with: given up for another, or their process died. */
export function dropStaleTallies(db: DatabaseSync, dataset: string): void {
	const kept = JSON.stringify([resumeWalk(db, dataset) ?? 0, heldWalk(db, dataset) ?? 0]);
	db.prepare(
		`DELETE FROM _sweep_keys WHERE walk IN (SELECT walk FROM _runs WHERE dataset = ?)
		AND walk NOT IN (SELECT value FROM json_each(?))`,
	).run(dataset, kept);
}
