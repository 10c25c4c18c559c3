/** What a run, or all runs of a range, have changed in a table, in figures. */
import type { RunRange } from '../replica/pastState.ts';
import type { ReplicaReader } from '../replica/reader.ts';
import { FigureCounter } from './changeFigures.ts';
import type { ChangeFigures } from './changeFigures.ts';

/**
 * @param signal  looked at between rows: a million changes take half a minute
 * @throws FreeholdError `notFound` where the history does not reach back so far
 */
export function figuresOf(
	reader: Pick<ReplicaReader, 'changes' | 'columns'>,
	dataset: string,
	range: RunRange,
	signal?: AbortSignal,
): ChangeFigures {
	const counter = new FigureCounter(reader.columns(dataset));
	for (const change of reader.changes(dataset, range)) {
		signal?.throwIfAborted();
		counter.add(change);
	}
	return counter.figures();
}
