/**
 * An export as a typed table. The sheet is read twice: once for types, key and codes over all rows, then row by row as
 * JSON pages for the replica's worker; so that memory does not grow with the export.
 */
import type { Workbook } from '../../formats/excel/cell.ts';
import type { Scalar, SheetColumnType } from '../../formats/excel/columnTypes.ts';
import { ExcelTable } from '../../formats/excel/excelTable.ts';
import type { TypedColumn } from '../../formats/excel/excelTable.ts';
import type { HeaderMode } from '../../formats/excel/headers.ts';
import { readWorkbook } from '../../formats/excel/readWorkbook.ts';
import type { Column, ColumnType } from '../source.ts';
import { findCodedColumns } from './codedColumns.ts';
import { findKey } from './findKey.ts';
import type { CodedColumn, KeyPart } from './realpadEndpoints.ts';
import { RowWriter } from './rowWriter.ts';

/** What the thread is told; plain data. */
export interface TableRequest {
	readonly dataset: string;
	readonly connection: string;
	readonly headers: HeaderMode;
	readonly parts: readonly KeyPart[];
	readonly codes: readonly CodedColumn[] | undefined;
	/** `keys:` of freehold.yaml. */
	readonly wantedKey: readonly string[] | undefined;
	/** The key of the rows that are stored. */
	readonly knownKey: readonly string[] | undefined;
	/** Columns that the vendor does not write because they were asked for: the project of a history. */
	readonly constants: Readonly<Record<string, string>>;
	/** Whether the values of a one-column key are wanted (the projects, to fan out over them). */
	readonly wantKeys: boolean;
}

export interface TableInfo {
	/** As its extension: what it is, by its content. */
	readonly format: Exclude<Workbook['format'], 'old xls'>;
	readonly columns: readonly Column[];
	readonly key: readonly string[];
	readonly rowCount: number;
	readonly keys: readonly string[];
	readonly warnings: readonly string[];
}

export interface TablePage {
	/** `{"rows":[…]}`, with a buffer of its own. */
	readonly body: Uint8Array;
	readonly rowCount: number;
	readonly isLast: boolean;
}

/**
 * Rows of a page. Half of the readers' usual number: the JSON of 1,000 wide rows is more than 1 MB of text, which Node
 * keeps outside of the heap, where garbage stays longer (60 MB of it).
 */
const batchRows = 500;

export class ExportTable {
	readonly info: TableInfo;
	readonly #workbook: Workbook;
	readonly #pages: AsyncGenerator<TablePage, void, undefined>;

	private constructor(info: TableInfo, workbook: Workbook, pages: AsyncGenerator<TablePage, void, undefined>) {
		this.info = info;
		this.#workbook = workbook;
		this.#pages = pages;
	}

	/** @throws FreeholdError `badResponse` for what is no Excel file, and what `findKey` throws */
	static async open(file: Uint8Array | string, request: TableRequest): Promise<ExportTable> {
		const workbook = await readWorkbook(file);
		try {
			const { info, writer } = await study(workbook, request);
			return new ExportTable(info, workbook, pages(workbook, request.headers, writer, info.rowCount));
		} catch (error) {
			await workbook.close();
			throw error;
		}
	}

