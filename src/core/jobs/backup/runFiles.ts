/** Works through a queue of files, several at once, and commits what comes of them in groups. */
import { FreeholdError, isCancellation } from '../../errors.ts';
import type { FileOutcome, ManifestFile } from '../../replica/contract.ts';
import { CommitGroup } from './commitGroup.ts';
import type { CommitGroupOptions, FinishedFile } from './commitGroup.ts';
import { concernsOneFile } from './fetchFile.ts';
import type { FileQueue } from './fileQueue.ts';

export interface RunFilesOptions extends CommitGroupOptions {
	readonly queue: FileQueue;
	readonly concurrency: number;
	/** What becomes of a file. The signal is aborted as well when the run has to stop. */
	readonly handle: (file: ManifestFile, signal: AbortSignal) => Promise<FinishedFile | FileOutcome>;
	readonly signal: AbortSignal;
}

/** So many files in a row without an answer: it is not the files. */
const failuresInARow = 8;

/** @throws the signal's reason when cancelled; the error of what would meet every file */
export async function runFiles(options: RunFilesOptions): Promise<void> {
	const stop = new AbortController();
	const signal = AbortSignal.any([options.signal, stop.signal]);
	const group = new CommitGroup(options);
	let inARow = 0;

	async function takeOne(file: ManifestFile): Promise<void> {
		let done: FinishedFile | FileOutcome;
		try {
			done = await options.handle(file, signal);
			inARow = 0;
		} catch (error) {
			if (isCancellation(error, signal) || !concernsOneFile(error)) throw error;
			if (FreeholdError.is(error, 'network', 'timeout', 'unavailable') && ++inARow >= failuresInARow) throw error;
			done = { kind: 'failed', uid: file.uid, error: `${error.why}. ${error.next}` };
		}
		await ('part' in done ? group.add(done) : group.note(done));
	}

	async function taker(): Promise<void> {
		try {
			for (;;) {
				signal.throwIfAborted();
				const file = await options.queue.next();
				if (file === undefined) return;
				await takeOne(file);
			}
		} catch (error) {
			// The others stop at once; which error comes first is the one that counts.
			if (!stop.signal.aborted) stop.abort(error);
			throw error;
		}
	}

	const ends = await Promise.allSettled(Array.from({ length: options.concurrency }, taker));
	try {
		options.signal.throwIfAborted();
		const failed = ends.find((end) => end.status === 'rejected');
		if (failed !== undefined) throw (stop.signal.aborted ? stop.signal.reason : failed.reason) as Error;
		await group.flush();
	} catch (error) {
		// What is complete becomes known before the run ends, unless the user does not want to wait or the disk cannot.
		if (!options.signal.aborted) await Promise.allSettled([group.flush()]);
		await group.abandon();
		throw error;
	}
}
