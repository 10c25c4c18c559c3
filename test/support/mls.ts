/**
 * A vendor and a replica for tests of whole runs: the Spark sandbox over real HTTP, a connection to it, an SQLite file in
 * a folder of its own, and a clock that both live by.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FreeholdError } from '../../src/core/errors.ts';
import type { FetchLike } from '../../src/core/http/contract.ts';
import { MemoryBudget } from '../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../src/core/http/undiciFetch.ts';
import type { DatasetResult, JobEvent } from '../../src/core/jobs/events.ts';
import { replicate } from '../../src/core/jobs/replicate.ts';
import type { ReplicateOptions } from '../../src/core/jobs/replicate.ts';
import type { Secrets } from '../../src/core/outside.ts';
import type { Replica } from '../../src/core/replica/contract.ts';
import { ReplicaReader } from '../../src/core/replica/reader.ts';
import { openReplica } from '../../src/core/replica/replica.ts';
import type { SparkSettings } from '../../src/core/sources/spark/sparkSettings.ts';
import { openSparkSource } from '../../src/core/sources/spark/sparkSource.ts';
import { SandboxClock } from '../../src/sandbox/clock.ts';
import type { FaultAction, FaultMatch } from '../../src/sandbox/faults/faultRules.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SparkSandboxOptions } from '../../src/sandbox/spark/options.ts';
import type { SparkSandbox } from '../../src/sandbox/spark/sparkSandbox.ts';
import { MlsClock } from './mlsClock.ts';
import { digest } from './tables.ts';
import { everyRelation, expectEqual } from './truth.ts';

export interface MlsOptions {
	readonly seed?: number;
	/** 0.05 → 100 listings. */
	readonly scale?: number;
	readonly spark?: SparkSandboxOptions;
	/** A replication key has pages of 1,000; without, 25, so that little data makes many pages. */
	readonly replication?: boolean;
	readonly settings?: Partial<SparkSettings>;
	readonly secrets?: (spark: SparkSandbox) => Secrets;
}

export interface RunOptions extends Partial<Pick<ReplicateOptions, 'mode' | 'purgeEveryMs' | 'purgeLimitPercent'>> {
	readonly datasets?: readonly string[];
	readonly expand?: readonly string[];
	/** Longest wait for a throttle. */
	readonly waitMs?: number;
	readonly signal?: AbortSignal;
	/** Stands between the run and its replica: where a test breaks it off. */
	readonly between?: (replica: Replica) => Replica;
	/** Stands between the run and the network. */
	readonly network?: (fetch: FetchLike) => FetchLike;
}

export interface Ran {
	readonly results: readonly DatasetResult[];
	readonly events: readonly JobEvent[];
	/** HTTP requests that reached the vendor. */
	readonly requests: number;
	/** Of the first dataset that failed. */
	readonly error: unknown;
	/** The run records' outcomes in order: `done`, `gaps`, … */
	readonly outcomes: readonly string[];
}

export const workerUrl = new URL('../../src/core/replica/storeWorker.ts', import.meta.url);

export class Mls {
	readonly sandbox: Sandbox;
	readonly clock: MlsClock;
	readonly folder: string;
	readonly file: string;
	readonly settings: SparkSettings;
	readonly #secrets: Secrets;
	readonly #engine = undiciFetch({ env: {} });
	/** Kept over runs, as the file of budgets is. */
	readonly #budget = new MemoryBudget();
	#chance = 1;

	static async open(options: MlsOptions = {}): Promise<Mls> {
		const clock = new SandboxClock({ isFrozen: true });
		const { seed = 1, scale = 0.05, spark = {} } = options;
		return new Mls(await startSandbox({ seed, scale, clock, spark: { rateLimits: false, ...spark } }), options);
	}

