/** The sandbox's Excel files, read back by SheetJS. */
import { CFB, read, utils } from '@e965/xlsx';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compoundFile } from '../../../src/sandbox/realpad/excel/compoundFile.ts';
import type { Cell, Sheet } from '../../../src/sandbox/realpad/excel/sheet.ts';
import { columnName } from '../../../src/sandbox/realpad/excel/sheet.ts';
import { maxXlsRows, writeXls } from '../../../src/sandbox/realpad/excel/writeXls.ts';
import { writeXlsx } from '../../../src/sandbox/realpad/excel/writeXlsx.ts';

/** SheetJS ships this part without types. */
const containers = CFB as unknown as {
	read(bytes: Uint8Array, options: { readonly type: 'buffer' }): unknown;
	find(container: unknown, path: string): { readonly content: Uint8Array } | null;
};

const writers: readonly (readonly [string, (sheet: Sheet) => Buffer])[] = [
	['.xls', writeXls],
	['.xlsx with shared strings', (sheet) => writeXlsx(sheet, 'shared')],
	['.xlsx with inline strings', (sheet) => writeXlsx(sheet, 'inline')],
];

function valuesOf(file: Buffer): unknown[][] {
	const book = read(file);
	const sheet = book.Sheets[book.SheetNames[0]!]!;
	return utils.sheet_to_json(sheet, { header: 1, raw: true, defval: null, blankrows: true });
}

test.each(writers)('%s: texts, numbers and blanks come back as they were written', (_, write) => {
	const text = fc.string({
		unit: fc.constantFrom(...Array.from('aZ09 ěščřžýáíéúůťďň\u20ac<&>"\'\n')),
		minLength: 1,
		maxLength: 300,
	});
	const cell: fc.Arbitrary<Cell> = fc.oneof(
		text,
		fc.integer(),
		fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
		fc.constant(null),
	);
	fc.assert(
		fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 40 }), (rows) => {
			const full = rows.map((row, i) => [i, ...row, 'end']);
			expect(valuesOf(write({ name: 'Zákazníci', rows: full }))).toEqual(full);
		}),
		{ numRuns: 40 },
	);
});

test('.xls: a string table that is cut into many records comes back whole', () => {
	const rows = Array.from({ length: 3000 }, (_, i) => [
		`${i} ${'x'.repeat(i % 97)}`,
		`${i} ${'ř'.repeat((i * 7) % 211)}`,
		'é'.repeat(i % 31) || 'x',
	]);
	rows.push(['a'.repeat(32_000), 'ž'.repeat(32_000), 'end']);
	expect(valuesOf(writeXls({ name: 'S', rows }))).toEqual(rows);
});

test('a compound file of more than 7 MB has a longer sector list and still opens', () => {
	for (const size of [10, 4096, 60_000, 7_143_424, 8_000_001]) {
		const content = Buffer.alloc(size, 'Realpad');
		const found = containers.find(containers.read(compoundFile('Workbook', content), { type: 'buffer' }), 'Workbook');
		expect(Buffer.from(found!.content).subarray(0, size).equals(content)).toBe(true);
	}
});

test('.xls ends at 65,536 rows', () => {
	const rows = Array.from({ length: maxXlsRows + 5 }, (_, i) => [i]);
	expect(valuesOf(writeXls({ name: 'S', rows }))).toHaveLength(65_536);
});

test.each(writers)('%s: dates are serials with formats 14 and 22', (_, write) => {
	const rows: Cell[][] = [
		[
			{ kind: 'date', text: '2026-05-01' },
			{ kind: 'time', text: '2026-03-29T02:30:15' },
		],
	];
	const book = read(write({ name: 'S', rows }), { cellNF: true });
	const sheet = book.Sheets.S!;
	expect(sheet.A1).toMatchObject({ t: 'n', v: 46_143, z: 'm/d/yy' });
	expect(sheet.B1).toMatchObject({ t: 'n', v: 46_110 + (2 * 3600 + 30 * 60 + 15) / 86_400, z: 'm/d/yy h:mm' });
});

test.each(writers)('%s: formulas keep their last value', (_, write) => {
	const rows: Cell[][] = [
		[],
		[
			100,
			30,
			{ kind: 'formula', operator: '-', left: 0, right: 1, value: 70 },
			'Jan',
			'Kovář',
			{ kind: 'formula', operator: '&', left: 3, right: 4, value: 'Jan Kovář' },
		],
	];
	const book = read(write({ name: 'S', rows }));
	expect(book.Sheets.S!.C2).toMatchObject({ t: 'n', v: 70, f: 'A2-B2' });
	expect(book.Sheets.S!.F2).toMatchObject({ t: 's', v: 'Jan Kovář', f: 'D2&" "&E2' });
});

test('.xlsx: a carriage return and a text that looks like its code are told apart', () => {
	for (const strings of ['shared', 'inline'] as const) {
		const file = writeXlsx({ name: 'S', rows: [['a\r\nb', '_x000D_']] }, strings);
		// SheetJS decodes `_x000D_` and then folds line ends.
		expect(valuesOf(file)).toEqual([['a\nb', '_x000D_']]);
	}
});

test('columns are named A to Z, AA, …', () => {
	expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});
