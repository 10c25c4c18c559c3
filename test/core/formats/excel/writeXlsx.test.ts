/** What we write as Excel is read by SheetJS, an implementation of somebody else, and by our own reader. */
import * as XLSX from '@e965/xlsx';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import { writeXlsx } from '../../../../src/core/formats/excel/writeXlsx.ts';
import type { XlsxLimits } from '../../../../src/core/formats/excel/writeXlsx.ts';
import type { Cell, CellType, RowStream, WriteOptions } from '../../../../src/core/formats/rows.ts';
import { date, moment, readSheet, refusal, time } from './read.ts';

async function written(stream: RowStream, options?: WriteOptions & XlsxLimits): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of writeXlsx(stream, options)) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function sheetJs(file: Buffer): XLSX.WorkBook {
	return XLSX.read(file, { cellNF: true, cellFormula: true, raw: true });
}

/** As cells, in the order of the columns. */
function cellsOf(sheet: XLSX.WorkSheet, row: number, columns: number): (XLSX.CellObject | undefined)[] {
	return Array.from({ length: columns }, (_, column) => {
		return sheet[XLSX.utils.encode_cell({ r: row, c: column })] as XLSX.CellObject | undefined;
	});
}

const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 30 }),
	fc.string({ unit: 'grapheme', maxLength: 20 }),
	fc.constantFrom(
		'',
		' a ',
		'=1+1',
		"=cmd|' /C calc'!A0",
		'_x000D_',
		'a\r\nb\tc',
		'\u0000\u001f',
		'\ud800',
		'<b>&amp;',
		'007',
	),
);
const cell: fc.Arbitrary<Cell> = fc.oneof(
	fc.constant(null),
	text,
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.boolean(),
);

test('every text, number and boolean comes back as it was, and nothing is a formula', async () => {
	const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
		fc.record({
			columns: fc.array(text, { minLength: width, maxLength: width }),
			rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }),
		}),
	);
	await fc.assert(
		fc.asyncProperty(table, async ({ columns, rows }) => {
			const file = await written({ columns, rows });
			const own = await readSheet(file);
			expect(own[0]).toEqual(columns);
			for (const [nth, row] of rows.entries()) {
				const shown = row.map((value) =>
					typeof value === 'number' && Number.isInteger(value) && digits(value) > 15 ? String(value) : plusZero(value),
				);
				const found = own[nth + 1] ?? [];
				expect(columns.map((_, column) => found[column] ?? null)).toEqual(shown);
			}
		}),
		{ numRuns: 60 },
	);
});

function digits(value: number): number {
	return String(Math.abs(value)).split('e')[0]!.replace('.', '').replace(/0+$/, '').length;
}

function plusZero(value: Cell): Cell {
	return value === 0 ? 0 : value;
}

test('SheetJS reads the types: numbers, booleans, text, dates with their formats, and no formula', async () => {
	const columns = ['n', 'b', 't', 'day', 'at', 'when', 'clock', '=head'];
	const types: CellType[] = ['decimal', 'boolean', 'text', 'date', 'datetime', 'instant', 'time', 'text'];
	const rows: Cell[][] = [
		[1.5, true, '=1+1', '2024-03-31', '2024-03-31T12:00:00', '2024-03-31T08:00:00+02:00', '06:00:00', '@x'],
		['2.50', 'false', '-5 °C', '1900-02-28', '2024-03-31 12:00', '2024-03-31T12:00:00.250Z', '06:00:00.5', '+1'],
	];
	const sheet = sheetJs(await written({ columns, types, rows })).Sheets.Rows!;
	const shape = (row: number): unknown[] =>
		cellsOf(sheet, row, columns.length).map((one) => [one?.t, one?.v, one?.z === 'General' ? undefined : one?.z]);
	expect(shape(1)).toEqual([
		['n', 1.5, undefined],
		['b', true, undefined],
		['s', '=1+1', undefined],
		['n', 45382, 'yyyy\\-mm\\-dd'],
		['n', 45382.5, 'yyyy\\-mm\\-dd\\ hh:mm:ss'],
		['n', 45382.25, 'yyyy\\-mm\\-dd\\ hh:mm:ss"Z"'],
		['n', 0.25, 'hh:mm:ss'],
		['s', '@x', undefined],
	]);
	// Excel counts a 29 February 1900 that never was: what lies before it stays text.
	expect(shape(2).slice(0, 4)).toEqual([
		['n', 2.5, undefined],
		['b', false, undefined],
		['s', '-5 °C', undefined],
		['s', '1900-02-28', undefined],
	]);
	const all = Object.entries(sheet).filter(([place]) => !place.startsWith('!'));
	expect(all.filter(([, one]) => (one as XLSX.CellObject).f !== undefined)).toEqual([]);
	expect(await readSheet(await written({ columns, types, rows }))).toMatchObject([
		columns,
		[
			1.5,
			true,
			'=1+1',
			date('2024-03-31'),
			moment('2024-03-31T12:00:00'),
			moment('2024-03-31T06:00:00'),
			time('06:00:00'),
			'@x',
		],
		[
			2.5,
			false,
			'-5 °C',
			'1900-02-28',
			moment('2024-03-31T12:00:00'),
			moment('2024-03-31T12:00:00.250'),
			time('06:00:00.500'),
			'+1',
		],
	]);
});

