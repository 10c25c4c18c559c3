/** Ends a worker thread. */
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';

/** How long a thread may take to finish what it is at. */
const patienceMs = 5_000;

/**
 * Waits until a thread that was asked to end has ended. Only one that does not is ended by force: `terminate` may strike
 * it in the middle of native code (SQLite, zlib), which has been seen to take the whole process along.
 *
 * @param farewell the message that asks it, where none was sent before
 */
export async function endThread(worker: Worker, farewell?: unknown): Promise<void> {
	if (worker.threadId === -1) return;
	worker.ref();
	const gone = once(worker, 'exit');
	if (farewell !== undefined) worker.postMessage(farewell);
	const timer = setTimeout(() => void worker.terminate(), patienceMs);
	try {
		await gone;
	} finally {
		clearTimeout(timer);
	}
}
