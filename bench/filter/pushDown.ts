/** `pushDown.ts RECORDS`: counts of filters on a replica, without and with the index that is made on demand; sends ms. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reapitDialect } from '../../src/core/filter/dialect.ts';
import { parse } from '../../src/core/filter/parse.ts';
import { ReplicaReader } from '../../src/core/replica/reader.ts';
import { Store } from '../../src/core/replica/store.ts';
import type { Dataset, RowPlan } from '../../src/core/sources/source.ts';
import { median } from './language.ts';
import { filterTexts, records, wantedOffices } from './records.ts';

export interface PushedDown {
	readonly matching: number;
	readonly withoutIndex: number;
	readonly indexing: number;
	readonly made: string;
	readonly withIndex: number;
	/** Reading the field index. */
	readonly fields: number;
}

const count = Number(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'freehold-bench-'));
const file = join(folder, 'agency.sqlite');
try {
	fill();
	process.send?.(measure());
} finally {
	rmSync(folder, { recursive: true, force: true });
}

function fill(): void {
	const dataset: Dataset = {
		...{ id: 'properties', title: 'Properties', group: 'Properties', key: ['id'], canSweep: true, notes: [] },
		columns: [
			{ name: 'id', type: 'text' },
			{ name: 'metadata', type: 'json' },
		],
		...{ fullReadFindsDeletions: false, relations: [] },
	};
	const plan: RowPlan = {
		dataset: 'properties',
		key: ['id'],
		rowsAt: ['rows'],
		columns: dataset.columns,
		relations: [],
	};
	const traffic = { requests: 0, charged: 0, retries: 0, throttles: 0, bytes: 0, waitedMs: 0 };
	const store = new Store({ file });
	const run = store.begin(dataset, 'initial', [], false, 0);
	let rows: unknown[] = [];
	const apply = (): void => {
		const page = store.decode(new TextEncoder().encode(JSON.stringify({ rows })), plan);
		store.apply({ run, page, checkpoint: null, traffic });
		rows = [];
	};
	for (const record of records(count)) {
		rows.push(record);
		if (rows.length === 1_000) apply();
	}
	apply();
	store.finish({ run, outcome: 'done', traffic, clearResume: true, watermark: 1 }, 0);
	store.close();
}

function measure(): PushedDown {
	const filters = filterTexts(wantedOffices).map((text) => parse(text, reapitDialect));
	const reader = new ReplicaReader(file);
	try {
		const counted = reader.countMatches('properties', filters);
		const ask = (): unknown => reader.countMatches('properties', filters);
		const withoutIndex = medianOf(ask);
		const start = performance.now();
		const indexing = reader.indexFor('properties', filters, counted);
		const took = performance.now() - start;
		if (typeof indexing === 'string') throw new Error(`no index was made: ${indexing}`);
		const again = reader.countMatches('properties', filters);
		if (JSON.stringify(again) !== JSON.stringify(counted)) throw new Error('the index changes the answer');
		const fields = medianOf(() => reader.metadataFields('properties'));
		return {
			matching: counted.matching,
			withoutIndex,
			indexing: took,
			made: indexing.made,
			withIndex: medianOf(ask),
			fields,
		};
	} finally {
		reader.close();
	}
}

function medianOf(work: () => unknown): number {
	return median(
		Array.from({ length: 5 }, () => {
			const start = performance.now();
			work();
			return performance.now() - start;
		}),
	);
}
