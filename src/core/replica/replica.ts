/** The writer of a replica as everyone else sees it: its work happens in a worker thread, so that no event loop stalls. */
import { Worker } from 'node:worker_threads';
import { basename } from 'node:path';
import { endThread } from '../endThread.ts';
import { FreeholdError } from '../errors.ts';
import type { DecodedPage, RowPlan } from '../sources/source.ts';
import type { Files, Replica } from './contract.ts';
import { wrapLongNumbers } from './longNumbers.ts';
import { planPlaces } from './messages.ts';
import type { ArgsOf, Reply, Request, ResultOf, StoreCall } from './messages.ts';

export interface ReplicaOptions {
	/** Absolute path of the SQLite file; its folder is made where it is missing. */
	readonly file: string;
	/** Where `storeWorker` lies: `.ts` in the source tree, `.js` in a bundle. */
	readonly workerUrl: URL;
	/** Of the writer's thread; the default suits tables. */
	readonly nurseryMb?: number | undefined;
	/** Whether the opener's thread has a user to answer: the writer then does all the work, though another core has less. */
	readonly mustStayFree?: boolean | undefined;
}

/** A page's garbage dies young if the nursery holds more than one page; a larger one only costs memory. */
const tableNurseryMb = 48;
/** Of a writer that only keeps the manifest of files. */
export const manifestNurseryMb = 4;

/** Opens the replica for writing, or makes it. Only one writer at a time. */
export async function openReplica(options: ReplicaOptions): Promise<Replica> {
	const replica = new WorkerReplica(options);
	try {
		await replica.open(options);
		return replica;
	} catch (error) {
		await replica.terminate();
		throw error;
	}
}

/** A request without its number. */
type Question = Request extends infer One ? (One extends Request ? Omit<One, 'id'> : never) : never;

interface Waiting {
	resolve(value: unknown): void;
	reject(error: unknown): void;
}

class WorkerReplica implements Replica {
	readonly files: Files = {
		begin: (...args) => this.#ofFiles('begin', args),
		list: (...args) => this.#ofFiles('list', args),
		merge: (...args) => this.#ofFiles('merge', args),
		wanted: (...args) => this.#ofFiles('wanted', args),
		stored: (...args) => this.#ofFiles('stored', args),
		countStored: (...args) => this.#ofFiles('countStored', args),
		record: (...args) => this.#ofFiles('record', args),
		finish: (...args) => this.#ofFiles('finish', args),
	};
	readonly #worker: Worker;
	readonly #waiting = new Map<number, Waiting>();
	readonly #plans: (RowPlan | undefined)[] = new Array<undefined>(planPlaces).fill(undefined);
	readonly #name: string;
	readonly #mustStayFree: boolean;
	#nextPlace = 0;
	#nextId = 1;
	#ended: FreeholdError | undefined;

