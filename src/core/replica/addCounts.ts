/** Adds up what several pages or phases have changed. */
import type { RunCounts } from './contract.ts';

export function addCounts(a: RunCounts | undefined, b: RunCounts): RunCounts {
	if (a === undefined) return b;
	return {
		read: a.read + b.read,
		inserted: a.inserted + b.inserted,
		updated: a.updated + b.updated,
		deleted: a.deleted + b.deleted,
		unchanged: a.unchanged + b.unchanged,
	};
}
