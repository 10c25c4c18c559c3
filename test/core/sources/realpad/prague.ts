/**
 * A vendor and a replica for tests of whole runs: the Realpad sandbox over real HTTP, a connection to it, an SQLite file
 * in a folder of its own, and a clock that both live by.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Budget } from '../../../../src/core/http/contract.ts';
import { MemoryBudget } from '../../../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../../../src/core/http/undiciFetch.ts';
import type { DatasetResult, JobEvent } from '../../../../src/core/jobs/events.ts';
import { openConnection } from '../../../../src/core/jobs/openConnection.ts';
import type { ConnectionOutside } from '../../../../src/core/jobs/openConnection.ts';
import { replicate } from '../../../../src/core/jobs/replicate.ts';
import type { ReplicateOptions } from '../../../../src/core/jobs/replicate.ts';
import type { RealpadConnection } from '../../../../src/core/project/project.ts';
import { ReplicaReader } from '../../../../src/core/replica/reader.ts';
import { SandboxClock } from '../../../../src/sandbox/clock.ts';
import type { RealpadSandboxOptions } from '../../../../src/sandbox/realpad/options.ts';
import type { RealpadSandbox } from '../../../../src/sandbox/realpad/realpadSandbox.ts';
import { startSandbox } from '../../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { MlsClock } from '../../../support/mlsClock.ts';

export const workerUrl = new URL('../../../../src/core/replica/storeWorker.ts', import.meta.url);

export interface PragueOptions {
	readonly scale?: number;
	readonly realpad?: RealpadSandboxOptions;
	readonly login?: string;
	readonly settings?: Partial<RealpadConnection>;
}

export interface RunOptions {
	readonly mode?: ReplicateOptions['mode'];
	readonly waitMs?: number;
	readonly purgeLimitPercent?: number;
	readonly signal?: AbortSignal;
	readonly password?: string;
	readonly settings?: Partial<RealpadConnection>;
	readonly onEvent?: (event: JobEvent) => void;
}

export interface Ran {
	readonly results: readonly DatasetResult[];
	readonly events: readonly JobEvent[];
	readonly warnings: readonly string[];
	readonly error: unknown;
	/** HTTP requests that reached the vendor. */
	readonly requests: number;
}

export class Prague {
	readonly sandbox: Sandbox;
	readonly clock: MlsClock;
	readonly folder: string;
	readonly file: string;
	readonly connection: RealpadConnection;
	readonly login: string;
	/** Kept over runs, as the file of budgets is. */
	budget: Budget = new MemoryBudget();
	readonly #engine = undiciFetch({ env: {} });

	static async open(options: PragueOptions = {}): Promise<Prague> {
		const { scale = 0.02, realpad = {} } = options;
		const clock = new SandboxClock({ isFrozen: true });
		const prague = new Prague(await startSandbox({ scale, clock, realpad }), options);
		onTestFinished(() => prague.close());
		return prague;
	}

	private constructor(sandbox: Sandbox, { settings, login = 'takeout' }: PragueOptions) {
		this.sandbox = sandbox;
		this.clock = new MlsClock(sandbox.clock);
		this.folder = mkdtempSync(join(tmpdir(), 'freehold-prague-'));
		this.file = join(this.folder, 'prague.sqlite');
		this.login = login;
		this.connection = {
			source: 'realpad',
			connection: 'prague',
			multipleInquiries: false,
			baseUrl: sandbox.realpad.origin,
			identityUrl: undefined,
			headers: 'ids_labels',
			keys: {},
			...settings,
		};
	}

	get realpad(): RealpadSandbox {
		return this.sandbox.realpad;
	}

	outside(options: RunOptions = {}): ConnectionOutside {
		const secrets: Readonly<Record<string, string>> = {
			login: this.login,
			password: options.password ?? `sandbox-${this.login}`,
		};
		return {
			fetch: this.#engine.fetch,
			clock: this.clock,
			random: () => 0.5,
			log: { write: () => undefined },
			budget: this.budget,
			secrets: { get: (field) => Promise.resolve(secrets[field]) },
			maxWaitMs: options.waitMs ?? 600_000,
			workerUrl,
		};
	}

	/** One run as the command line does it: opens, replicates, closes. */
	async replicate(datasets: readonly string[], options: RunOptions = {}): Promise<Ran> {
		const outside = this.outside(options);
		const open = await openConnection({ ...this.connection, ...options.settings }, this.file, outside);
		const events: JobEvent[] = [];
		const before = this.realpad.requestCount;
		try {
			const results = await replicate({
				connection: 'prague',
				source: open.source,
				replica: open.replica,
				datasets,
				expand: undefined,
				mode: options.mode ?? 'auto',
				purgeEveryMs: undefined,
				fullEveryMs: 7 * 86_400_000,
				purgeLimitPercent: options.purgeLimitPercent ?? 20,
				strictInitial: false,
				clock: outside.clock,
				log: outside.log,
				signal: options.signal ?? new AbortController().signal,
				onEvent: (event) => {
					events.push(event);
					options.onEvent?.(event);
				},
			});
			return {
				results,
				events,
				warnings: events.flatMap((event) => (event.type === 'warning' ? [event.message] : [])),
				error: results.find((result) => result.error !== undefined)?.error,
				requests: this.realpad.requestCount - before,
			};
		} finally {
			await open.close();
		}
	}

	read<Result>(work: (reader: ReplicaReader) => Result): Result {
		using reader = new ReplicaReader(this.file);
		return work(reader);
	}

	rows(sql: string): readonly (readonly unknown[])[] {
		return this.read((reader) => reader.query(sql, { limit: 100_000 }).rows);
	}

	async close(): Promise<void> {
		await this.#engine.close();
		await this.sandbox.close();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
