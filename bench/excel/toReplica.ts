/** From a workbook's file to a finished table: the product's own way, and what SheetJS gives in the same replica. */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { noTraffic } from '../../src/core/http/statistics.ts';
import { openReplica } from '../../src/core/replica/replica.ts';
import type { Replica } from '../../src/core/replica/contract.ts';
import { TableThread } from '../../src/core/sources/realpad/tableThread.ts';
import type { Column, RowPlan } from '../../src/core/sources/source.ts';

/** Bundled beside this. */
const workerUrl = (name: string): URL => new URL(`./${name}.mjs`, import.meta.url);
const dataset = 'customers';
const pageRows = 1000;

interface Table {
	readonly key: readonly string[];
	readonly columns: readonly Column[];
	readonly pages: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** @returns rows in the table */
export async function ours(path: string): Promise<number> {
	const { signal } = new AbortController();
	const thread = new TableThread(workerUrl('realpadWorker'));
	const { columns, key } = await thread.open(
		path,
		{
			...{ dataset, connection: 'prague', headers: 'labels', parts: [], codes: undefined, wantedKey: undefined },
			...{ knownKey: undefined, constants: {}, wantKeys: false },
		},
		signal,
	);
	async function* pages(): AsyncGenerator<Uint8Array> {
		for (let page = await thread.next(signal); page !== undefined; page = await thread.next(signal)) {
			yield page.body;
			if (page.isLast) return;
		}
	}
	const rows = await store(path, { key, columns, pages: pages() });
	await thread.close();
	return rows;
}

/** What a script would do: the whole workbook, its rows as JSON, the row's number as the key. */
export async function sheetJs(path: string): Promise<number> {
	const XLSX = await import('@e965/xlsx');
	const workbook = XLSX.read(readFileSync(path), { dense: true, cellDates: true, cellHTML: false, cellText: false });
	const [name = ''] = workbook.SheetNames;
	const rows = XLSX.utils.sheet_to_json<Record<string, unknown>>(workbook.Sheets[name]!, { UTC: true });
	function* pages(): Generator<Uint8Array> {
		for (let at = 0; at < rows.length; at += pageRows) {
			const page = rows.slice(at, at + pageRows).map((row, index) => ({ row: at + index, ...row }));
			yield Uint8Array.from(Buffer.from(JSON.stringify({ rows: page })));
		}
	}
	return store(path, { key: ['row'], columns: [], pages: pages() });
}

async function store(path: string, { key, columns, pages }: Table): Promise<number> {
	const file = `${path}.sqlite`;
	const replica = await openReplica({ file, workerUrl: workerUrl('storeWorker') });
	try {
		const plan: RowPlan = { dataset, key, rowsAt: ['rows'], columns, relations: [] };
		const run = await begin(replica, key, columns);
		for await (const body of pages) {
			const page = await replica.decode(body, plan);
			await replica.apply({ run, page, checkpoint: null, traffic: noTraffic });
		}
		const request = { run, outcome: 'done', watermark: 1, traffic: noTraffic, clearResume: true } as const;
		const { counts } = await replica.finish(request, Date.now());
		return counts[dataset]?.inserted ?? 0;
	} finally {
		await replica.close();
		for (const end of ['', '-wal', '-shm', '.lock']) await rm(file + end, { force: true });
	}
}

function begin(replica: Replica, key: readonly string[], columns: readonly Column[]): Promise<number> {
	const told = { title: dataset, group: 'bench', canSweep: false, fullReadFindsDeletions: true, notes: [] };
	return replica.begin({ ...told, id: dataset, key, columns, relations: [] }, 'initial', [], false, Date.now());
}