	private constructor(sandbox: Sandbox, { replication = false, settings = {}, secrets }: MlsOptions) {
		const { origins, tokens } = sandbox.spark;
		this.sandbox = sandbox;
		this.clock = new MlsClock(sandbox.clock);
		this.folder = mkdtempSync(join(tmpdir(), 'freehold-mls-'));
		this.file = join(this.folder, 'mls.sqlite');
		this.settings = {
			connection: 'mls',
			keyType: 'private',
			replication,
			dictionary: '1.7',
			baseUrl: replication ? origins.replication : origins.api,
			identityUrl: origins.identity,
			auth: 'token',
			redirectUri: undefined,
			strictInitial: false,
			...settings,
		};
		const { keyType } = this.settings;
		const token = replication ? tokens[keyType].replication : tokens[keyType].normal;
		this.#secrets = secrets?.(sandbox.spark) ?? {
			get: (field) => Promise.resolve(field === 'token' ? token : undefined),
		};
	}

	get spark(): SparkSandbox {
		return this.sandbox.spark;
	}

	/** Makes pages of a dataset fail: by default the second, once. */
	fault(action: FaultAction, match: FaultMatch = {}): void {
		this.spark.faults.add({ match: { path: '/Property', nth: 2, times: 1, ...match }, do: action });
	}

	/** One run as the command line does it: opens, replicates, closes. */
	async replicate(options: RunOptions = {}): Promise<Ran> {
		const replica = await openReplica({ file: this.file, workerUrl });
		try {
			return await this.replicateInto(replica, options);
		} finally {
			await replica.close();
		}
	}

	async replicateInto(opened: Replica, options: RunOptions = {}): Promise<Ran> {
		const { datasets = ['Property'], expand, waitMs = 600_000 } = options;
		const replica = options.between?.(opened) ?? opened;
		const fetch = options.network?.(this.#engine.fetch) ?? this.#engine.fetch;
		const log = { write: () => undefined };
		const outside = { fetch, clock: this.clock, log, budget: this.#budget, secrets: this.#secrets };
		const random = (): number => this.#random();
		const source = openSparkSource(this.settings, { ...outside, random, decoder: replica, maxWaitMs: waitMs });
		const events: JobEvent[] = [];
		const before = this.spark.requestCount;
		const results = await replicate({
			connection: 'mls',
			source,
			replica,
			datasets,
			expand,
			mode: options.mode ?? 'auto',
			purgeEveryMs: options.purgeEveryMs,
			fullEveryMs: 7 * 86_400_000,
			purgeLimitPercent: options.purgeLimitPercent ?? 20,
			strictInitial: false,
			clock: this.clock,
			log,
			signal: options.signal ?? new AbortController().signal,
			onEvent: (event) => events.push(event),
		});
		return {
			results,
			events,
			requests: this.spark.requestCount - before,
			error: results.find((result) => result.error !== undefined)?.error,
			outcomes: results.flatMap((result) => result.runs.map((run) => run.outcome)),
		};
	}

	/** What is left to do after anything: finishes what was broken off, then asks for what changed and for what went. */
	async settle(options: RunOptions = {}): Promise<void> {
		this.spark.faults.clear();
		for (const more of [{}, { purgeEveryMs: 0 }]) {
			const ran = await this.replicate({ purgeLimitPercent: 100, ...options, ...more });
			if (ran.error !== undefined) throw new Error('The replica could not be settled', { cause: ran.error });
		}
	}

	/** Fails with what differs between the replica and the vendor's own records. */
	expectEqualToSandbox(datasets: readonly string[] = ['Property'], expand: readonly string[] = everyRelation): void {
		const { keyType: role, replication: isReplication, dictionary } = this.settings;
		const sight = { role, isReplication, version: dictionary === '2.0' ? (3 as const) : (2 as const) };
		expectEqual(this.file, this.spark, datasets, sight, expand);
	}

	read<Result>(work: (reader: ReplicaReader) => Result): Result {
		using reader = new ReplicaReader(this.file);
		return work(reader);
	}

	digest(): string {
		return digest(this.file);
	}

	/** Rows of a table. */
	count(table = 'Property'): number {
		return this.read((reader) => Number(reader.query(`SELECT count(*) FROM "${table}"`, { limit: 1 }).rows[0]?.[0]));
	}

	/** The latest `$filter` that a dataset was asked with. */
	lastFilter(dataset = 'Property'): string | undefined {
		const asked = this.spark.requests.filter(({ path }) => path.endsWith(`/${dataset}`));
		return asked.findLast(({ query }) => query.$filter !== undefined)?.query.$filter;
	}

	async close(): Promise<void> {
		await this.#engine.close();
		await this.sandbox.close();
		rmSync(this.folder, { recursive: true, force: true });
	}

	/** The same on every run: waits with jitter must not make a test another one. */
	#random(): number {
		this.#chance = (this.#chance * 48_271) % 2_147_483_647;
		return this.#chance / 2_147_483_647;
	}
}

/** A replica with some calls of one's own. */
export function standIn(replica: Replica, own: Partial<Replica>): Replica {
	return new Proxy(replica, {
		get: (target, name) => {
			const value: unknown = Reflect.get(name in own ? own : target, name, name in own ? own : target);
			return typeof value === 'function' ? (value.bind(name in own ? own : target) as unknown) : value;
		},
	});
}

/** The writer's thread is gone as if its process had been killed: nothing is closed or committed any more. */
export async function killWriter(replica: Replica): Promise<void> {
	const writer = replica as Replica & { terminate?(): Promise<void> };
	if (writer.terminate === undefined) throw new TypeError('This replica has no thread to kill');
	await writer.terminate();
}

export function reasonOf(error: unknown): string | undefined {
	return FreeholdError.is(error) ? error.reason : undefined;
}
