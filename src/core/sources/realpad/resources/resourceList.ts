/** Parses a list of files in a thread of its own and hands its entries on in batches. */
import { Worker } from 'node:worker_threads';
import { endThread } from '../../../endThread.ts';
import { FreeholdError } from '../../../errors.ts';
import type { ErrorDetails, Reason } from '../../../errors.ts';
import type { ResourceBatch } from './parseResources.ts';

export type ListReply =
	| { readonly kind: 'batch'; readonly batch: ResourceBatch }
	| { readonly kind: 'end' }
	| { readonly kind: 'error'; readonly error: ErrorDetails & { readonly reason: Reason } };

/**
 * @param body  the XML; its buffer is given away
 * @param workerUrl  where `resourceWorker` lies: `.ts` in the source tree, `.js` in a bundle
 * @throws FreeholdError `badResponse` where it is not a whole list; the signal's reason when cancelled
 */
export async function* readResourceList(
	body: Uint8Array,
	workerUrl: URL,
	signal: AbortSignal,
): AsyncGenerator<ResourceBatch> {
	const own = body.byteLength === body.buffer.byteLength ? body : new Uint8Array(body);
	const worker = new Worker(workerUrl, {
		workerData: own,
		transferList: [own.buffer as ArrayBuffer],
		// Its garbage dies young; the limit keeps a hostile list from taking the machine's memory.
		resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 192 },
	});
	try {
		for (;;) {
			const reply = await nextReply(worker, signal);
			if (reply.kind === 'end') return;
			if (reply.kind === 'error') throw new FreeholdError(reply.error.reason, reply.error);
			yield reply.batch;
		}
	} finally {
		await endThread(worker, 'close');
	}
}

function nextReply(worker: Worker, signal: AbortSignal): Promise<ListReply> {
	return new Promise((resolve, reject) => {
		const end = (settle: () => void): void => {
			worker.off('message', onReply);
			worker.off('error', onError);
			signal.removeEventListener('abort', onAbort);
			settle();
		};
		const onReply = (reply: ListReply): void => end(() => resolve(reply));
		const onError = (error: unknown): void => end(() => reject(threadFailed(error)));
		const onAbort = (): void => end(() => reject(signal.reason as Error));
		if (signal.aborted) {
			reject(signal.reason as Error);
			return;
		}
		worker.once('message', onReply);
		worker.once('error', onError);
		signal.addEventListener('abort', onAbort, { once: true });
		worker.postMessage('next');
	});
}

function threadFailed(error: unknown): FreeholdError {
	return new FreeholdError('badResponse', {
		what: "Realpad's list of files could not be read",
		why: error instanceof Error ? error.message : String(error),
		next: 'Please report this; files that are stored already are safe',
		cause: error,
	});
}
