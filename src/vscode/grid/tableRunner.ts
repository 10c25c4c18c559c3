/**
 * Runs the program that holds a table. Replicas and files are read in a thread. A query, which may compute for ever, gets a
 * process, because SQLite within Node cannot be interrupted, and a thread that computes in it cannot be stopped without
 * danger to the extension host.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { endThread } from '../../core/endThread.ts';
import { MEMORY_SIGNAL } from '../../core/tables/memoryWatch.ts';
import type { TableSource } from '../../core/tables/table.ts';
import type { FromTable, ToTable } from '../../core/tables/tableMessages.ts';
import { workerUrl } from '../outside/workers.ts';
import { TABLE_FLAGS, TABLE_THREAD } from './tableThread.ts';

export interface TableRunner {
	post(message: ToTable): void;
	/** Whatever it is at. */
	end(): Promise<void>;
}

export interface TableListener {
	readonly onMessage: (message: FromTable) => void;
	/** It has ended by itself. */
	readonly onEnd: (why: string) => void;
}

/** Starts what holds a table. */
export type RunTable = (kind: TableSource['kind'], listener: TableListener) => TableRunner;

/** Where SQLite puts what it sorts, and what Windows needs to start a process. No secret of the environment goes along. */
const PASSED_ON = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'SQLITE_TMPDIR'];

export function runTable(kind: TableSource['kind'], listener: TableListener): TableRunner {
	return kind === 'query' ? runInProcess(listener) : runInThread(listener);
}

function runInThread({ onMessage, onEnd }: TableListener): TableRunner {
	const worker = new Worker(workerUrl('tableProgram'), TABLE_THREAD);
	let isEnding = false;
	let why = 'the thread that reads it has ended';
	worker.on('message', (message: FromTable) => {
		if (!isEnding) onMessage(message);
	});
	worker.on('error', (error) => {
		why = error instanceof Error ? error.message : String(error);
	});
	worker.on('exit', () => {
		if (!isEnding) onEnd(why);
	});
	return {
		post: (message) => worker.postMessage(message),
		end: () => {
			isEnding = true;
			return endThread(worker, { kind: 'close' } satisfies ToTable);
		},
	};
}

function runInProcess({ onMessage, onEnd }: TableListener): TableRunner {
	const passed = PASSED_ON.map((name) => [name, process.env[name]] as const).filter(([, value]) => value !== undefined);
	const child = fork(fileURLToPath(workerUrl('tableProgram')), [], {
		// The editor's own program is a Node where this says so.
		env: { ...Object.fromEntries(passed), ELECTRON_RUN_AS_NODE: '1' },
		...{ execArgv: TABLE_FLAGS, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
	});
	let isEnding = false;
	let why = 'the process that reads it has ended, perhaps for want of memory';
	child.on('message', (message) => {
		if (!isEnding) onMessage(message as FromTable);
	});
	child.on('error', (error) => {
		why = error.message;
		if (child.pid === undefined && !isEnding) onEnd(why);
	});
	child.on('exit', (_, signal) => {
		if (!isEnding) onEnd(signal === MEMORY_SIGNAL ? 'the query took more than 1 GB of memory' : why);
	});
	return {
		post: (message) => void child.send(message),
		end: () => {
			isEnding = true;
			child.kill('SIGKILL');
			return Promise.resolve();
		},
	};
}
