/** How the thread that holds a table is started. */
import type { WorkerOptions } from 'node:worker_threads';

export const TABLE_FLAGS = ['--disable-warning=ExperimentalWarning'];

/** Left alone, V8 lets the garbage of millions of cells grow by some 100 MB. */
export const TABLE_THREAD: WorkerOptions = {
	execArgv: TABLE_FLAGS,
	resourceLimits: { maxYoungGenerationSizeMb: 16 },
};
