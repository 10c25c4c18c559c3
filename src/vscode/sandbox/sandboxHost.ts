/** Starts and ends the simulators of the vendors' APIs, and knows which connections lead to them. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { endThread } from '../../core/endThread.ts';
import { FreeholdError } from '../../core/errors.ts';
import { MemoryBudget } from '../../core/http/memoryBudget.ts';
import type { Connection } from '../../core/project/project.ts';
import type { Freehold } from '../freehold.ts';
import { workerUrl } from '../outside/workers.ts';
import type { SandboxOrder, SandboxParts } from './sandboxWorker.ts';

/** Where `freehold sandbox` listens too, so that a freehold.yaml made by either works with both. */
export const SANDBOX_PORT = 4370;

interface Running {
	readonly worker: Worker;
	readonly parts: SandboxParts;
	/** Its limits are its own, and begin anew with it. */
	readonly budget: MemoryBudget;
}

export class SandboxHost implements AsyncDisposable {
	readonly #freehold: Freehold;
	readonly #changed = new vscode.EventEmitter<undefined>();
	#running: Running | undefined;

	readonly onDidChange = this.#changed.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	get parts(): SandboxParts | undefined {
		return this.#running?.parts;
	}

	/** The sandbox's own budget for a connection that leads to it. */
	budgetOf({ baseUrl }: Connection): MemoryBudget | undefined {
		if (this.#running === undefined || baseUrl === undefined) return undefined;
		return Object.values(this.#running.parts.origins).includes(baseUrl) ? this.#running.budget : undefined;
	}

	/** @param port  preferred; another one where it is taken, unless `mustBe` */
	async start(port: number, mustBe: 'any' | 'this' = 'any'): Promise<SandboxParts> {
		if (this.#running !== undefined) return this.#running.parts;
		const running = await this.#begin(port).catch((error: unknown) => {
			if (port === 0 || mustBe === 'this') throw notStarted(error);
			return this.#begin(0).catch((again: unknown) => Promise.reject(notStarted(again)));
		});
		this.#running = running;
		running.worker.on('exit', () => this.#gone(running));
		this.#freehold.contextKeys.set('freehold.isSandboxRunning', true);
		await this.#freehold.storage.rememberInWorkspace('sandboxPort', running.parts.port);
		this.#changed.fire(undefined);
		return running.parts;
	}

	async stop(): Promise<void> {
		await this.#end();
		await this.#freehold.storage.rememberInWorkspace('sandboxPort', undefined);
	}

	/** The window goes; the next one starts it again. */
	async [Symbol.asyncDispose](): Promise<void> {
		await this.#end();
		this.#changed.dispose();
	}

	async #begin(port: number): Promise<Running> {
		const worker = new Worker(workerUrl('sandboxWorker'), { workerData: { port } satisfies SandboxOrder });
		const [parts] = (await once(worker, 'message')) as [SandboxParts];
		return { worker, parts, budget: new MemoryBudget() };
	}

	async #end(): Promise<void> {
		const running = this.#running;
		if (running === undefined) return;
		this.#gone(running);
		await endThread(running.worker, 'close');
	}

	#gone(running: Running): void {
		if (this.#running !== running) return;
		this.#running = undefined;
		this.#freehold.contextKeys.set('freehold.isSandboxRunning', false);
		this.#changed.fire(undefined);
	}
}

function notStarted(cause: unknown): FreeholdError {
	return new FreeholdError('internal', {
		what: 'The sandbox could not be started',
		why: cause instanceof Error ? cause.message : String(cause),
		next: 'Look into the log, and report what it says',
		cause,
	});
}
