/** The replica's worker thread: takes messages, calls the store, answers. The same file runs the checkpointer's thread. */
import { parentPort, workerData } from 'node:worker_threads';
import type { RowPlan } from '../sources/source.ts';
import { Checkpointer, runCheckpointer } from './checkpointer.ts';
import type { CheckpointerData } from './checkpointer.ts';
import { errorReply } from './messages.ts';
import type { Reply, Request, StoreCall } from './messages.ts';
import { Store } from './store.ts';

type AnyCall = (...args: readonly unknown[]) => unknown;

class StoreServer {
	#store: Store | undefined;
	#checkpointer: Checkpointer | undefined;
	#file = '';
	#workerUrl = '';
	readonly #plans: (RowPlan | undefined)[] = [];

	async answer(request: Request): Promise<unknown> {
		switch (request.call) {
			case 'open': {
				this.#open(request.file, request.workerUrl);
				return;
			}
			case 'decode':
				return this.#opened().decode(request.body, this.#planAt(request.place, request.plan), request.long);
			case 'release': {
				this.#opened().release(request.handle);
				return;
			}
			case 'close':
				return this.#close();
			default:
				return this.#pass(request.call, request.args);
		}
	}

	#open(file: string, workerUrl: string): void {
		this.#store = new Store({ file });
		this.#workerUrl = workerUrl;
		this.#file = file;
	}

	#pass(call: StoreCall, args: readonly unknown[]): unknown {
		const store = this.#opened();
		// The handle's methods have the store's own types; here only their names and values arrive.
		const result = (store[call] as AnyCall).apply(store, args as unknown[]);
		if (call === 'apply') this.#checkpointing(store)?.committed();
		return result;
	}

	/** Started by the first page of rows: a manifest of files commits little, and a thread takes 12 MB. */
	#checkpointing(store: Store): Checkpointer | undefined {
		if (this.#checkpointer === undefined && store.isWal) {
			store.leaveCheckpoints();
			this.#checkpointer = new Checkpointer(this.#file, new URL(this.#workerUrl));
		}
		return this.#checkpointer;
	}

	async #close(): Promise<void> {
		await this.#checkpointer?.close();
		this.#store?.close();
		this.#store = undefined;
	}

	#opened(): Store {
		if (this.#store === undefined) throw new Error('the replica is not open');
		return this.#store;
	}

	#planAt(place: number, plan: RowPlan | undefined): RowPlan {
		if (plan !== undefined) this.#plans[place] = plan;
		const known = this.#plans[place];
		if (known === undefined) throw new Error(`row plan ${place} never came`);
		return known;
	}
}

function serve(): void {
	const port = parentPort;
	if (port === null) throw new Error('storeWorker runs as a worker thread');
	const server = new StoreServer();
	port.on('message', (request: Request) => {
		server
			.answer(request)
			.then(
				(value): Reply => ({ id: request.id, value }),
				(error: unknown) => errorReply(request.id, error),
			)
			.then((reply) => {
				port.postMessage(reply);
				if (request.call === 'close') port.close();
			})
			// Only a reply that cannot be copied ends here; the thread's `error` event tells the handle.
			.catch((error: unknown) => {
				setImmediate(() => {
					throw error;
				});
			});
	});
}

const data: unknown = workerData;
if (typeof data === 'object' && data !== null && 'role' in data && data.role === 'checkpointer') {
	runCheckpointer(data as CheckpointerData);
} else {
	serve();
}
