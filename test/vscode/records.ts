/** Runs and states as replicas keep them, with what matters to a test changed. */
import type { DatasetState, RunRecord } from '../../src/core/replica/contract.ts';

export function recordOf(changed: Partial<RunRecord> = {}): RunRecord {
	return {
		...{ id: 1, dataset: 'Property', phase: 'update', startedAt: 0, finishedAt: 2000, outcome: 'done', counts: {} },
		...{ error: undefined, warnings: [], requests: 1, charged: 0, retries: 0, throttles: 0, bytes: 0, waitedMs: 0 },
		...changed,
	};
}

export function stateOf(dataset: string, lastRun: RunRecord | undefined): DatasetState {
	return {
		...{ dataset, rows: 10, watermark: undefined, resume: undefined, lastRun, lastPurge: undefined },
		...{ gaps: [], heldSweep: undefined, hasHeldRows: false, keyColumns: ['Key'], columns: [] },
	};
}
