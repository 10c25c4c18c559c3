/**
 * Rows as an Excel workbook (ECMA-376), as a stream: memory does not grow with the rows. What one sheet cannot hold goes on
 * in the next one.
 */
import { FreeholdError } from '../../errors.ts';
import { chunked } from '../chunks.ts';
import type { Cell, RowStream, WriteOptions } from '../rows.ts';
import { LONG_TEXT_COLUMNS, LongTexts } from './longTexts.ts';
import { RowSource } from './rowSource.ts';
import {
	contentTypes,
	RELATIONS,
	SHEET_END,
	SHEET_START,
	workbook,
	workbookRelations,
	sheetNames,
} from './xlsxFrame.ts';
import { MOST_CELL_CHARACTERS, headerCell, xlsxCell } from './xlsxCells.ts';
import { STYLE_SHEET } from './xlsxStyles.ts';
import { ZipWriter } from './zipWriter.ts';

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** A sheet has to stay below 4 GB, of which a character takes three bytes at most: a new one begins before. */
const MOST_SHEET_CHARACTERS = 1_400_000_000;

export interface XlsxLimits {
	/** Rows of a sheet, its header included. */
	readonly mostRows?: number | undefined;
}

/** @throws FreeholdError `usage` for more columns, longer text or a larger file than Excel takes */
export async function* writeXlsx(
	stream: RowStream,
	options: WriteOptions & XlsxLimits = {},
): AsyncGenerator<Uint8Array> {
	if (stream.columns.length > MOST_COLUMNS) throw tooWide(stream.columns.length);
	const zip = new ZipWriter();
	const rows = new RowSource(stream.rows);
	const names = sheetNames(options.name);
	const longTexts = new LongTexts();
	const sheets: string[] = [];
	try {
		yield* zip.entry('_rels/.rels', [RELATIONS]);
		yield* zip.entry('xl/styles.xml', [STYLE_SHEET]);
		do {
			const name = names(sheets.length + 1);
			sheets.push(name);
			const part = sheet({ ...stream, rows }, name, longTexts, options.mostRows ?? MOST_ROWS);
			yield* zip.entry(`xl/worksheets/sheet${sheets.length}.xml`, chunked(part));
		} while (await rows.hasMore());
		if (longTexts.count > 0) {
			sheets.push(longTexts.sheet);
			const held = { columns: LONG_TEXT_COLUMNS, rows: new RowSource(longTexts.rows()) };
			const part = sheet(held, longTexts.sheet, longTexts, MOST_ROWS);
			yield* zip.entry(`xl/worksheets/sheet${sheets.length}.xml`, chunked(part));
		}
		yield* zip.entry('xl/workbook.xml', [workbook(sheets)]);
		yield* zip.entry('xl/_rels/workbook.xml.rels', [workbookRelations(sheets.length)]);
		yield* zip.entry('[Content_Types].xml', [contentTypes(sheets.length)]);
		yield zip.end();
	} finally {
		await rows.close();
	}
	tellNotes(stream, sheets, longTexts, options.onNote);
}

/** Takes rows until the sheet is full. */
async function* sheet(
	{ columns, rows, types }: RowStream & { readonly rows: RowSource },
	name: string,
	longTexts: LongTexts,
	mostRows: number,
): AsyncGenerator<string> {
	const letters = columns.map((_, nth) => columnLetters(nth));
	const fitting = (cell: Cell, nth: number, row: number): Cell => {
		if (typeof cell !== 'string' || cell.length <= MOST_CELL_CHARACTERS) return cell;
		return longTexts.keep({ sheet: name, place: `${letters[nth]}${row}`, column: columns[nth] ?? '', text: cell });
	};
	yield SHEET_START;
	yield `<row r="1">${columns.map((column, nth) => headerCell(String(fitting(column, nth, 1)), `${letters[nth]}1`)).join('')}</row>\n`;
	let characters = 0;
	for (let row = 2; row <= mostRows && characters < MOST_SHEET_CHARACTERS; row++) {
		const cells = await rows.next();
		if (cells === undefined) break;
		let line = `<row r="${row}">`;
		for (let nth = 0; nth < letters.length; nth++) {
			const cell = cells[nth] ?? null;
			if (cell !== null) line += xlsxCell(fitting(cell, nth, row), types?.[nth], `${letters[nth]}${row}`);
		}
		line += '</row>\n';
		characters += line.length;
		yield line;
	}
	yield SHEET_END;
}

function tellNotes(
	{ columns, types }: RowStream,
	sheets: readonly string[],
	longTexts: LongTexts,
	tell: WriteOptions['onNote'],
): void {
	const rowSheets = sheets.length - (longTexts.count > 0 ? 1 : 0);
	if (rowSheets > 1) tell?.(`The rows stand on ${rowSheets} sheets, because one does not hold them.`);
	if (longTexts.count > 0) {
		const most = MOST_CELL_CHARACTERS.toLocaleString('en');
		tell?.(`Values longer than ${most} characters stand whole on the sheet "${longTexts.sheet}": ${longTexts.count}.`);
	}
	const instants = columns.filter((_, nth) => types?.[nth] === 'instant');
	if (instants.length > 0) tell?.(`Times are in UTC, because Excel knows no zones: ${instants.join(', ')}.`);
}

/** A, B, … Z, AA, … */
function columnLetters(column: number): string {
	let letters = '';
	for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
		letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
	}
	return letters;
}

function tooWide(columns: number): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The rows cannot be written as an Excel file',
		why: `they have ${columns.toLocaleString('en')} columns, and a sheet holds ${MOST_COLUMNS.toLocaleString('en')}`,
		next: 'Hide columns, or export as CSV, NDJSON or Parquet',
	});
}
