/** What SheetJS writes we read as it was given, and as SheetJS itself reads it. */
import * as XLSX from '@e965/xlsx';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell } from '../../../../src/core/formats/excel/cell.ts';
import { moment, readSheet } from './read.ts';

interface Given {
	readonly cell: XLSX.CellObject;
	readonly read: Cell;
}

const text = fc
	.oneof(
		fc.string({ maxLength: 40 }),
		fc.string({ unit: 'grapheme', maxLength: 20 }),
		fc.constantFrom('00123', ' a ', 'Žluť'),
	)
	// SheetJS writes characters that XML forbids as they are, which is its bug, and neither keeps lone surrogates.
	// eslint-disable-next-line no-control-regex -- exactly those
	.map((value) => value.replace(/[\u0000-\u001f\ufffe\uffff\ud800-\udfff]/gu, '') || 'x');
const given: fc.Arbitrary<Given | undefined> = fc.oneof(
	{ arbitrary: fc.constant(undefined), weight: 2 },
	{ arbitrary: text.map((value): Given => ({ cell: { t: 's', v: value }, read: value })), weight: 3 },
	fc
		.oneof(
			fc.integer(),
			// SheetJS writes numbers near the ends of what a double holds wrongly into .xls.
			fc.double({ min: -1e200, max: 1e200, noNaN: true }).map((value) => (Math.abs(value) < 1e-200 ? 0 : value)),
			fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
		)
		.map((value): Given => ({ cell: { t: 'n', v: value }, read: value === 0 ? 0 : value })),
	fc.boolean().map((value): Given => ({ cell: { t: 'b', v: value }, read: value })),
	// Seconds since March 1900, as the day numbers that Excel would hold.
	fc.integer({ min: 0, max: 6_000_000_000 }).map((seconds): Given => {
		const serial = 61 + seconds / 86_400;
		const at = new Date(Date.UTC(1900, 2, 1) + seconds * 1000).toISOString().slice(0, 19);
		return { cell: { t: 'n', v: serial, z: 'yyyy-mm-dd hh:mm:ss' }, read: moment(at) };
	}),
);

function sheetOf(rows: readonly (readonly (Given | undefined)[])[]): XLSX.WorkBook {
	const sheet: XLSX.WorkSheet = {};
	rows.forEach((row, r) => row.forEach((cell, c) => cell && (sheet[XLSX.utils.encode_cell({ r, c })] = cell.cell)));
	sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length, c: 12 } });
	const book = XLSX.utils.book_new();
	XLSX.utils.book_append_sheet(book, sheet, 'List');
	return book;
}

/** Without the trailing gaps, which readers keep or leave as they like. */
function trimmed(rows: readonly (readonly Cell[])[]): Cell[][] {
	const cut = rows.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== null) + 1));
	return cut.slice(0, cut.findLastIndex((row) => row.length > 0) + 1);
}

test.each([
	['biff8', true],
	['xlsx', true],
	['xlsx', false],
] as const)('any sheet written as %s (shared strings: %s)', async (bookType, bookSST) => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.array(given, { maxLength: 12 }), { maxLength: 20 }), async (rows) => {
			const bytes = XLSX.write(sheetOf(rows), { type: 'buffer', bookType, bookSST }) as Buffer;
			const expected = trimmed(rows.map((row) => row.map((cell) => cell?.read ?? null)));
			expect(trimmed(await readSheet(bytes))).toEqual(expected);
			const oracle = XLSX.read(bytes, { dense: true }).Sheets.List!['!data'] ?? [];
			const plain = (cell: Cell): unknown => (cell !== null && typeof cell === 'object' ? undefined : cell);
			expect(trimmed(await readSheet(bytes)).map((row) => row.map(plain))).toEqual(
				expected.map((row, r) =>
					row.map((cell, c) => (plain(cell) === undefined ? undefined : (oracle[r]?.[c]?.v ?? null))),
				),
			);
		}),
		{ numRuns: 100 },
	);
});
