/** Reads the cells of one `.xls` sheet out of its records ([MS-XLS] §2.4). */
import { unicodeString } from './biffStrings.ts';
import type { Cell } from './cell.ts';
import { errorText } from './errorText.ts';
import type { FormatKind } from './numberFormat.ts';
import { damaged } from './problems.ts';
import type { RowCollector } from './rowCollector.ts';
import type { SerialDates } from './serialDate.ts';
import { checkVersion } from './xlsGlobals.ts';
import type { XlsGlobals } from './xlsGlobals.ts';

const FORMULA = 0x0006;
const EOF = 0x000a;
const CONTINUE = 0x003c;
const MULRK = 0x00bd;
const RSTRING = 0x00d6;
const LABELSST = 0x00fd;
const NUMBER = 0x0203;
const LABEL = 0x0204;
const BOOLERR = 0x0205;
const STRING = 0x0207;
const RK = 0x027e;
const BOF = 0x0809;

export class XlsSheetReader {
	readonly #strings: readonly string[];
	readonly #formats: readonly FormatKind[];
	readonly #dates: SerialDates;
	readonly #rows: RowCollector;
	readonly #double = new DataView(new ArrayBuffer(8));
	/** BOFs that are open: charts lie within the sheet as streams of their own. */
	#depth = 0;
	/** The formula whose text comes in the STRING record after it. */
	#formula: { readonly row: number; readonly column: number } | undefined;
	#text: Buffer[] | undefined;
	/** Whether the sheet's own end was met. */
	isOver = false;

	constructor(globals: XlsGlobals, dates: SerialDates, rows: RowCollector) {
		this.#strings = globals.strings;
		this.#formats = globals.formats;
		this.#dates = dates;
		this.#rows = rows;
	}

	/** @returns true when a batch is ready or the sheet over */
	record(type: number, bytes: Buffer, start: number, end: number): boolean {
		if (this.#text !== undefined && this.#continuesText(type, bytes, start, end)) return false;
		if (type === BOF) {
			if (this.#depth++ === 0) checkVersion(bytes, start, end);
			return false;
		}
		if (this.#depth === 0) throw damaged('a sheet does not begin where it should');
		if (type === EOF) {
			this.isOver = --this.#depth === 0;
			return this.isOver;
		}
		if (this.#depth > 1) return false;
		switch (type) {
			case LABELSST:
				this.#labelSst(bytes, start, end);
				break;
			case RK:
				this.#need(start, end, 10);
				this.#number(bytes, start, bytes.readUInt16LE(start + 4), this.#rk(bytes.readInt32LE(start + 6)));
				break;
			case NUMBER:
				this.#need(start, end, 14);
				this.#number(bytes, start, bytes.readUInt16LE(start + 4), bytes.readDoubleLE(start + 6));
				break;
			case MULRK:
				this.#multipleRk(bytes, start, end);
				break;
			case FORMULA:
				this.#cached(bytes, start, end);
				break;
			case STRING:
				if (this.#formula !== undefined) this.#text = [bytes.subarray(start, end)];
				break;
			case LABEL:
			case RSTRING:
				this.#need(start, end, 9);
				this.#put(bytes, start, unicodeString([bytes.subarray(start + 6, end)]));
				break;
			case BOOLERR:
				this.#need(start, end, 8);
				this.#put(bytes, start, boolOrError(bytes[start + 6], bytes[start + 7] === 1));
				break;
			default:
		}
		return this.#rows.isReady;
	}

	/** A formula's text may be longer than a record; it is complete when something else follows. */
	#continuesText(type: number, bytes: Buffer, start: number, end: number): boolean {
		if (type === CONTINUE) {
			this.#text?.push(bytes.subarray(start, end));
			return true;
		}
		if (this.#formula !== undefined && this.#text !== undefined)
			this.#rows.put(this.#formula.row, this.#formula.column, unicodeString(this.#text));
		this.#formula = undefined;
		this.#text = undefined;
		return false;
	}

	#labelSst(bytes: Buffer, start: number, end: number): void {
		this.#need(start, end, 10);
		const index = bytes.readUInt32LE(start + 6);
		const text = this.#strings[index];
		if (text === undefined) throw damaged(`a cell refers to shared string ${index} of ${this.#strings.length}`);
		this.#put(bytes, start, text);
	}

	#multipleRk(bytes: Buffer, start: number, end: number): void {
		this.#need(start, end, 12);
		const row = bytes.readUInt16LE(start) + 1;
		let column = bytes.readUInt16LE(start + 2);
		for (let at = start + 4; at + 8 <= end; at += 6) {
			this.#rows.put(row, column++, this.#dated(bytes.readUInt16LE(at), this.#rk(bytes.readInt32LE(at + 2))));
		}
	}

	/** A formula's cached value: a number, or a marked other thing ([MS-XLS] §2.5.133). */
	#cached(bytes: Buffer, start: number, end: number): void {
		this.#need(start, end, 14);
		this.#formula = undefined;
		if (bytes.readUInt16LE(start + 12) !== 0xffff) {
			this.#number(bytes, start, bytes.readUInt16LE(start + 4), bytes.readDoubleLE(start + 6));
			return;
		}
		const kind = bytes[start + 6];
		if (kind === 0) this.#formula = { row: bytes.readUInt16LE(start) + 1, column: bytes.readUInt16LE(start + 2) };
		else if (kind === 1 || kind === 2) this.#put(bytes, start, boolOrError(bytes[start + 8], kind === 2));
		else this.#put(bytes, start, '');
	}

	/** A number in 30 bits: an integer or the upper half of a double, perhaps times 100 ([MS-XLS] §2.5.217). */
	#rk(bits: number): number {
		let value = bits >> 2;
		if ((bits & 2) === 0) {
			this.#double.setInt32(0, bits & ~3);
			value = this.#double.getFloat64(0);
		}
		return (bits & 1) === 0 ? value : value / 100;
	}

	#number(bytes: Buffer, start: number, xf: number, value: number): void {
		this.#put(bytes, start, this.#dated(xf, value));
	}

	#dated(xf: number, value: number): Cell {
		// Excel has no such numbers; a file that does was not written by it.
		if (!Number.isFinite(value)) return { kind: 'error', text: '#NUM!' };
		const kind = this.#formats[xf] ?? 'number';
		return kind === 'number' ? value : this.#dates.cell(value, kind);
	}

	#put(bytes: Buffer, start: number, cell: Cell): void {
		this.#rows.put(
			((bytes[start] ?? 0) | ((bytes[start + 1] ?? 0) << 8)) + 1,
			(bytes[start + 2] ?? 0) | ((bytes[start + 3] ?? 0) << 8),
			cell,
		);
	}

	#need(start: number, end: number, length: number): void {
		if (end - start < length) throw damaged('a cell is shorter than its kind');
	}
}

function boolOrError(value: number | undefined, isError: boolean): Cell {
	if (!isError) return value !== 0;
	return { kind: 'error', text: errorText(value) };
}
