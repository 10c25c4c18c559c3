/** Fills scratch tables from files and queries, a batch at a time, so that what is there can be looked at meanwhile. */
import { extname } from 'node:path';
import { FreeholdError } from '../errors.ts';
import { CsvParser, delimiterOf } from '../formats/csvParser.ts';
import type { CsvField } from '../formats/csvParser.ts';
import type { Cell, Workbook } from '../formats/excel/cell.ts';
import { ColumnNames, headerRows, readHeaders, unnamedColumn } from '../formats/excel/headers.ts';
import { textChunks } from '../formats/textChunks.ts';
import { textLines } from '../formats/textLines.ts';
import { isRawNumber, parseExactly } from '../replica/exactNumbers.ts';
import { ReplicaReader } from '../replica/reader.ts';
import { headerModeOf } from './headerMode.ts';
import type { ScratchTable } from './scratchTable.ts';
import type { TableCell } from './table.ts';
import { turn } from './turn.ts';

/** Adds rows; yields whenever there is something new to be told. */
export type Filling = AsyncGenerator<undefined, void, undefined>;

const BATCH_ROWS = 2000;
/** The scratch table lies on a disk that others need too. */
export const MOST_QUERY_ROWS = 5_000_000;

/** @throws FreeholdError `badResponse` where the file breaks its format, `unsafe` where it is made to do harm */
export async function* fillFromCsv(table: ScratchTable, file: string, signal: AbortSignal): Filling {
	let parser: CsvParser | undefined;
	const names = new ColumnNames();
	for await (const chunk of textChunks(file, signal)) {
		parser ??= new CsvParser(delimiterOf(chunk));
		addRecords(table, names, parser.push(chunk));
		yield undefined;
		await turn();
	}
	addRecords(table, names, parser?.end() ?? []);
	yield undefined;
}

function addRecords(table: ScratchTable, names: ColumnNames, records: CsvField[][]): void {
	if (table.columnCount === 0) {
		const header = records.shift();
		for (const { name } of readHeaders([header ?? []], 'labels', names)) table.addColumn(name);
	}
	for (const record of records) widen(table, names, record.length);
	table.append(records);
}

/** @throws FreeholdError `badResponse` where a line is not JSON */
export async function* fillFromNdjson(table: ScratchTable, file: string, signal: AbortSignal): Filling {
	const places = new Map<string, number>();
	for await (const lines of textLines(textChunks(file, signal))) {
		for (let at = 0; at < lines.length; at += BATCH_ROWS) {
			const rows = lines.slice(at, at + BATCH_ROWS).map(({ text, number }) => {
				const row: Nested[] = [];
				for (const [name, value] of fieldsOf(text, number)) {
					let place = places.get(name);
					if (place === undefined) {
						place = places.size;
						places.set(name, place);
						table.addColumn(name);
					}
					row[place] = nestedCell(value);
				}
				return Array.from(row, (cell) => cell ?? absent);
			});
			table.append(
				rows.map((row) => row.map(({ value }) => value)),
				(nth, column) => (rows[nth]?.[column]?.isJson === true ? 'json' : undefined),
			);
			yield undefined;
			await turn();
		}
	}
}

interface Nested {
	readonly value: TableCell;
	readonly isJson: boolean;
}

const absent: Nested = { value: null, isJson: false };

function fieldsOf(text: string, line: number): readonly (readonly [string, unknown])[] {
	let value: unknown;
	try {
		// Only a long run of digits can be a number that a double rounds; looking closer costs six times as much.
		value = /\d{16}/.test(text) ? parseExactly(text) : JSON.parse(text);
	} catch (cause) {
		throw new FreeholdError('badResponse', {
			what: `Line ${line} could not be read`,
			why: `it is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
			next: 'Check whether the file is whole, and mend that line',
			cause,
		});
	}
	const isObject = typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value);
	return isObject ? Object.entries(value as object) : [['value', value]];
}

function nestedCell(value: unknown): Nested {
	if (value === null || value === undefined) return absent;
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
		return { value, isJson: false };
	return isRawNumber(value) ? { value: value.rawJSON, isJson: false } : { value: JSON.stringify(value), isJson: true };
}

export async function* fillFromSheet(
	table: ScratchTable,
	workbook: Workbook,
	sheet: number | undefined,
	signal: AbortSignal,
): Filling {
	const names = new ColumnNames();
	let isBegun = false;
	for await (const { rows } of workbook.rows(sheet, { signal })) {
		let cells = rows;
		if (!isBegun) {
			const mode = headerModeOf(rows);
			for (const { name, label } of readHeaders(rows, mode, names)) table.addColumn(name, label);
			cells = rows.slice(headerRows(mode));
			isBegun = true;
		}
		for (const row of cells) widen(table, names, row.length);
		table.append(
			cells.map((row) => row.map(sheetCell)),
			(nth, column) => kindOf(cells[nth]?.[column]),
		);
		yield undefined;
		await turn();
	}
}

function sheetCell(cell: Cell): TableCell {
	return typeof cell === 'object' && cell !== null ? cell.text : cell;
}

/** Text of a sheet is text, even if it looks like a number: there it would be one. */
function kindOf(cell: Cell | undefined): 'date' | 'datetime' | 'time' | 'text' | undefined {
	if (typeof cell === 'string') return 'text';
	if (typeof cell !== 'object' || cell === null) return undefined;
	return cell.kind === 'error' ? 'text' : cell.kind;
}

/** @throws FreeholdError as `ReplicaReader.openQuery` does */
export async function* fillFromQuery(
	table: ScratchTable,
	{ file, sql }: { readonly file: string; readonly sql: string },
	signal: AbortSignal,
): Filling {
	const reader = ReplicaReader.open(file);
	try {
		const query = reader.openQuery(sql, {});
		try {
			const names = new ColumnNames();
			for (const name of query.columns) table.addColumn(names.unique(name, (number) => ` (${number})`));
			let batch: TableCell[][] = [];
			for (const row of query.rows) {
				batch.push(row.map(queryCell));
				if (batch.length < BATCH_ROWS) continue;
				table.append(batch);
				if (table.count >= MOST_QUERY_ROWS) throw tooMany();
				batch = [];
				yield undefined;
				await turn();
				signal.throwIfAborted();
			}
			table.append(batch);
			yield undefined;
		} finally {
			query.close();
		}
	} finally {
		reader.close();
	}
}

function queryCell(value: string | number | bigint | null | Uint8Array): TableCell {
	if (typeof value === 'bigint') return String(value);
	return value instanceof Uint8Array ? `x'${Buffer.from(value).toString('hex')}'` : value;
}

function tooMany(): FreeholdError {
	return new FreeholdError('query', {
		what: 'Not all rows of the query are shown',
		why: `it has more than ${MOST_QUERY_ROWS.toLocaleString('en')}`,
		next: 'Narrow it with WHERE, or write them to a file: freehold query CONNECTION SQL --format csv',
	});
}

/** Rows may be longer than the header. */
function widen(table: ScratchTable, names: ColumnNames, width: number): void {
	for (let column = table.columnCount; column < width; column++) table.addColumn(unnamedColumn(column, names).name);
}

/** What a file is, by its name: a text cannot tell by itself whether it is CSV. */
export function fileKind(file: string): 'csv' | 'ndjson' | 'excel' {
	const extension = extname(file).toLowerCase();
	if (extension === '.csv' || extension === '.tsv') return 'csv';
	return extension === '.ndjson' || extension === '.jsonl' ? 'ndjson' : 'excel';
}
