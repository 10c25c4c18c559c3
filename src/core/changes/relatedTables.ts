/** A dataset and the tables of its relations: all that its own runs have changed. */
import type { RunRange } from '../replica/pastState.ts';
import type { ReplicaReader } from '../replica/reader.ts';
import { changedTables, tableChanges } from './tableChanges.ts';

const RUNS_LOOKED_AT = 10_000;

/** The dataset itself comes first, changed or not. */
export function relatedTables(
	reader: Pick<ReplicaReader, 'runs'>,
	dataset: string,
	range: RunRange,
): readonly string[] {
	const changed = changedTables(tableChanges(reader.runs(RUNS_LOOKED_AT, dataset)), range);
	return [dataset, ...[...changed.keys()].filter((table) => table !== dataset)];
}
