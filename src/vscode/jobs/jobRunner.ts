/** Runs jobs in this window: several at once, one at a time per connection; views only watch. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import type { DatasetResult, JobEvent } from '../../core/jobs/events.ts';
import type { JobOutside } from '../../core/jobs/runJob.ts';
import type { Project } from '../../core/project/project.ts';
import type { Freehold } from '../freehold.ts';
import type { HostLog } from '../outside/hostLog.ts';
import type { HostNetwork } from '../outside/hostNetwork.ts';
import type { Catalogues } from '../projects/catalogues.ts';
import { projectOnDisk } from '../projects/projectOnDisk.ts';
import type { Projects } from '../projects/projects.ts';
import type { ConnectionRef } from '../refs.ts';
import { RunFailures } from './runFailures.ts';
import { RunInProgress } from './runInProgress.ts';
import type { RunEnd } from './runInProgress.ts';
import { connectionsOf, isResumable } from './runRequest.ts';
import type { RunRequest } from './runRequest.ts';

/** Views are told no oftener than an eye can follow. */
const TELL_EVERY_MS = 200;

export interface JobRunnerParts {
	readonly freehold: Freehold;
	readonly network: HostNetwork;
	readonly projects: Projects;
	readonly catalogues: Catalogues;
	readonly log: HostLog;
}

/** The reason with which runs stop when the window goes: they are taken up again. */
export class WindowClosing extends Error {}

export class JobRunner implements AsyncDisposable {
	readonly #parts: JobRunnerParts;
	readonly #running = new Map<string, { readonly run: RunInProgress; readonly end: Promise<RunEnd> }>();
	/** The end of the last run of each connection: the next one waits for it, because a replica has one writer. */
	readonly #turns = new Map<string, Promise<unknown>>();
	/** How runs of this window failed. */
	readonly failures = new RunFailures();
	readonly #changed = new vscode.EventEmitter<undefined>();
	readonly #ended = new vscode.EventEmitter<{ readonly run: RunInProgress; readonly end: RunEnd }>();
	#telling: NodeJS.Timeout | undefined;

	/** Something has begun, moved or ended. */
	readonly onDidChange = this.#changed.event;
	readonly onDidEnd = this.#ended.event;

	constructor(parts: JobRunnerParts) {
		this.#parts = parts;
	}

	get running(): readonly RunInProgress[] {
		return [...this.#running.values()].map(({ run }) => run);
	}

	find(id: string): RunInProgress | undefined {
		return this.#running.get(id)?.run;
	}

	/** The run that reads a dataset just now. */
	at(folder: string, connection: string, dataset: string): RunInProgress | undefined {
		return this.running.find(
			({ request, current }) =>
				request.folder === folder && current?.connection === connection && current.dataset === dataset,
		);
	}

	/** The run that a connection is part of: the one at work rather than one that waits for its turn. */
	of(folder: string, connection: string): RunInProgress | undefined {
		const own = this.running.filter(({ request, connections }) => {
			return request.folder === folder && connections.includes(connection);
		});
		return own.find(({ isQueued }) => !isQueued) ?? own[0];
	}

	/**
	 * @param watch  hears every event as it comes
	 * @returns the run, and its end; failures are in the end, not thrown
	 */
	start(
		request: RunRequest,
		watch?: (event: JobEvent) => void,
	): { readonly run: RunInProgress; readonly end: Promise<RunEnd> } {
		const project = this.#parts.projects.of(request.folder)?.project;
		const connections = project === undefined ? [] : connectionsOf(request, project);
		const run = new RunInProgress({
			id: randomUUID(),
			request,
			connections,
			startedAt: Date.now(),
			tell: () => this.#tell(),
			watch,
		});
		const end = this.#run(run);
		const entry = { run, end };
		this.#running.set(run.id, entry);
		this.#parts.freehold.contextKeys.set('freehold.isRunning', true);
		this.#tell();
		void this.#remember();
		return entry;
	}

	cancel(id: string): void {
		this.find(id)?.cancel(new vscode.CancellationError());
	}

	/** Runs that the last window of this workspace left behind. */
	takeUp(): readonly RunInProgress[] {
		const left = this.#parts.freehold.storage.ofWorkspace('runsInProgress') ?? [];
		return left.flatMap((text) => {
			const request = JSON.parse(text) as RunRequest;
			const project = this.#parts.projects.of(request.folder)?.project;
			return project !== undefined && isResumable(request, project) ? [this.start(request).run] : [];
		});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		const ends = [...this.#running.values()].map(({ run, end }) => {
			run.cancel(new WindowClosing('The window is being closed'));
			return end;
		});
		await Promise.all(ends);
		clearTimeout(this.#telling);
		this.#changed.dispose();
		this.#ended.dispose();
	}

	async #run(run: RunInProgress): Promise<RunEnd> {
		const end = await this.#carriedOut(run);
		this.failures.note(run, end, Date.now());
		this.#running.delete(run.id);
		if (this.#running.size === 0) this.#parts.freehold.contextKeys.set('freehold.isRunning', false);
		// A window that goes leaves its list to the next one.
		if (!(run.signal.reason instanceof WindowClosing)) await this.#remember();
		this.#ended.fire({ run, end });
		this.#tell();
		return end;
	}

	async #carriedOut(run: RunInProgress): Promise<RunEnd> {
		const { log } = this.#parts;
		const leave = new AbortController();
		try {
			const project = this.#projectOf(run);
			await this.#turn(run, leave.signal);
			run.begin();
			const results = await this.#work(run, project);
			for (const { error } of results) if (error !== undefined) log.write('error', `${run.title} failed`, { error });
			return { results, files: run.files, error: undefined, isCancelled: false };
		} catch (error) {
			const isCancelled = run.signal.aborted;
			if (!isCancelled) log.write('error', `${run.title} failed`, { error });
			return { results: [], files: run.files, error: isCancelled ? undefined : error, isCancelled };
		} finally {
			leave.abort();
		}
	}

