/** The worker thread that reads exports, one after another, as the source uses it. */
import { Worker } from 'node:worker_threads';
import { endThread } from '../../endThread.ts';
import { FreeholdError } from '../../errors.ts';
import { READER_LIMITS } from '../../formats/excel/readWorkbook.ts';
import type { TableInfo, TablePage, TableRequest } from './exportTable.ts';
import type { TableQuestion, TableReply } from './realpadWorker.ts';

interface Waiting {
	resolve(reply: TableReply): void;
	reject(error: Error): void;
}

export class TableThread {
	readonly #worker: Worker;
	#waiting: Waiting | undefined;
	#ended: Error | undefined;
	/** A question whose asker has gone: its answer is still to come. */
	#isAnswerDue = false;

	constructor(workerUrl: URL) {
		// SheetJS, which reads what our readers do not, mutters on stderr; failures come as errors.
		this.#worker = new Worker(workerUrl, { resourceLimits: READER_LIMITS, stderr: true });
		this.#worker.stderr.resume();
		// A table that nobody reads to its end must not keep the process alive.
		this.#worker.unref();
		this.#worker.on('message', (reply: TableReply) => {
			this.#isAnswerDue = false;
			this.#settle((waiting) => waiting.resolve(reply));
		});
		this.#worker.on('error', (cause) => this.#end(cause));
		this.#worker.on('exit', () => this.#end(undefined));
	}

	/** Whether it can read another export: it waits for nothing and has not ended. */
	get isIdle(): boolean {
		return this.#waiting === undefined && !this.#isAnswerDue && this.#ended === undefined;
	}

	/**
	 * Looks an export through, in place of the one before.
	 *
	 * @param file  its path, or its bytes, which are given away where they have their buffer for themselves
	 * @throws FreeholdError as `ExportTable.open` does; the signal's reason when cancelled
	 */
	async open(file: Uint8Array | string, request: TableRequest, signal: AbortSignal): Promise<TableInfo> {
		const reply = await this.#ask({ call: 'open', file, request }, signal, ownBuffer(file));
		if (!('info' in reply)) throw new Error('the table was not opened');
		return reply.info;
	}

	async next(signal: AbortSignal): Promise<TablePage | undefined> {
		const reply = await this.#ask({ call: 'next' }, signal);
		return 'page' in reply ? reply.page : undefined;
	}

	async close(): Promise<void> {
		this.#ended ??= closed(undefined);
		await endThread(this.#worker, { call: 'close' } satisfies TableQuestion);
	}

	async #ask(
		question: TableQuestion,
		signal: AbortSignal,
		transfer: readonly ArrayBuffer[] = [],
	): Promise<Exclude<TableReply, { error: unknown }>> {
		signal.throwIfAborted();
		if (this.#ended !== undefined) throw this.#ended;
		const cancel = (): void => this.#settle((waiting) => waiting.reject(signal.reason as Error));
		signal.addEventListener('abort', cancel, { once: true });
		this.#worker.ref();
		try {
			const reply = await new Promise<TableReply>((resolve, reject) => {
				this.#waiting = { resolve, reject };
				this.#isAnswerDue = true;
				this.#worker.postMessage(question, transfer);
			});
			if ('error' in reply) throw new FreeholdError(reply.error.reason, reply.error);
			return reply;
		} finally {
			this.#worker.unref();
			signal.removeEventListener('abort', cancel);
		}
	}

	#settle(how: (waiting: Waiting) => void): void {
		const waiting = this.#waiting;
		this.#waiting = undefined;
		if (waiting !== undefined) how(waiting);
	}

	#end(cause: unknown): void {
		const error = (this.#ended ??= closed(cause));
		this.#settle((waiting) => waiting.reject(error));
	}
}

function ownBuffer(file: Uint8Array | string): readonly ArrayBuffer[] {
	if (typeof file === 'string') return [];
	const { buffer } = file;
	return buffer instanceof ArrayBuffer && buffer.byteLength === file.byteLength ? [buffer] : [];
}

function closed(cause: unknown): FreeholdError {
	return new FreeholdError('internal', {
		what: 'The export could not be read to its end',
		why: cause instanceof Error ? cause.message : 'the thread that reads it has ended',
		next: 'Run it again; please report it if it stays',
		cause,
	});
}
