/** The thread that parses lists of files: bytes in, batches out, one batch under way at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { FreeholdError } from '../../../errors.ts';
import { broken } from './resourceScanner.ts';
import { ResourceParser } from './parseResources.ts';
import type { ResourceBatch } from './parseResources.ts';
import type { ListReply } from './resourceList.ts';

const pieceBytes = 64 * 1024;

function* batches(body: Uint8Array): Generator<ResourceBatch> {
	const parser = new ResourceParser(body.subarray(0, 200));
	for (let at = 0; at < body.byteLength; at += pieceBytes) {
		const batch = parser.add(body.subarray(at, at + pieceBytes));
		if (batch.files.length + batch.refused.length > 0) yield batch;
	}
	yield parser.end();
}

function answer(list: Generator<ResourceBatch>): ListReply {
	try {
		const next = list.next();
		return next.done === true ? { kind: 'end' } : { kind: 'batch', batch: next.value };
	} catch (error) {
		const known = FreeholdError.is(error) ? error : broken(error instanceof Error ? error.message : String(error));
		return { kind: 'error', error: known.toJSON() };
	}
}

const port = parentPort;
if (port === null) throw new Error('resourceWorker runs as a worker thread');
const list = batches(workerData as Uint8Array);
// Each message but `close` asks for the next batch: a slow taker never lets batches pile up.
port.on('message', (message: 'next' | 'close') => {
	if (message === 'close') port.close();
	else port.postMessage(answer(list));
});
