/** A store in a temporary folder, and short words for feeding it pages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import type { FinishRequest, RunCounts, RunRecord } from '../../../src/core/replica/contract.ts';
import { ReplicaReader } from '../../../src/core/replica/reader.ts';
import { Store } from '../../../src/core/replica/store.ts';
import type { Column, Dataset, Phase, Relation, RowPlan } from '../../../src/core/sources/source.ts';

export const noTraffic = { requests: 0, charged: 0, retries: 0, throttles: 0, bytes: 0, waitedMs: 0 };
export const workerUrl = new URL('../../../src/core/replica/storeWorker.ts', import.meta.url);

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'freehold-replica-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

export function dataset(
	id: string,
	options: { key?: string[]; columns?: Column[]; relations?: Relation[]; fullReadFindsDeletions?: boolean } = {},
): Dataset {
	return {
		id,
		title: id,
		group: 'test',
		key: options.key ?? ['Key'],
		canSweep: true,
		fullReadFindsDeletions: options.fullReadFindsDeletions ?? false,
		columns: options.columns ?? [],
		relations: options.relations ?? [],
		notes: [],
	};
}

export function planOf(of: Dataset, more: Partial<RowPlan> = {}): RowPlan {
	const { id, key, columns, relations } = of;
	return {
		dataset: id,
		key,
		rowsAt: ['value'],
		columns,
		relations,
		dropPrefix: '@odata.',
		hiddenValue: '********',
		...more,
	};
}

export function body(document: unknown): Uint8Array {
	return new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document));
}

export type Rows = readonly Readonly<Record<string, unknown>>[];

export class Feed {
	readonly file: string;
	readonly store: Store;
	#now = 1_000;

	constructor(file = join(temporaryFolder(), 'mls.sqlite'), pragmas: readonly string[] = []) {
		this.file = file;
		this.store = new Store({ file, pragmas });
		onTestFinished(() => {
			if (!this.isClosed) this.close();
		});
	}

	isClosed = false;

	close(): void {
		this.store.close();
		this.isClosed = true;
	}

	tick(): number {
		return (this.#now += 1_000);
	}

	begin(of: Dataset, phase: Phase = 'initial', resumed = false): number {
		const relations = of.relations.map((relation) => relation.property);
		return this.store.begin(of, phase, relations, resumed, this.tick());
	}

	page(run: number, plan: RowPlan, rows: Rows | string, checkpoint: Json = 'c'): Readonly<Record<string, RunCounts>> {
		const page = this.store.decode(body(typeof rows === 'string' ? rows : { value: rows }), plan);
		return this.store.apply({ run, page, checkpoint, traffic: noTraffic });
	}

	finish(run: number, more: Partial<FinishRequest> = {}): RunRecord {
		const request: FinishRequest = { run, outcome: 'done', traffic: noTraffic, clearResume: true, ...more };
		return this.store.finish(request, this.tick());
	}

	/** One run of one page. */
	run(of: Dataset, rows: Rows | string, phase: Phase = 'update', more: Partial<RowPlan> = {}): RunRecord {
		const run = this.begin(of, phase);
		this.page(run, planOf(of, more), rows);
		return this.finish(run, { watermark: 1 });
	}

	sweep(of: Dataset, keys: readonly string[], limitPercent = 100): ReturnType<Store['finishSweep']> {
		const run = this.begin(of, 'sweep');
		this.page(
			run,
			planOf(of, { keysOnly: true }),
			keys.map((key) => ({ [of.key[0]!]: key })),
		);
		const result = this.store.finishSweep({ run, proof: { isComplete: true }, limitPercent, now: this.tick() });
		this.finish(run, { outcome: result.held === undefined ? 'done' : 'held' });
		return result;
	}

	read<Result>(work: (reader: ReplicaReader) => Result): Result {
		using reader = new ReplicaReader(this.file);
		return work(reader);
	}

	/** The rows of a query. */
	query(sql: string): readonly (readonly unknown[])[] {
		return this.read((reader) => reader.query(sql, { limit: 1_000_000 }).rows);
	}
}
