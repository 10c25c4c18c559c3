/** A Reapit source before a `ListServer`, and what a replica would make of what it reads. */
import { MemoryBudget } from '../../../../src/core/http/memoryBudget.ts';
import type { Clock, LogLevel, Secrets } from '../../../../src/core/outside.ts';
import { decodePage } from '../../../../src/core/replica/decodePage.ts';
import type {
	Batch,
	Dataset,
	DecodedPage,
	OpenSource,
	PageDecoder,
	ReadRequest,
	RowPlan,
	SourceOutside,
} from '../../../../src/core/sources/source.ts';
import { openReapitSource } from '../../../../src/core/sources/reapit/reapitSource.ts';
import type { ReapitSettings } from '../../../../src/core/sources/reapit/reapitSettings.ts';
import type { ListServer } from './listServer.ts';

export const settings: ReapitSettings = {
	connection: 'agency',
	customers: ['SBOX'],
	auth: 'clientCredentials',
	apiVersion: '2020-01-31',
	baseUrl: undefined,
	identityUrl: undefined,
	redirectUri: undefined,
	readOnly: false,
};

/** Waits pass at once. */
export class HurriedClock implements Clock {
	readonly slept: number[] = [];
	readonly #server: { now: number };

	/** @param server  whose clock it is as well */
	constructor(server: { now: number }) {
		this.#server = server;
	}

	now(): number {
		return this.#server.now;
	}

	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		this.slept.push(ms);
		this.#server.now += ms;
		// What else is under way gets its turn.
		await new Promise((resolve) => setImmediate(resolve));
	}
}

type Row = Readonly<Record<string, unknown>>;
interface HeldPage {
	readonly plan: RowPlan;
	readonly rows: readonly Row[];
	readonly keys: readonly string[];
}

export class Decoder implements PageDecoder {
	readonly #pages = new Map<number, HeldPage>();
	#next = 1;

	async decode(body: Uint8Array, plan: RowPlan): Promise<DecodedPage> {
		await Promise.resolve();
		const { rows, keys, nestedCounts, envelope, partialRelations } = decodePage(body, plan);
		const handle = this.#next++;
		this.#pages.set(handle, { plan, rows, keys });
		const ends = { firstKey: keys[0], lastKey: keys.at(-1) };
		return { handle, rowCount: rows.length, keys, envelope, nestedCounts, ...ends, partialRelations };
	}

	take(handle: number): HeldPage {
		const page = this.#pages.get(handle);
		if (page === undefined) throw new Error('the page was released');
		this.#pages.delete(handle);
		return page;
	}

	release(handle: number): void {
		this.#pages.delete(handle);
	}

	/** Pages that were decoded and neither taken nor released. */
	get held(): number {
		return this.#pages.size;
	}
}

/** A replica in memory: rows by key, the tally of a walk, what a proof deletes. */
export class Table {
	readonly rows = new Map<string, Row>();
	readonly gaps = new Map<string, string>();
	readonly warnings: string[] = [];
	checkpoint: Batch['checkpoint'] = null;
	isOver = false;
	watermark = 0;
	/** Why the last purge was held; undefined: it was carried out. */
	held: string | undefined;
	#tally = new Set<string>();

	apply(batch: Batch, decoder: Decoder, isSweep: boolean): void {
		const { keys, rows, plan } = decoder.take(batch.page.handle);
		for (const [index, key] of keys.entries()) {
			if (plan.keysOnly !== true) this.rows.set(key, rows[index] ?? {});
			this.gaps.delete(key);
			this.#tally.add(key);
		}
		for (const key of batch.missing ?? []) this.gaps.delete(key);
		for (const { key, error } of batch.gaps ?? []) this.gaps.set(key, error);
		this.warnings.push(...(batch.warnings ?? []));
		this.checkpoint = batch.checkpoint;
		if (!batch.isLast) return;
		this.isOver = true;
		this.watermark = batch.serverStart;
		if (isSweep) this.#purge(batch);
		this.#tally = new Set();
	}

	#purge({ sweepProof }: Batch): void {
		const { isComplete = false, atLeast = 0, why } = sweepProof ?? {};
		this.held = !isComplete ? (why ?? 'no reason') : this.#tally.size < atLeast ? 'too few keys' : undefined;
		if (this.held !== undefined) return;
		for (const key of this.rows.keys()) if (!this.#tally.has(key)) this.rows.delete(key);
	}

	/** One column of all rows, sorted. */
	values(column = 'id'): unknown[] {
		return [...this.rows.values()].map((row) => row[column]).sort();
	}
}

export interface Rig {
	readonly source: OpenSource;
	readonly decoder: Decoder;
	readonly clock: HurriedClock;
	readonly logged: { readonly level: LogLevel; readonly message: string }[];
	readonly outside: SourceOutside;
	readonly dataset: (id: string) => Promise<Dataset>;
	/** Reads into a table until the end, or until so many batches have come. */
	readonly read: (table: Table, id: string, request: ReadRequest, batches?: number) => Promise<Batch[]>;
}

export const appSecrets: Secrets = {
	get: (field) => Promise.resolve({ clientId: 'app', clientSecret: 'secret' }[field]),
};

export function rig(server: ListServer, changes: Partial<ReapitSettings> = {}, more: Partial<SourceOutside> = {}): Rig {
	const clock = new HurriedClock(server);
	const decoder = new Decoder();
	const logged: { level: LogLevel; message: string }[] = [];
	const outside: SourceOutside = {
		fetch: server.fetch,
		clock,
		random: () => 0.5,
		log: { write: (level, message) => void logged.push({ level, message }) },
		budget: new MemoryBudget(),
		secrets: appSecrets,
		decoder,
		maxWaitMs: 3_600_000,
		...more,
	};
	const open = (): OpenSource => openReapitSource({ ...settings, ...changes }, outside);
	const source = open();
	const dataset = async (id: string): Promise<Dataset> => {
		const found = (await source.datasets(never)).find((one) => one.id === id);
		if (found === undefined) throw new Error(`no dataset ${id}`);
		return found;
	};
	return {
		source,
		decoder,
		clock,
		logged,
		outside,
		dataset,
		read: async (table, id, request, batches = Infinity) => {
			const asked = await dataset(id);
			const isSweep = request.phase === 'sweep' || (request.phase === 'initial' && asked.fullReadFindsDeletions);
			const came: Batch[] = [];
			if (batches <= 0) return came;
			for await (const batch of source.read(asked, request, never)) {
				came.push(batch);
				table.apply(batch, decoder, isSweep);
				if (came.length >= batches) break;
			}
			return came;
		},
	};
}

export const never = new AbortController().signal;
export const initial = { phase: 'initial', relations: [] } as const satisfies ReadRequest;
export const sweep = { phase: 'sweep' } as const satisfies ReadRequest;