	/** The next rows; `undefined` after the last page. An empty export has one page without rows. */
	async next(): Promise<TablePage | undefined> {
		return (await this.#pages.next()).value ?? undefined;
	}

	close(): Promise<void> {
		return this.#workbook.close();
	}
}

async function study(
	workbook: Workbook,
	request: TableRequest,
): Promise<{ readonly info: TableInfo; readonly writer: RowWriter }> {
	const { dataset, connection, headers } = request;
	const survey = await surveyRows(workbook, headers);
	const { columns, rowCount, repeated } = survey;
	const candidates = columns.map(({ name, label, type, filled }, index) => ({
		id: name,
		label,
		isInteger: type === 'integer',
		isFilled: filled > 0,
		isComplete: filled === rowCount,
		isUnique: !repeated.has(index),
	}));
	const indexOf = (name: string): number => columns.findIndex((column) => column.name === name);
	const found = await findKey({
		dataset,
		connection,
		columns: candidates,
		parts: request.parts,
		wanted: request.wantedKey,
		known: request.knownKey,
		areUnique: (names) => areUnique(workbook, headers, names.map(indexOf)),
	});
	const coded = findCodedColumns(candidates, request.codes, found.key);
	const [only, ...others] = found.key;
	const keyIndex = only === undefined || others.length > 0 ? -1 : indexOf(only);
	const info: TableInfo = {
		format: workbook.format === 'old xls' ? 'xls' : workbook.format,
		columns: [
			...Object.keys(request.constants).map((name): Column => ({ name, type: 'text' })),
			...columns.map(({ name, label, type }): Column => ({ name, label, type: storedType(type) })),
			...coded.map(({ index, enumeration, companion }): Column => {
				const label = columns[index]?.label ?? columns[index]?.name ?? '';
				return { name: companion, type: 'text', label: `${label} (decoded)`, values: Object.values(enumeration) };
			}),
		],
		key: found.key,
		rowCount,
		keys: request.wantKeys && keyIndex >= 0 ? await valuesOf(workbook, headers, keyIndex) : [],
		warnings: [...survey.warnings, ...errorWarnings(columns), ...found.warnings],
	};
	return { info, writer: new RowWriter({ columns, coded, constants: request.constants, key: found.key }) };
}

/** A moment in a sheet has no zone, so it is no instant: it stays the text that it is. */
function storedType(type: SheetColumnType): ColumnType {
	return type === 'datetime' ? 'text' : type;
}

function errorWarnings(columns: readonly TypedColumn[]): readonly string[] {
	return columns
		.filter(({ errors }) => errors > 0)
		.map(
			({ name, errors }) => `${errors} cells of '${name}' hold an error of Excel (such as #REF!): they are empty here`,
		);
}

interface Survey {
	readonly columns: readonly TypedColumn[];
	readonly rowCount: number;
	/** Columns in which some value came twice. */
	readonly repeated: ReadonlySet<number>;
	readonly warnings: readonly string[];
}

async function surveyRows(workbook: Workbook, headers: HeaderMode): Promise<Survey> {
	const warnings = new Set<string>();
	const table = await ExcelTable.open(workbook.rows(undefined, { onWarning: (text) => warnings.add(text) }), headers);
	const seen: (Set<string> | undefined)[] = [];
	const repeated = new Set<number>();
	let rowCount = 0;
	for await (const { rows } of table.rows()) {
		rowCount += rows.length;
		while (seen.length < table.columns.length) seen.push(new Set());
		for (const row of rows) {
			for (const [index, value] of row.entries()) {
				const values = seen[index];
				if (values === undefined || value === null) continue;
				// As keys are kept: 1 and '1' are the same one.
				const text = String(value);
				if (values.has(text)) {
					repeated.add(index);
					seen[index] = undefined;
				} else values.add(text);
			}
		}
	}
	return { columns: table.types(), rowCount, repeated, warnings: [...warnings] };
}

async function* dataRows(workbook: Workbook, headers: HeaderMode): AsyncGenerator<Scalar[][], void, undefined> {
	const table = await ExcelTable.open(workbook.rows(undefined, { batchRows }), headers);
	for await (const { rows } of table.rows()) yield rows;
}

async function areUnique(workbook: Workbook, headers: HeaderMode, indexes: readonly number[]): Promise<boolean> {
	const seen = new Set<string>();
	for await (const rows of dataRows(workbook, headers)) {
		for (const row of rows) {
			const text = JSON.stringify(indexes.map((index) => String(row[index] ?? '')));
			if (seen.has(text)) return false;
			seen.add(text);
		}
	}
	return true;
}

async function valuesOf(workbook: Workbook, headers: HeaderMode, index: number): Promise<readonly string[]> {
	const values: string[] = [];
	for await (const rows of dataRows(workbook, headers)) values.push(...rows.map((row) => String(row[index])));
	return values;
}

async function* pages(
	workbook: Workbook,
	headers: HeaderMode,
	writer: RowWriter,
	rowCount: number,
): AsyncGenerator<TablePage, void, undefined> {
	let done = 0;
	for await (const rows of dataRows(workbook, headers)) {
		if (rows.length === 0) continue;
		done += rows.length;
		yield page(
			rows.map((row) => writer.write(row)),
			done >= rowCount,
		);
	}
	if (rowCount === 0) yield page([], true);
}

function page(rows: readonly string[], isLast: boolean): TablePage {
	// Copied out of Node's shared pool, so that the buffer can be given away.
	const body = Uint8Array.from(Buffer.from(`{"rows":[${rows.join(',')}]}`, 'utf8'));
	return { body, rowCount: rows.length, isLast };
}