	constructor({ file, workerUrl, nurseryMb = tableNurseryMb, mustStayFree = false }: ReplicaOptions) {
		this.#name = basename(file);
		this.#mustStayFree = mustStayFree;
		this.#worker = new Worker(workerUrl, {
			// Node 22 warns that SQLite is experimental there; what is used of it is the same in 24.
			execArgv: ['--disable-warning=ExperimentalWarning'],
			resourceLimits: { maxYoungGenerationSizeMb: nurseryMb },
		});
		this.#worker.on('message', (reply: Reply) => this.#receive(reply));
		this.#worker.on('error', (error: unknown) =>
			this.#end(error instanceof Error ? error.message : 'its thread failed', error),
		);
		this.#worker.on('exit', () => this.#end('it was closed', undefined));
	}

	open({ file, workerUrl }: ReplicaOptions): Promise<unknown> {
		return this.#ask({ call: 'open', file, workerUrl: workerUrl.href });
	}

	async terminate(): Promise<void> {
		await this.#worker.terminate();
	}

	async decode(body: Uint8Array, plan: RowPlan): Promise<DecodedPage> {
		let place = this.#plans.indexOf(plan);
		const isNew = place === -1;
		if (isNew) {
			place = this.#nextPlace;
			this.#nextPlace = (place + 1) % planPlaces;
			this.#plans[place] = plan;
		}
		const own = ownBuffer(body);
		const long = this.#mustStayFree ? undefined : wrapLongNumbers(own);
		const question = { call: 'decode' as const, body: own, long, place, plan: isNew ? plan : undefined };
		const wrapped = long?.kind === 'wrapped' && long.body.buffer instanceof ArrayBuffer ? [long.body.buffer] : [];
		return (await this.#ask(question, [own.buffer, ...wrapped])) as DecodedPage;
	}

	release(handle: number): void {
		if (this.#ended === undefined) this.#worker.postMessage({ id: 0, call: 'release', handle } satisfies Request);
	}

	begin(...args: ArgsOf<'begin'>): Promise<ResultOf<'begin'>> {
		return this.#call('begin', args);
	}

	apply(...args: ArgsOf<'apply'>): Promise<ResultOf<'apply'>> {
		return this.#call('apply', args);
	}

	finishSweep(...args: ArgsOf<'finishSweep'>): Promise<ResultOf<'finishSweep'>> {
		return this.#call('finishSweep', args);
	}

	compareSweep(...args: ArgsOf<'compareSweep'>): Promise<ResultOf<'compareSweep'>> {
		return this.#call('compareSweep', args);
	}

	releaseHeld(...args: ArgsOf<'releaseHeld'>): Promise<ResultOf<'releaseHeld'>> {
		return this.#call('releaseHeld', args);
	}

	forget(...args: ArgsOf<'forget'>): Promise<ResultOf<'forget'>> {
		return this.#call('forget', args);
	}

	finish(...args: ArgsOf<'finish'>): Promise<ResultOf<'finish'>> {
		return this.#call('finish', args);
	}

	states(): Promise<ResultOf<'states'>> {
		return this.#call('states', []);
	}

	retain(...args: ArgsOf<'retain'>): Promise<ResultOf<'retain'>> {
		return this.#call('retain', args);
	}

	notes(): Promise<ResultOf<'notes'>> {
		return this.#call('notes', []);
	}

	async close(): Promise<void> {
		if (this.#ended !== undefined) return;
		const closed = this.#ask({ call: 'close' });
		this.#ended = this.#closedError('it was closed', undefined);
		await closed;
		await endThread(this.#worker);
	}

	#ofFiles<Call extends keyof Files>(call: Call, args: Parameters<Files[Call]>): ReturnType<Files[Call]> {
		return this.#ask({ call: 'files', args: [call, args] }) as ReturnType<Files[Call]>;
	}

	async #call<Call extends StoreCall>(call: Call, args: ArgsOf<Call>): Promise<ResultOf<Call>> {
		return (await this.#ask({ call, args })) as ResultOf<Call>;
	}

	#ask(question: Question, transfer: readonly ArrayBuffer[] = []): Promise<unknown> {
		if (this.#ended !== undefined) return Promise.reject(this.#ended);
		const id = this.#nextId++;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			this.#worker.postMessage({ ...question, id }, transfer);
		});
	}

	#receive(reply: Reply): void {
		const waiting = this.#waiting.get(reply.id);
		this.#waiting.delete(reply.id);
		if ('error' in reply) waiting?.reject(new FreeholdError(reply.error.reason, reply.error));
		else waiting?.resolve(reply.value);
	}

	#end(why: string, cause: unknown): void {
		this.#ended ??= this.#closedError(why, cause);
		for (const waiting of this.#waiting.values()) waiting.reject(this.#ended);
		this.#waiting.clear();
	}

	#closedError(why: string, cause: unknown): FreeholdError {
		return new FreeholdError('internal', {
			what: `The replica ${this.#name} is no longer open`,
			why,
			next: 'Run the command again: it goes on from the last page that was committed',
			cause,
		});
	}
}

/** A body whose buffer can be given away: its own, not a part of a shared one (Node pools small buffers). */
function ownBuffer(body: Uint8Array): Uint8Array<ArrayBuffer> {
	const { buffer } = body;
	return buffer instanceof ArrayBuffer && body.byteLength === buffer.byteLength
		? new Uint8Array(buffer)
		: new Uint8Array(body);
}
