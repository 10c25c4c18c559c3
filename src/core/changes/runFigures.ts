/** What one run has changed, table by table, in figures. */
import type { RunRecord } from '../replica/contract.ts';
import type { ReplicaReader } from '../replica/reader.ts';
import type { ChangeFigures } from './changeFigures.ts';
import { figuresOf } from './figuresOf.ts';
import { tableChanges } from './tableChanges.ts';
import type { TableChange } from './tableChanges.ts';

/** Plain data. */
export interface TableFigures {
	readonly change: TableChange;
	/** Absent where there are more changes than were wanted, or their history was dropped. */
	readonly figures: ChangeFigures | undefined;
}

/** @param most  changes of a table that are looked through: a hundred thousand take a second or two */
export function runFigures(
	reader: Pick<ReplicaReader, 'changes' | 'columns' | 'historyStart'>,
	record: RunRecord,
	most: number,
): readonly TableFigures[] {
	const from = record.id - 1;
	const isKept = from >= (reader.historyStart()?.id ?? 0);
	return tableChanges([record]).map((change) => {
		const { table, inserted, updated, deleted } = change;
		const isWanted = isKept && inserted + updated + deleted <= most;
		return { change, figures: isWanted ? figuresOf(reader, table, { from, to: record.id }) : undefined };
	});
}
