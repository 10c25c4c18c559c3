/** A run record with everything filled in, to be changed where a test cares. */
import type { RunRecord } from '../../src/core/replica/contract.ts';

export function runRecord(changes: Partial<RunRecord> = {}): RunRecord {
	return {
		id: 1,
		dataset: 'Property',
		phase: 'initial',
		startedAt: 0,
		finishedAt: 1000,
		outcome: 'done',
		counts: {},
		error: undefined,
		warnings: [],
		requests: 2,
		retries: 0,
		throttles: 0,
		bytes: 10,
		waitedMs: 0,
		charged: 0,
		...changes,
	};
}