test.each<[string, CellType, Cell]>([
	['more than 15 digits', 'text', 1234567890123456789n],
	['more than 15 digits, of a file', 'decimal', '12345678901234.5678'],
	['a day that is none', 'date', '2023-02-29'],
	['an hour that is none', 'datetime', '2023-02-28T24:00:00'],
	['a year before 1900', 'date', '1899-12-31'],
	['microseconds', 'instant', '2024-03-31T12:00:00.123456Z'],
	['no number', 'integer', 'n/a'],
	['not finite', 'decimal', Infinity],
	['a code', 'integer', '007'],
])('%s stays text', async (_, type, value) => {
	const [, row] = await readSheet(await written({ columns: ['a'], types: [type], rows: [[value]] }));
	expect(row).toEqual([String(value)]);
});

test('rows go on in the next sheet where one is full, each with its header, and it is told', async () => {
	const notes: string[] = [];
	const rows = Array.from({ length: 7 }, (_, nth) => [nth]);
	const file = await written(
		{ columns: ['n'], rows },
		{ mostRows: 4, name: 'Pro/perty', onNote: (note) => notes.push(note) },
	);
	const book = sheetJs(file);
	expect(book.SheetNames).toEqual(['Pro_perty', 'Pro_perty 2', 'Pro_perty 3']);
	expect(book.SheetNames.map((name) => XLSX.utils.sheet_to_json(book.Sheets[name]!, { header: 1 }))).toEqual([
		[['n'], [0], [1], [2]],
		[['n'], [3], [4], [5]],
		[['n'], [6]],
	]);
	expect(notes).toEqual(['The rows stand on 3 sheets, because one does not hold them.']);
	// A sheet that is exactly full begins no empty one.
	expect(sheetJs(await written({ columns: ['n'], rows: rows.slice(0, 6) }, { mostRows: 4 })).SheetNames).toHaveLength(
		2,
	);
});

test('text longer than a cell holds stands whole on a sheet of its own, and it is told', async () => {
	const notes: string[] = [];
	const long = '🏠ž'.repeat(30_000);
	const file = await written(
		{
			columns: ['id', 'about'],
			rows: [
				['a', 'short'],
				['b', long],
			],
		},
		{ onNote: (note) => notes.push(note) },
	);
	const book = sheetJs(file);
	expect(book.SheetNames).toEqual(['Rows', 'Long values']);
	const shown = (book.Sheets.Rows!.B3 as XLSX.CellObject).v as string;
	expect(shown.length).toBeLessThanOrEqual(32_767);
	expect(shown).toMatch(/… \(all 90000 characters: sheet "Long values"\)$/);
	const parts = XLSX.utils.sheet_to_json<string[]>(book.Sheets['Long values']!, { header: 1 }).slice(1);
	expect(parts.map((part) => part.slice(0, 4))).toEqual([1, 2, 3].map((part) => ['Rows', 'B3', 'about', part]));
	expect(parts.map((part) => part[4]).join('')).toBe(long);
	expect(notes).toEqual(['Values longer than 32,767 characters stand whole on the sheet "Long values": 1.']);
});

test('more columns than a sheet has are refused before anything is written', async () => {
	const columns = Array.from({ length: 16_385 }, (_, nth) => `c${nth}`);
	const error = await refusal(written({ columns, rows: [] }));
	expect(FreeholdError.is(error, 'usage') && error.why).toBe('they have 16,385 columns, and a sheet holds 16,384');
	const most = columns.slice(1);
	const sheet = sheetJs(await written({ columns: most, rows: [most.map((_, nth) => nth)] })).Sheets.Rows!;
	expect((sheet.XFD2 as XLSX.CellObject).v).toBe(16_383);
});

test('rows are taken as the reader takes pieces: nothing is gathered, and who gives them is told to stop', async () => {
	let given = 0;
	let isClosed = false;
	function* rows(): Generator<Cell[]> {
		try {
			for (; given < 1_000_000; given++) yield [`${given} ${Math.random()}`];
		} finally {
			isClosed = true;
		}
	}
	const chunks = writeXlsx({ columns: ['a'], rows: rows() });
	let bytes = 0;
	for await (const chunk of chunks) {
		bytes += chunk.byteLength;
		if (bytes > 500_000) break;
	}
	expect(given).toBeLessThan(200_000);
	expect(isClosed).toBe(true);
});

test('what the rows fail with is what the writer fails with', async () => {
	async function* rows(): AsyncGenerator<Cell[]> {
		yield await Promise.resolve(['a']);
		throw new Error('the source went away');
	}
	expect(await refusal(written({ columns: ['a'], rows: rows() }))).toMatchObject({ message: 'the source went away' });
});
