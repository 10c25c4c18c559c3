/** The thread, or process, that holds one open table: what a grid shows comes from here. */
import { parentPort } from 'node:worker_threads';
import type { FromTable, ToTable } from '../../core/tables/tableMessages.ts';
import { MOST_QUERY_BYTES, watchMemory } from '../../core/tables/memoryWatch.ts';
import { TableServer } from '../../core/tables/tableServer.ts';

const server = new TableServer((message: FromTable) => {
	if (parentPort === null) process.send?.(message);
	else parentPort.postMessage(message);
});

(parentPort ?? process).on('message', (message: ToTable) => {
	if (message.kind === 'close') void server[Symbol.asyncDispose]().finally(() => parentPort?.close());
	else server.receive(message);
});
if (parentPort === null) {
	// A process whose editor has gone.
	process.once('disconnect', () => process.exit());
	watchMemory(MOST_QUERY_BYTES);
}
