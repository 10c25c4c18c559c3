/**
 * Ends a process that has taken too much memory, from a thread of its own: SQLite holds the main one for as long as a query
 * takes, and Node's build of it knows no limit.
 */
import { Worker } from 'node:worker_threads';

/** Which signal says that it was this: https://nodejs.org/api/process.html#signal-events */
export const MEMORY_SIGNAL = 'SIGTERM';

/** Of a query: what it sorts and what it finds lies on the disk, so that few need even a tenth. */
export const MOST_QUERY_BYTES = 1_000_000_000;

const LOOK_EVERY_MS = 50;

/** @returns puts an end to it */
export function watchMemory(limitBytes: number): () => Promise<unknown> {
	const program = `setInterval(() => {
		if (process.memoryUsage.rss() > ${limitBytes}) process.kill(process.pid, '${MEMORY_SIGNAL}');
	}, ${LOOK_EVERY_MS});`;
	const watch = new Worker(program, {
		eval: true,
		resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16 },
	});
	watch.unref();
	return () => watch.terminate();
}
