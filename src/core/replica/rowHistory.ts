/** What became of one row: each run that has inserted, changed or deleted it. */
import type { DatabaseSync } from 'node:sqlite';
import { insertedRun } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import type { RowChange } from './contract.ts';
import { RowJson, changeOf } from './diff.ts';
import { PastState, undo } from './pastState.ts';
import { asNumber, optionalNumber } from './sql.ts';

/** One change of one row, and the run that made it. */
export type RowHistoryEntry = RowChange & {
	readonly run: number;
	/** When the run began, ms. */
	readonly at: number;
};

/** @param floor  the oldest run whose state can be told */
export function rowHistory(db: DatabaseSync, layout: Layout, key: string, floor: number): readonly RowHistoryEntry[] {
	const past = new PastState(db, layout);
	const json = new RowJson(layout);
	const current = past.current(key);
	const entries = past.entries(key);
	const runs = new Set(entries.map((entry) => entry.run));
	for (const row of [current, ...entries.map((entry) => entry.old)]) {
		const inserted = optionalNumber(row?.[insertedRun]);
		if (inserted !== undefined) runs.add(inserted);
	}
	const began = db.prepare('SELECT started_at AS at FROM _runs WHERE id = ?');
	const after = (run: number): ReturnType<typeof undo> => undo(current, entries, run, past.names);
	return [...runs]
		.filter((run) => run > floor)
		.sort((a, b) => a - b)
		.flatMap((run): RowHistoryEntry[] => {
			const change = changeOf(json, key, after(run - 1), after(run));
			return change === undefined ? [] : [{ ...change, run, at: asNumber(began.get(run)?.at) }];
		});
}
