/** Opens a table for those who look at it through windows, whatever it comes from. What has to be read first fills meanwhile. */
import { extname } from 'node:path';
import { readWorkbook } from '../formats/excel/readWorkbook.ts';
import { readParquet } from '../formats/parquet/readParquet.ts';
import type { SheetInfo } from '../formats/excel/cell.ts';
import { pickSheet } from '../formats/excel/pickSheet.ts';
import { ChangesTable } from './changesTable.ts';
import { DatasetTable } from './datasetTable.ts';
import { fillFromChanges } from './fillFromChanges.ts';
import { fillFromCsv } from './fillFromCsv.ts';
import { fillFromNdjson } from './fillFromNdjson.ts';
import { fillFromParquet } from './fillFromParquet.ts';
import { fillFromQuery } from './fillFromQuery.ts';
import { fillFromSheet } from './fillFromSheet.ts';
import { fillFromSqlite } from './fillFromSqlite.ts';
import type { Filling } from './filling.ts';
import { PastTable } from './pastTable.ts';
import { ScratchTable } from './scratchTable.ts';
import { nothingThere, sqliteTables } from './sqliteTables.ts';
import type { SqliteTable } from './sqliteTables.ts';
import type { SqlTable, TableSource } from './table.ts';
import { TableView } from './tableView.ts';
import { turn } from './turn.ts';

export interface Sheets {
	/** Those that are not hidden. */
	readonly all: readonly { readonly index: number; readonly name: string }[];
	/** Index of the one that is read. */
	readonly current: number;
}

export interface OpenTable extends AsyncDisposable {
	readonly table: SqlTable;
	readonly view: TableView;
	/** Of a replica, where its rows are one's. */
	readonly dataset?: string | undefined;
	/** All rows, as far as they are known. */
	total(): number;
	/** Of a workbook. */
	readonly sheets: Sheets | undefined;
	/** Adds the rows, where they have to be read first. To be walked to its end. */
	readonly filling: Filling | undefined;
}

/** @throws FreeholdError where there is nothing to be opened */
export async function openTable(source: TableSource, signal: AbortSignal): Promise<OpenTable> {
	switch (source.kind) {
		case 'dataset':
			return openDataset(source.file, source.dataset);
		case 'past':
			return openPast(source, signal);
		case 'changes': {
			const table = new ChangesTable();
			return filled(table, fillFromChanges(table, source, signal));
		}
		case 'query':
			return scratch((table) => fillFromQuery(table, source, signal));
		case 'file':
			return openFile(source.file, source.sheet, signal);
	}
}

function openDataset(file: string, dataset: string): OpenTable {
	const table = new DatasetTable(file, dataset);
	try {
		const dense = table.denseRows();
		const view = new TableView(table, () => dense);
		const close = closing(table);
		const count = dense?.count ?? table.countRows();
		const total = (): number => count;
		return { table, view, dataset, total, sheets: undefined, filling: undefined, [Symbol.asyncDispose]: close };
	} catch (error) {
		table[Symbol.dispose]();
		throw error;
	}
}

async function openPast(source: TableSource & { readonly kind: 'past' }, signal: AbortSignal): Promise<OpenTable> {
	const table = new PastTable(source.file, source.dataset, source.at);
	try {
		for (const _ of table.restore()) {
			await turn();
			signal.throwIfAborted();
		}
		const view = new TableView(table, () => undefined);
		const count = table.countRows();
		const close = closing(table);
		const { dataset } = source;
		const total = (): number => count;
		return { table, view, dataset, total, sheets: undefined, filling: undefined, [Symbol.asyncDispose]: close };
	} catch (error) {
		table[Symbol.dispose]();
		throw error;
	}
}

async function openFile(file: string, wanted: number | undefined, signal: AbortSignal): Promise<OpenTable> {
	const kind = fileKind(file);
	if (kind === 'csv') return scratch((table) => fillFromCsv(table, file, signal));
	if (kind === 'ndjson') return scratch((table) => fillFromNdjson(table, file, signal));
	if (kind === 'parquet') return openParquet(file, signal);
	if (kind === 'sqlite') return openSqlite(file, wanted, signal);
	const workbook = await readWorkbook(file, { signal });
	try {
		const sheets = sheetsOf(workbook.sheets, wanted);
		const opened = scratch((table) => fillFromSheet(table, workbook, sheets.current, signal));
		const close = async (): Promise<void> => {
			await opened[Symbol.asyncDispose]();
			await workbook.close();
		};
		return { ...opened, sheets, [Symbol.asyncDispose]: close };
	} catch (error) {
		await workbook.close();
		throw error;
	}
}

async function openParquet(path: string, signal: AbortSignal): Promise<OpenTable> {
	const file = await readParquet(path);
	const opened = scratch((table) => fillFromParquet(table, file, signal));
	const close = async (): Promise<void> => {
		await opened[Symbol.asyncDispose]();
		await file[Symbol.asyncDispose]();
	};
	return { ...opened, [Symbol.asyncDispose]: close };
}

/** A replica is looked at dataset by dataset; of another database the tables are read into a scratch table. */
function openSqlite(file: string, wanted: number | undefined, signal: AbortSignal): OpenTable {
	const tables = sqliteTables(file);
	const current =
		wanted ??
		Math.max(
			0,
			tables.findIndex(({ rows }) => rows !== 0),
		);
	const chosen = tables[current];
	if (chosen === undefined) throw nothingThere(file);
	const { name, isDataset } = chosen;
	const all = tables.map((one, index) => ({ index, name: listedName(one) }));
	const opened = isDataset
		? openDataset(file, name)
		: scratch((table) => fillFromSqlite(table, { file, name }, signal));
	return { ...opened, sheets: { all, current } };
}

function listedName({ name, rows }: SqliteTable): string {
	return rows === undefined ? name : `${name} (${rows.toLocaleString('en')})`;
}

function sheetsOf(infos: readonly SheetInfo[], wanted: number | undefined): Sheets {
	const current = infos.indexOf(pickSheet(infos, wanted));
	const all = infos.flatMap(({ name, visibility }, index) =>
		visibility === 'visible' || index === current ? [{ index, name }] : [],
	);
	return { all, current };
}

function scratch(fill: (table: ScratchTable) => Filling): OpenTable {
	const table = new ScratchTable();
	return filled(table, fill(table));
}

function filled(table: ScratchTable, filling: Filling): OpenTable {
	const view = new TableView(table, () => ({ start: 1, count: table.count }));
	const close = closing(table);
	const total = (): number => table.count;
	return { table, view, total, sheets: undefined, filling, [Symbol.asyncDispose]: close };
}

function closing(table: Disposable): () => Promise<void> {
	return () => {
		table[Symbol.dispose]();
		return Promise.resolve();
	};
}

/** What a file is, by its name: a text cannot tell by itself whether it is CSV. */
function fileKind(file: string): 'csv' | 'ndjson' | 'parquet' | 'sqlite' | 'excel' {
	const extension = extname(file).toLowerCase();
	if (extension === '.csv' || extension === '.tsv') return 'csv';
	if (extension === '.parquet') return 'parquet';
	if (extension === '.sqlite') return 'sqlite';
	return extension === '.ndjson' || extension === '.jsonl' ? 'ndjson' : 'excel';
}
