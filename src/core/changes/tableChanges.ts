/** How many rows of each table the runs have changed: what badges and lists of runs are made from. */
import type { RunRecord } from '../replica/contract.ts';
import type { RunRange } from '../replica/pastState.ts';

export interface ChangeCounts {
	readonly inserted: number;
	readonly updated: number;
	readonly deleted: number;
}

/** What one run has changed in one table. Plain data. */
export interface TableChange extends ChangeCounts {
	readonly table: string;
	readonly run: number;
	readonly phase: RunRecord['phase'];
}

/** What was changed in a table since somebody has last looked. */
export interface News extends ChangeCounts {
	readonly range: RunRange;
}

export function hasChanged({ inserted, updated, deleted }: ChangeCounts): boolean {
	return inserted + updated + deleted > 0;
}

/** @param runs  the newest first, as replicas give them; those of backed-up files, which have no change history, are left out */
export function tableChanges(runs: readonly RunRecord[]): readonly TableChange[] {
	return runs.flatMap(({ id, phase, counts }) => {
		if (phase === 'backup' || phase === 'check') return [];
		return Object.entries(counts).flatMap(([table, { inserted, updated, deleted }]) => {
			const change = { table, run: id, phase, inserted, updated, deleted };
			return hasChanged(change) ? [change] : [];
		});
	});
}

/** Tables that were changed within a range, with all that was. */
export function changedTables(
	changes: readonly TableChange[],
	{ from, to }: RunRange,
): ReadonlyMap<string, ChangeCounts> {
	const sums = new Map<string, ChangeCounts>();
	for (const change of changes) {
		if (change.run <= from || change.run > to) continue;
		sums.set(change.table, added(sums.get(change.table) ?? NONE, change));
	}
	return sums;
}

/**
 * What is new in a table. The run that filled it is none, nor are those that went on with it where it was stopped;
 * where nobody has ever looked, the last download or update counts, with the purges behind it.
 *
 * @param changes  of all tables, the newest first
 * @param seen  the run up to which somebody has looked
 */
export function newsOf(changes: readonly TableChange[], table: string, seen: number | undefined): News | undefined {
	const own = changes.filter((change) => change.table === table);
	const [newest] = own;
	const first = filledBy(own);
	const last = own.find(({ phase }) => phase !== 'sweep') ?? newest;
	if (newest === undefined || last === undefined) return undefined;
	const from = Math.max(first, seen ?? last.run - 1);
	const range = { from, to: newest.run };
	const sum = changedTables(own, range).get(table);
	return sum === undefined ? undefined : { ...sum, range };
}

/** @returns the run with which the first download came to its end */
function filledBy(own: readonly TableChange[]): number {
	const [first, ...others] = own.toReversed();
	if (first?.phase !== 'initial') return first?.run ?? 0;
	const after = others.findIndex(({ phase, updated, deleted }) => phase !== 'initial' || updated + deleted > 0);
	const further = after === -1 ? others : others.slice(0, after);
	return further.at(-1)?.run ?? first.run;
}

const NONE: ChangeCounts = { inserted: 0, updated: 0, deleted: 0 };

function added(a: ChangeCounts, b: ChangeCounts): ChangeCounts {
	return {
		inserted: a.inserted + b.inserted,
		updated: a.updated + b.updated,
		deleted: a.deleted + b.deleted,
	};
}
