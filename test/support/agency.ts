/** An agency and a replica for tests of whole runs: the Reapit sandbox over real HTTP, with its real limits, and a clock that both live by. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { MemoryBudget } from '../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../src/core/http/undiciFetch.ts';
import type { JobEvent } from '../../src/core/jobs/events.ts';
import { replicate } from '../../src/core/jobs/replicate.ts';
import type { Replica } from '../../src/core/replica/contract.ts';
import { ReplicaReader } from '../../src/core/replica/reader.ts';
import { openReplica } from '../../src/core/replica/replica.ts';
import type { NetworkOutside } from '../../src/core/sources/reapit/door.ts';
import type { ReapitSettings } from '../../src/core/sources/reapit/reapitSettings.ts';
import { openReapitSource } from '../../src/core/sources/reapit/reapitSource.ts';
import { SandboxClock } from '../../src/sandbox/clock.ts';
import type { FaultAction, FaultMatch } from '../../src/sandbox/faults/faultRules.ts';
import type { ReapitSandboxOptions } from '../../src/sandbox/reapit/options.ts';
import type { ReapitSandbox } from '../../src/sandbox/reapit/reapitSandbox.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Ran, RunOptions } from './mls.ts';
import { workerUrl } from './mls.ts';
import { MlsClock } from './mlsClock.ts';

export interface AgencyOptions {
	readonly seed?: number;
	/** 0.2 → 400 contacts. */
	readonly scale?: number;
	readonly reapit?: ReapitSandboxOptions;
	readonly settings?: Partial<ReapitSettings>;
}

export class Agency {
	readonly sandbox: Sandbox;
	readonly clock: MlsClock;
	readonly folder: string;
	readonly file: string;
	readonly settings: ReapitSettings;
	readonly #engine = undiciFetch({ env: {} });
	/** Kept over runs, as the file of budgets is. */
	readonly budget = new MemoryBudget();
	#chance = 1;

	static async open(options: AgencyOptions = {}): Promise<Agency> {
		const { seed = 1, scale = 0.2, reapit = {} } = options;
		const clock = new SandboxClock({ isFrozen: true });
		return new Agency(await startSandbox({ seed, scale, clock, reapit }), options);
	}

	private constructor(sandbox: Sandbox, { settings = {} }: AgencyOptions) {
		const { origins } = sandbox.reapit;
		this.sandbox = sandbox;
		this.clock = new MlsClock(sandbox.clock);
		this.folder = mkdtempSync(join(tmpdir(), 'freehold-agency-'));
		this.file = join(this.folder, 'agency.sqlite');
		this.settings = {
			connection: 'agency',
			customers: ['SBOX'],
			auth: 'clientCredentials',
			apiVersion: '2020-01-31',
			baseUrl: origins.api,
			identityUrl: origins.connect,
			redirectUri: undefined,
			readOnly: false,
			...settings,
		};
	}

	get reapit(): ReapitSandbox {
		return this.sandbox.reapit;
	}

	/** The outside world of a connection, without a decoder. */
	network(waitMs = 600_000): NetworkOutside {
		const { server } = this.reapit.handlers.clients;
		const secrets = { clientId: server.id, clientSecret: server.secret };
		return {
			fetch: this.#engine.fetch,
			clock: this.clock,
			log: { write: () => undefined },
			budget: this.budget,
			secrets: { get: (field) => Promise.resolve((secrets as Record<string, string | undefined>)[field]) },
			random: () => this.#random(),
			maxWaitMs: waitMs,
		};
	}

	/** Makes pages of a dataset fail: by default the second, once. */
	fault(action: FaultAction, match: FaultMatch = {}): void {
		this.reapit.faults.add({ match: { path: '/contacts/', nth: 2, times: 1, ...match }, do: action });
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
		const { datasets = ['contacts'], expand = [], waitMs } = options;
		const replica = options.between?.(opened) ?? opened;
		const outside = this.network(waitMs);
		const source = openReapitSource(this.settings, { ...outside, decoder: replica });
		const events: JobEvent[] = [];
		const before = this.reapit.requestCount;
		const results = await replicate({
			connection: 'agency',
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
			log: outside.log,
			signal: options.signal ?? new AbortController().signal,
			onEvent: (event) => events.push(event),
		});
		await source.close?.();
		return {
			results,
			events,
			requests: this.reapit.requestCount - before,
			error: results.find((result) => result.error !== undefined)?.error,
			outcomes: results.flatMap((result) => result.runs.map((run) => run.outcome)),
		};
	}

	/** What is left to do after anything: finishes what was broken off, then asks for what changed and for what went. */
	async settle(options: RunOptions = {}): Promise<void> {
		this.reapit.faults.clear();
		for (const more of [{}, { purgeEveryMs: 0 }]) {
			const ran = await this.replicate({ purgeLimitPercent: 100, ...options, ...more });
			if (ran.error !== undefined) throw new Error('The replica could not be settled', { cause: ran.error });
		}
	}

	/** Fails with what differs between the replica and the agency's own records. */
	expectEqualToSandbox(datasets: readonly string[] = ['contacts']): void {
		for (const dataset of datasets) {
			const wanted = new Map<string, string>();
			for (const customer of this.settings.customers) {
				for (const item of this.reapit.items(dataset, customer)) {
					// Archived records leave the lists; a purge takes them from the table.
					if (item.fromArchive === true) continue;
					wanted.set(`${customer} ${item.id as string}`, comparable({ ...item, customerId: customer }));
				}
			}
			const stored = this.read((reader) => [...reader.rows(dataset)]);
			const found = new Map(stored.map((row) => [`${row.customerId as string} ${row.id as string}`, comparable(row)]));
			const missing = [...wanted.keys()].filter((key) => !found.has(key));
			const extra = [...found.keys()].filter((key) => !wanted.has(key));
			expect({ dataset, missing, extra }).toEqual({ dataset, missing: [], extra: [] });
			for (const [key, value] of wanted) expect(found.get(key), `${dataset} ${key}`).toBe(value);
		}
	}

	read<Result>(work: (reader: ReplicaReader) => Result): Result {
		using reader = new ReplicaReader(this.file);
		return work(reader);
	}

	/** Records that the lists show. */
	listed(dataset = 'contacts', customer = 'SBOX'): number {
		return [...this.reapit.items(dataset, customer)].filter((item) => item.fromArchive !== true).length;
	}

	/** Rows of a table. */
	count(table = 'contacts'): number {
		return this.read((reader) => Number(reader.query(`SELECT count(*) FROM "${table}"`, { limit: 1 }).rows[0]?.[0]));
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

/** Lists show neither entity tags nor embeds; instants are kept in one form, and empty values not at all. */
function comparable(row: Readonly<Record<string, unknown>>): string {
	const entries = Object.entries(row).filter(([name]) => !['_eTag', '_embedded', '_links', '_hidden'].includes(name));
	return JSON.stringify(
		Object.fromEntries(
			entries
				.flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, plain(value)] as const]))
				.sort(([a], [b]) => (a < b ? -1 : 1)),
		),
	);
}

function plain(value: unknown): unknown {
	return typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? new Date(value).toISOString() : value;
}
