/** The reader's thread as the editor uses it. Started with the first question. */
import { Worker } from 'node:worker_threads';
import { endThread } from '../../core/endThread.ts';
import { FreeholdError } from '../../core/errors.ts';
import { workerUrl } from '../outside/workers.ts';
import type { ArgumentsOf, ReaderCall, ResultOf } from './readerCalls.ts';
import type { ReaderAnswer, ReaderQuestion } from './readerWorker.ts';

interface Waiting {
	resolve(value: unknown): void;
	reject(error: unknown): void;
}

export class ReaderThread implements AsyncDisposable {
	readonly #waiting = new Map<number, Waiting>();
	#worker: Worker | undefined;
	#nextId = 1;

	/**
	 * @returns `undefined` where the replica does not exist
	 * @throws FreeholdError as `ReplicaReader` does
	 */
	ask<Call extends ReaderCall>(
		file: string,
		call: Call,
		...args: ArgumentsOf<Call>
	): Promise<ResultOf<Call> | undefined> {
		const id = this.#nextId++;
		const worker = (this.#worker ??= this.#start());
		return new Promise<ResultOf<Call> | undefined>((resolve, reject) => {
			this.#waiting.set(id, { resolve: (value) => resolve(value as ResultOf<Call> | undefined), reject });
			worker.postMessage({ id, file, call, args } satisfies ReaderQuestion);
		});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		if (this.#worker !== undefined) await endThread(this.#worker, 'close');
	}

	#start(): Worker {
		const worker = new Worker(workerUrl('readerWorker'), { execArgv: ['--disable-warning=ExperimentalWarning'] });
		worker.on('message', (answer: ReaderAnswer) => {
			const waiting = this.#waiting.get(answer.id);
			this.#waiting.delete(answer.id);
			if ('error' in answer) waiting?.reject(new FreeholdError(answer.error.reason, answer.error));
			else waiting?.resolve(answer.value);
		});
		worker.on('error', (cause) => this.#end(cause));
		worker.on('exit', () => this.#end(undefined));
		return worker;
	}

	/** Who waits is told; the next question starts another thread. */
	#end(cause: unknown): void {
		this.#worker = undefined;
		const error = new FreeholdError('internal', {
			what: 'The replica could not be read',
			why: cause instanceof Error ? cause.message : 'the thread that reads it has ended',
			next: 'Try again; please report it if it stays',
			cause,
		});
		for (const waiting of this.#waiting.values()) waiting.reject(error);
		this.#waiting.clear();
	}
}
