/** Starts the demo's sandbox thread and talks to it. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { FreeholdError } from '../core/errors.ts';
import type { SandboxChanges } from './demoChanges.ts';
import { demoSandboxUrl } from './places.ts';
import type { SandboxOrigins } from './sandboxConnections.ts';

export interface DemoSandbox {
	readonly origins: SandboxOrigins;
	/** By field; of the sandbox, so nothing secret about them. */
	readonly secrets: Readonly<Partial<Record<string, string>>>;
	/** Lets an hour pass in which the vendors' data changes. */
	change(): Promise<SandboxChanges>;
	close(): Promise<void>;
}

/** @param port  preferred; another one where it is taken */
export async function startDemoSandbox(port: number): Promise<DemoSandbox> {
	try {
		return await start(port);
	} catch (error) {
		if (port === 0) throw notStarted(error);
		return start(0).catch((again: unknown) => Promise.reject(notStarted(again)));
	}
}

async function start(port: number): Promise<DemoSandbox> {
	const worker = new Worker(demoSandboxUrl(), {
		workerData: { port },
		execArgv: ['--disable-warning=ExperimentalWarning'],
	});
	const ask = async (message?: string): Promise<unknown> => {
		const answer = once(worker, 'message');
		if (message !== undefined) worker.postMessage(message);
		return ((await answer) as unknown[])[0];
	};
	const ready = (await ask()) as Pick<DemoSandbox, 'origins' | 'secrets'>;
	return {
		...ready,
		change: async () => (await ask('change')) as SandboxChanges,
		close: async () => {
			const ended = once(worker, 'exit');
			worker.postMessage('close');
			await ended;
		},
	};
}

function notStarted(cause: unknown): FreeholdError {
	return new FreeholdError('internal', {
		what: 'The sandbox could not be started',
		why: cause instanceof Error ? cause.message : String(cause),
		next: 'Run it again with --verbose and report what it says',
		cause,
	});
}
