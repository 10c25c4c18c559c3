/** Reads the cells of one `.xlsx` sheet out of its XML (ECMA-376 part 1, §18.3.1). */
import type { Cell } from './cell.ts';
import type { FormatKind } from './numberFormat.ts';
import { damaged } from './problems.ts';
import type { RowCollector } from './rowCollector.ts';
import type { SerialDates } from './serialDate.ts';
import { isoCell } from './isoCell.ts';
import { CellTag } from './xlsxCellTag.ts';
import { parseNumber } from './parseNumber.ts';
import { isPhonetic } from './xlsxStrings.ts';
import type { XmlHandler } from './xmlScanner.ts';
import { unescapeSpreadsheet, xmlText } from './xmlText.ts';

const LOWER_C = 99;
const LOWER_T = 116;
const LOWER_V = 118;

export interface SheetContext {
	readonly strings: readonly string[];
	readonly formats: readonly FormatKind[];
	readonly dates: SerialDates;
}

export class XlsxSheetReader implements XmlHandler {
	readonly #context: SheetContext;
	readonly #rows: RowCollector;
	readonly #tag = new CellTag();
	#row = 0;
	#column = -1;
	#isInCell = false;
	/** Whether text belongs to the cell's value. */
	#isInValue = false;
	#isInInline = false;
	#phonetics = 0;
	#hasValue = false;
	#text = '';
	#number = 0;
	#isInData = false;
	/** Whether the sheet's data was met at all. */
	hasData = false;

	constructor(context: SheetContext, rows: RowCollector) {
		this.#context = context;
		this.#rows = rows;
	}

	open(bytes: Buffer, nameStart: number, nameEnd: number, tagEnd: number): void {
		const length = nameEnd - nameStart;
		if (length === 1) {
			const name = bytes[nameStart];
			if (name === LOWER_C) this.#openCell(bytes, nameEnd, tagEnd);
			else if (name === LOWER_V) this.#isInValue = this.#isInCell;
			else if (name === LOWER_T) this.#isInValue = this.#isInInline && this.#phonetics === 0;
		} else if (length === 3 && isRow(bytes, nameStart)) this.#openRow(bytes, nameEnd, tagEnd);
		else if (length === 2 && isInline(bytes, nameStart)) this.#isInInline = this.#isInCell;
		else if (isPhonetic(bytes, nameStart, length)) this.#phonetics++;
		else if (isSheetData(bytes, nameStart, length)) this.hasData = this.#isInData = true;
	}

	close(bytes: Buffer, nameStart: number, nameEnd: number): boolean {
		const length = nameEnd - nameStart;
		if (length === 1) {
			const name = bytes[nameStart];
			if (name === LOWER_C) {
				this.#closeCell();
				return this.#rows.isReady;
			}
			if (name === LOWER_V || name === LOWER_T) this.#isInValue = false;
		} else if (length === 2 && isInline(bytes, nameStart)) this.#isInInline = false;
		else if (isPhonetic(bytes, nameStart, length)) this.#phonetics--;
		else if (isSheetData(bytes, nameStart, length)) this.#isInData = false;
		return false;
	}

	text(bytes: Buffer, start: number, end: number, isLiteral: boolean): void {
		if (!this.#isInValue) return;
		if (this.#tag.isNumeric) {
			if (this.#hasValue) throw damaged(`a number in row ${this.#row} is interrupted`);
			this.#number = parseNumber(bytes, start, end);
		} else {
			const text = xmlText(bytes, start, end, isLiteral);
			this.#text = this.#text === '' ? text : this.#text + text;
		}
		this.#hasValue = true;
	}

	#openRow(bytes: Buffer, from: number, to: number): void {
		const number = rowNumber(bytes, from, to);
		this.#row = number ?? this.#row + 1;
		this.#column = -1;
	}

	#openCell(bytes: Buffer, from: number, to: number): void {
		if (!this.#isInData) return;
		const tag = this.#tag;
		tag.read(bytes, from, to);
		this.#column = tag.column < 0 ? this.#column + 1 : tag.column;
		this.#isInCell = true;
		this.#isInInline = false;
		this.#hasValue = false;
		this.#text = '';
	}

	#closeCell(): void {
		if (!this.#isInCell) return;
		this.#isInCell = false;
		const cell = this.#value();
		if (cell !== null) this.#rows.put(this.#row, this.#column, cell);
	}

	#value(): Cell {
		const tag = this.#tag;
		switch (tag.type) {
			case 'n': {
				if (!this.#hasValue) return null;
				const kind = this.#context.formats[tag.style] ?? 'number';
				return kind === 'number' ? this.#number : this.#context.dates.cell(this.#number, kind);
			}
			case 's': {
				if (!this.#hasValue) return null;
				const text = this.#context.strings[this.#number];
				if (text === undefined)
					throw damaged(`row ${this.#row} refers to shared string ${this.#number} of ${this.#context.strings.length}`);
				return text;
			}
			case 'b':
				return this.#hasValue ? this.#text.trim() === '1' || this.#text.trim().toLowerCase() === 'true' : null;
			case 'e':
				return { kind: 'error', text: this.#text.trim() || '#N/A' };
			case 'd':
				return this.#hasValue ? isoCell(this.#text) : null;
			default:
				return unescapeSpreadsheet(this.#text);
		}
	}
}

function isRow(bytes: Buffer, at: number): boolean {
	return bytes[at] === 114 && bytes[at + 1] === 111 && bytes[at + 2] === 119;
}

function isInline(bytes: Buffer, at: number): boolean {
	return bytes[at] === 105 && bytes[at + 1] === 115;
}

function isSheetData(bytes: Buffer, at: number, length: number): boolean {
	return length === 9 && bytes.toString('latin1', at, at + length) === 'sheetData';
}

function rowNumber(bytes: Buffer, from: number, to: number): number | undefined {
	const match = /\sr\s*=\s*["'](\d+)["']/.exec(bytes.toString('latin1', from, to));
	return match === null ? undefined : Number(match[1]);
}