	#projectOf({ request }: RunInProgress): Project {
		return projectOnDisk(this.#parts.projects.of(request.folder), 'The run could not begin');
	}

	/** Waits until no run before this one uses one of its connections; ends its own turn when `left` is aborted. */
	async #turn(run: RunInProgress, left: AbortSignal): Promise<void> {
		const { folder } = run.request;
		const keys = run.connections.map((connection) => keyOf({ folder, connection }));
		const before = keys.map((key) => this.#turns.get(key) ?? Promise.resolve());
		const mine = aborted(left);
		for (const key of keys) this.#turns.set(key, Promise.all([this.#turns.get(key) ?? Promise.resolve(), mine]));
		await Promise.race([Promise.all(before), aborted(run.signal)]);
		run.signal.throwIfAborted();
	}

	async #work(run: RunInProgress, project: Project): Promise<readonly DatasetResult[]> {
		// Views ask what is at work long before anything is: what works comes with the first run.
		const [{ exportTargets, runJob }, { USUAL_FILE_BACKUP, USUAL_REPLICATION, backupTargets, replicateTargets }] =
			await Promise.all([import('../../core/jobs/runJob.ts'), import('../../core/jobs/runTargets.ts')]);
		const { request, signal } = run;
		const { folder } = request;
		const { network, catalogues } = this.#parts;
		const outside: JobOutside = {
			outsideOf: (connection) =>
				network.outsideOf({ folder, connection: connection.connection }, connection, (until, why) =>
					run.onWait(connection.connection, until, why),
				),
			signal,
			onEvent: (event) => run.onEvent(event),
			onCatalogue: (connection, datasets) => void catalogues.remember({ folder, connection }, datasets),
			onFile: (file) => void run.files.push(file),
		};
		switch (request.kind) {
			case 'job': {
				const job = project.jobs.get(request.job);
				if (job !== undefined) return runJob(project, job, outside);
				throw new FreeholdError('usage', {
					what: `There is no job '${request.job}'`,
					why: `freehold.yaml declares ${[...project.jobs.keys()].join(', ') || 'none'}`,
					next: 'Choose one of those',
				});
			}
			case 'replicate':
				return replicateTargets(project, request.targets, { ...USUAL_REPLICATION, mode: request.mode }, outside);
			case 'backup':
				return backupTargets(project, request.connections, USUAL_FILE_BACKUP, outside);
			case 'export':
				return exportTargets(project, request, outside);
		}
	}

	#remember(): Promise<void> {
		const requests = this.running.map(({ request }) => JSON.stringify(request));
		return this.#parts.freehold.storage.rememberInWorkspace('runsInProgress', requests);
	}

	#tell(): void {
		this.#telling ??= setTimeout(() => {
			this.#telling = undefined;
			this.#changed.fire(undefined);
		}, TELL_EVERY_MS);
	}
}

function keyOf({ folder, connection }: ConnectionRef): string {
	return `${folder}\n${connection}`;
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		else signal.addEventListener('abort', () => resolve(), { once: true });
	});
}
