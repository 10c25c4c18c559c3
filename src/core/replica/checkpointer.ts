/**
 * Copies the write-ahead log into the file on another core, so that commits do not pay for it (4 µs per record). The log
 * starts over once it is copied whole; when it grows too long, the writer waits for that between two pages.
 */
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { asNumber, valuesOf } from './sql.ts';

// Places in the memory that both threads share.
const asked = 0;
const done = 1;
const logLength = 2;
const isClosing = 3;
const hasFailed = 4;

export interface CheckpointerData {
	readonly role: 'checkpointer';
	readonly file: string;
	readonly shared: SharedArrayBuffer;
}

/** Commits between two copies, and the length of the log (in pages of 16 KB: 64 MB) at which the writer waits. */
const commitsPerCopy = 8;
const longestLog = 4096;
/** A copy that takes longer (a sleeping disk) is not waited for; the log is then allowed to grow. */
const longestWaitMs = 10_000;

/** The writer's side. */
export class Checkpointer {
	readonly #worker: Worker;
	readonly #shared: Int32Array;
	#commits = 0;

	constructor(file: string, workerUrl: URL) {
		const shared = new SharedArrayBuffer(5 * 4);
		this.#shared = new Int32Array(shared);
		const workerData: CheckpointerData = { role: 'checkpointer', file, shared };
		this.#worker = new Worker(workerUrl, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 4 } });
		// Without it the log is still copied when the file is closed; what failed there is reported there.
		this.#worker.on('error', () => Atomics.store(this.#shared, hasFailed, 1));
		this.#worker.unref();
	}

	/** To be called after each commit. */
	committed(): void {
		if (Atomics.load(this.#shared, hasFailed) === 1 || ++this.#commits % commitsPerCopy !== 0) return;
		const isLong = Atomics.load(this.#shared, logLength) > longestLog;
		const ticket = Atomics.add(this.#shared, asked, 1) + 1;
		Atomics.notify(this.#shared, asked);
		if (isLong) this.#waitFor(ticket);
	}

	#waitFor(ticket: number): void {
		const end = performance.now() + longestWaitMs;
		for (let now = Atomics.load(this.#shared, done); now < ticket; now = Atomics.load(this.#shared, done)) {
			const left = end - performance.now();
			if (left <= 0 || Atomics.wait(this.#shared, done, now, left) === 'timed-out') return;
		}
	}

	async close(): Promise<void> {
		Atomics.store(this.#shared, isClosing, 1);
		Atomics.add(this.#shared, asked, 1);
		Atomics.notify(this.#shared, asked);
		await new Promise<void>((resolve) => {
			this.#worker.once('exit', () => resolve());
			if (this.#worker.threadId === -1) resolve();
		});
	}
}

/** The other thread: copies whenever it is asked to, until it is closed. */
export function runCheckpointer({ file, shared }: CheckpointerData): void {
	const state = new Int32Array(shared);
	const db = new DatabaseSync(file);
	try {
		db.exec('PRAGMA busy_timeout = 0');
		const copy = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
		while (Atomics.load(state, isClosing) === 0) {
			Atomics.wait(state, asked, Atomics.load(state, done));
			if (Atomics.load(state, isClosing) !== 0) break;
			const ticket = Atomics.load(state, asked);
			const [, log] = valuesOf(copy.get());
			Atomics.store(state, logLength, Math.max(0, asNumber(log)));
			Atomics.store(state, done, ticket);
			Atomics.notify(state, done);
		}
	} finally {
		db.close();
	}
}
