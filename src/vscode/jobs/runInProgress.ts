/** One run as views show it: what it is at, how far it is, and how to stop it. */
import type { JobEvent } from '../../core/jobs/events.ts';
import type { DatasetResult } from '../../core/jobs/events.ts';
import type { ExportedFile } from '../../core/jobs/runJob.ts';
import type { ReplicateMode } from '../../core/jobs/replicate.ts';
import type { RunRequest } from './runRequest.ts';
import { titleOf } from './runRequest.ts';

type Phase = (JobEvent & { readonly type: 'progress' })['phase'];

/** Where the dataset that is being read stands. */
export interface DatasetProgress {
	readonly connection: string;
	readonly dataset: string;
	/** `undefined` while the vendor is still making it. */
	readonly phase: Phase | undefined;
	readonly done: number;
	readonly total: number | undefined;
	/** Records per second. */
	readonly rate: number;
	readonly requests: number;
	/** Nothing is sent before (ms), because a vendor or a limit asks for it. */
	readonly waitingUntil: number | undefined;
	readonly waitingFor: string | undefined;
}

export interface RunEnd {
	readonly results: readonly DatasetResult[];
	readonly files: readonly ExportedFile[];
	/** Why it could not begin or go on as a whole. */
	readonly error: unknown;
	readonly isCancelled: boolean;
}

export interface NewRun {
	readonly id: string;
	readonly request: RunRequest;
	readonly connections: readonly string[];
	readonly startedAt: number;
	/** Told whenever something has moved. */
	readonly tell: () => void;
	/** Hears every event as it comes, waits included. */
	readonly watch?: ((event: JobEvent) => void) | undefined;
}

export class RunInProgress {
	readonly id: string;
	readonly request: RunRequest;
	/** Names of the connections that it works on. */
	readonly connections: readonly string[];
	readonly title: string;
	readonly startedAt: number;
	readonly warnings: string[] = [];
	readonly files: ExportedFile[] = [];
	readonly #abort = new AbortController();
	readonly #tell: () => void;
	readonly #watch: ((event: JobEvent) => void) | undefined;
	#current: DatasetProgress | undefined;
	#isQueued = true;

	constructor({ id, request, connections, startedAt, tell, watch }: NewRun) {
		this.id = id;
		this.request = request;
		this.connections = connections;
		this.title = titleOf(request);
		this.startedAt = startedAt;
		this.#tell = tell;
		this.#watch = watch;
	}

	get mode(): ReplicateMode | undefined {
		return this.request.kind === 'replicate' ? this.request.mode : undefined;
	}

	get signal(): AbortSignal {
		return this.#abort.signal;
	}

	/** Whether it waits for another run of the same connection. */
	get isQueued(): boolean {
		return this.#isQueued;
	}

	get current(): DatasetProgress | undefined {
		return this.#current;
	}

	/** Stops at once; what was stored stays, and the next run goes on from there. */
	cancel(reason: Error): void {
		this.#abort.abort(reason);
	}

	begin(): void {
		this.#isQueued = false;
		this.#tell();
	}

	onWait(connection: string, until: number, why: string): void {
		const current = this.#current ?? atStart(connection, '*');
		this.#current = { ...current, waitingUntil: until, waitingFor: why };
		this.#watch?.({ type: 'wait', connection, dataset: current.dataset, until, why });
		this.#tell();
	}

	onEvent(event: JobEvent): void {
		const { connection, dataset } = event;
		if (event.type !== 'wait') this.#watch?.(event);
		switch (event.type) {
			case 'prepare':
				this.#current = atStart(connection, dataset);
				break;
			case 'start':
				this.#current = { ...atStart(connection, dataset), phase: event.phase };
				break;
			case 'progress': {
				const { phase, done, total, rate, requests } = event;
				const wait = this.#waitOf(connection);
				this.#current = { ...atStart(connection, dataset), phase, done, total, rate, requests, ...wait };
				break;
			}
			case 'wait':
				this.onWait(connection, event.until, event.why);
				return;
			case 'warning':
				this.warnings.push(event.message);
				return;
			case 'end':
				this.#current = undefined;
		}
		this.#tell();
	}

	/** The next page is asked for before the last one is stored: a wait outlasts the progress that comes in between. */
	#waitOf(connection: string): Pick<DatasetProgress, 'waitingUntil' | 'waitingFor'> | undefined {
		const current = this.#current;
		if (current?.waitingUntil === undefined || current.connection !== connection) return undefined;
		if (current.waitingUntil <= Date.now()) return undefined;
		return { waitingUntil: current.waitingUntil, waitingFor: current.waitingFor };
	}
}

function atStart(connection: string, dataset: string): DatasetProgress {
	return {
		...{ connection, dataset, phase: undefined, done: 0, total: undefined, rate: 0, requests: 0 },
		waitingUntil: undefined,
		waitingFor: undefined,
	};
}
