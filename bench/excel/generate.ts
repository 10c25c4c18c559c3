/** Writes the three workbooks that bench/excel reads: Czech text, digits as text, dates, numbers; 36 of 40 cells filled. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeXls, record, sstRecords, u16 } from '../../test/core/formats/excel/makeXls.ts';
import { escapeXml, makeXlsx } from '../../test/core/formats/excel/makeXlsx.ts';

const COLUMNS = 40;
const XLSX_ROWS = 100_000;
const XLS_ROWS = 65_535;
const WORDS = [
	'byt',
	'čtvrť',
	'dům',
	'Žižkov',
	'přízemí',
	'garáž',
	'střecha',
	'výhled',
	'kupující',
	'smlouva',
	'sklep',
	'řada',
];
/** Cell style 1: date, 2: date and time, 3: money. */
const FORMATS = ['d.m.yyyy', 'd.m.yyyy h:mm', '#,##0.00 "Kč"'];

type Value = { readonly text: string } | { readonly number: number; readonly style: number } | undefined;

/** The same number for the same cell in every run: a multiplicative hash (Knuth). */
function hash(row: number, column: number): number {
	return (Math.imul(row * 64 + column + 1, 0x9e3779b1) ^ Math.imul(row + 7, 0x85ebca6b)) >>> 0;
}

function value(row: number, column: number): Value {
	const seed = hash(row, column);
	if (row === 0) return { text: `Sloupec ${column + 1}` };
	if (seed % 10 === 0) return undefined;
	const pick = (step: number): string => WORDS[Math.floor(seed / step) % WORDS.length]!;
	switch (column % 8) {
		case 0:
			return { number: 100_000 + (seed % 900_000), style: 0 };
		case 1:
			return { text: `${pick(1)} ${pick(12)} ${pick(144)} ${seed % 1000}` };
		case 2:
			return { text: String(seed % 1_000_000).padStart(9, '0') };
		case 3:
			return { number: 40_000 + (seed % 6000), style: 1 };
		case 4:
			return { number: Math.round((40_000 + (seed % 6000) + (seed % 1440) / 1440) * 1e10) / 1e10, style: 2 };
		case 5:
			return { number: (seed % 1_000_000_000) / 100, style: 3 };
		case 6:
			return { text: pick(1) };
		default:
			return { text: seed % 2 === 0 ? 'Ano' : 'Ne' };
	}
}

function columnName(column: number): string {
	return column < 26 ? String.fromCharCode(65 + column) : `A${String.fromCharCode(39 + column)}`;
}

function xlsx(isShared: boolean): Buffer {
	const strings = new Map<string, number>();
	const pieces: Buffer[] = [];
	for (let row = 0; row < XLSX_ROWS; row++) {
		let text = `<row r="${row + 1}">`;
		for (let column = 0; column < COLUMNS; column++) {
			const cell = value(row, column);
			if (cell === undefined) continue;
			const at = `${columnName(column)}${row + 1}`;
			if ('number' in cell) text += `<c r="${at}" s="${cell.style}"><v>${cell.number}</v></c>`;
			else if (isShared) {
				const index = strings.get(cell.text) ?? strings.size;
				strings.set(cell.text, index);
				text += `<c r="${at}" t="s"><v>${index}</v></c>`;
			} else text += `<c r="${at}" t="inlineStr"><is><t>${escapeXml(cell.text)}</t></is></c>`;
		}
		pieces.push(Buffer.from(`${text}</row>`));
	}
	const shared = Array.from(strings.keys(), (text) => Buffer.from(`<si><t>${escapeXml(text)}</t></si>`));
	return makeXlsx({ rows: Buffer.concat(pieces), strings: Buffer.concat(shared), formats: FORMATS });
}

function xls(): Buffer {
	const strings = new Map<string, number>();
	const cells: Buffer[] = [];
	for (let row = 0; row < XLS_ROWS; row++) {
		const bytes = Buffer.alloc(COLUMNS * 18);
		let at = 0;
		const head = (type: number, length: number, column: number, style: number): void => {
			for (const word of [type, length, row, column, style]) at = bytes.writeUInt16LE(word, at);
		};
		for (let column = 0; column < COLUMNS; column++) {
			const cell = value(row, column);
			if (cell === undefined) continue;
			if ('text' in cell) {
				const index = strings.get(cell.text) ?? strings.size;
				strings.set(cell.text, index);
				head(0x00fd, 10, column, 0);
				at = bytes.writeUInt32LE(index, at);
			} else if (Number.isInteger(cell.number)) {
				head(0x027e, 10, column, cell.style);
				at = bytes.writeInt32LE((cell.number << 2) | 2, at);
			} else {
				head(0x0203, 14, column, cell.style);
				at = bytes.writeDoubleLE(cell.number, at);
			}
		}
		cells.push(bytes.subarray(0, at));
	}
	const dimensions = record(0x0200, Buffer.from(Uint32Array.of(0, XLS_ROWS).buffer), u16(0, COLUMNS, 0));
	return makeXls({ cells: [dimensions, ...cells], sst: sstRecords([...strings.keys()]), formats: FORMATS });
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Give the folder to write to.');
writeFileSync(join(folder, 'inline.xlsx'), xlsx(false));
writeFileSync(join(folder, 'shared.xlsx'), xlsx(true));
writeFileSync(join(folder, 'big.xls'), xls());
