/** Writes a sheet as `.xls`: BIFF8 records ([MS-XLS]) in a compound file, as Excel 97 and everything after reads them. */
import { ByteWriter } from './byteWriter.ts';
import { compoundFile } from './compoundFile.ts';
import { SharedStrings, beginRecord, endRecord, isNarrow, writeSharedStrings } from './sharedStrings.ts';
import { columnCount, dateSerial } from './sheet.ts';
import type { Cell, FormulaCell, Sheet } from './sheet.ts';

/** Rows that the format can number; what is beyond is cut off without a word, as old spreadsheet writers do. */
export const maxXlsRows = 65_536;

/** Formats of cells: the first 16 belong to styles ([MS-XLS] §2.4.353). */
const general = 15;
const shortDate = 16;
const dateAndTime = 17;

export function writeXls(whole: Sheet): Buffer {
	const sheet = { name: whole.name, rows: whole.rows.slice(0, maxXlsRows) };
	const strings = new SharedStrings();
	const cells = new ByteWriter(1 << 20);
	writeSheet(cells, sheet, strings);

	const book = new ByteWriter(1 << 20);
	writeBegin(book, 0x0005);
	record(book, 0x0042, (out) => out.u16(1200));
	record(book, 0x003d, (out) => out.u16(0).u16(0).u16(0x4000).u16(0x2000).u16(0x38).u16(0).u16(0).u16(1).u16(600));
	for (let i = 0; i < 4; i += 1) writeFont(book);
	for (let i = 0; i < 15; i += 1) writeFormat(book, 0, 0xfff5);
	writeFormat(book, 0, 1);
	writeFormat(book, 14, 1);
	writeFormat(book, 22, 1);
	record(book, 0x0293, (out) => out.u16(0x8000).u8(0).u8(0xff));
	const at = beginRecord(book, 0x0085);
	book.u32(0).u16(0);
	writeShortText(book, sheet.name);
	endRecord(book, at);
	writeSharedStrings(book, strings);
	record(book, 0x000a, () => undefined);
	book.setU32(book.length, at + 4);
	book.bytes(cells.done());
	return compoundFile('Workbook', book.done());
}

function writeSheet(out: ByteWriter, sheet: Sheet, strings: SharedStrings): void {
	writeBegin(out, 0x0010);
	record(out, 0x0200, () => out.u32(0).u32(sheet.rows.length).u16(0).u16(columnCount(sheet)).u16(0));
	sheet.rows.forEach((row, r) => {
		row.forEach((cell, c) => {
			if (cell !== null) writeCell(out, r, c, cell, strings);
		});
	});
	record(out, 0x023e, () => out.u16(0x06b6).u16(0).u16(0).u16(64).u16(0).u16(0).u16(0).u32(0));
	record(out, 0x000a, () => undefined);
}

function writeCell(out: ByteWriter, r: number, c: number, cell: Exclude<Cell, null>, strings: SharedStrings): void {
	const position = (format: number): ByteWriter => out.u16(r).u16(c).u16(format);
	if (typeof cell === 'string') {
		record(out, 0x00fd, () => position(general).u32(strings.index(cell)));
	} else if (typeof cell === 'number') {
		writeNumber(out, position, general, cell);
	} else if (cell.kind === 'formula') {
		record(out, 0x0006, () => writeFormula(position(general), r, cell));
		const { value } = cell;
		if (typeof value === 'string') record(out, 0x0207, () => writeLongText(out, value));
	} else {
		writeNumber(out, position, cell.kind === 'date' ? shortDate : dateAndTime, dateSerial(cell));
	}
}

/** Whole numbers of up to 30 bits take the short form RK, others a double. */
function writeNumber(out: ByteWriter, position: (format: number) => ByteWriter, format: number, value: number): void {
	const isShort = Number.isInteger(value) && Math.abs(value) < 1 << 29 && !Object.is(value, -0);
	if (isShort) record(out, 0x027e, () => position(format).u32((value << 2) | 2));
	else record(out, 0x0203, () => position(format).f64(value));
}

/** Value, flags, and the expression in reverse Polish tokens ([MS-XLS] §2.2.2). */
function writeFormula(out: ByteWriter, row: number, cell: FormulaCell): void {
	if (typeof cell.value === 'number') out.f64(cell.value);
	else out.u8(0).zeros(5).u16(0xffff);
	out.u16(0).u32(0);
	const expression = new ByteWriter(64);
	const reference = (column: number): void => {
		// 0x44 is a reference whose value is wanted; 0xC000 marks both parts as relative.
		expression
			.u8(0x44)
			.u16(row)
			.u16(column | 0xc000);
	};
	reference(cell.left);
	if (cell.operator === '&') expression.u8(0x17).u8(1).u8(0).text(' ', 'latin1').u8(0x08);
	reference(cell.right);
	expression.u8(cell.operator === '&' ? 0x08 : 0x04);
	out.u16(expression.length).bytes(expression.done());
}

function writeBegin(out: ByteWriter, kind: number): void {
	record(out, 0x0809, () => out.u16(0x0600).u16(kind).u16(0x0dbb).u16(0x07cc).u32(0).u32(6));
}

function writeFont(out: ByteWriter): void {
	record(out, 0x0031, () => {
		out.u16(200).u16(0).u16(0x7fff).u16(400).u16(0).u8(0).u8(0).u8(238).u8(0);
		writeShortText(out, 'Arial');
	});
}

function writeFormat(out: ByteWriter, numberFormat: number, parent: number): void {
	record(out, 0x00e0, () => out.u16(0).u16(numberFormat).u16(parent).u32(0x0000_0020).u32(0).u32(0).u16(0x20c0));
}

function writeShortText(out: ByteWriter, text: string): void {
	const short = text.slice(0, 31);
	out.u8(short.length).u8(isNarrow(short) ? 0 : 1);
	out.text(short, isNarrow(short) ? 'latin1' : 'utf16le');
}

function writeLongText(out: ByteWriter, text: string): void {
	out.u16(text.length).u8(isNarrow(text) ? 0 : 1);
	out.text(text, isNarrow(text) ? 'latin1' : 'utf16le');
}

function record(out: ByteWriter, type: number, write: (out: ByteWriter) => unknown): void {
	const start = beginRecord(out, type);
	write(out);
	endRecord(out, start);
}
