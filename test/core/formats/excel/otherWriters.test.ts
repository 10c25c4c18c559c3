/** Workbooks written by others (fixtures/make.py) read as what they hold. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWorkbook } from '../../../../src/core/formats/excel/readWorkbook.ts';
import { date, moment, readSheet, time } from './read.ts';

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);
const ids = ['name', 'digits', 'number', 'date', 'moment', 'time', 'flag', 'formula', 'note'];
const labels = ['Název', 'Číslice', 'Číslo', 'Datum', 'Okamžik', 'Čas', 'Ano/Ne', 'Vzorec', 'Poznámka'];

test.each([
	['openpyxl.xlsx', 'xlsx', [null, null, null], '<b>A</b>'],
	['libreoffice.xlsx', 'xlsx', [84, 'Ďábel 😀!', true], '<b>_x0041_</b>'],
	['libreoffice.xls', 'xls', [84, 'Ďábel 😀!', true], '<b>_x0041_</b>'],
	['xlwt.xls', 'xls', ['tučné písmo', null, null], '<b>_x0041_</b>'],
] as const)('%s reads as the table it was made from', async (name, format, formulas, note) => {
	const workbook = await readWorkbook(fixture(name));
	expect(workbook.format).toBe(format);
	expect(workbook.sheets).toEqual([
		{ name: 'Přehled', visibility: 'visible', isActive: true },
		{ name: 'Skrytý', visibility: 'hidden', isActive: false },
	]);
	await workbook.close();
	expect(await readSheet(fixture(name))).toEqual([
		ids,
		labels,
		// Half past two does not exist on this day in Prague; the sheet holds it all the same.
		[
			'Žluťoučký kůň',
			'00123',
			42,
			date('2024-03-31'),
			moment('2024-03-31T02:30:00'),
			time('13:30:00'),
			true,
			formulas[0],
			' mezery kolem ',
		],
		// Before Excel's 29 February 1900, which never was.
		[
			'Ďábel 😀',
			'12345678901234567',
			-1.25,
			date('1900-01-15'),
			moment('1999-12-31T23:59:59'),
			time('00:00:01'),
			false,
			formulas[1],
			'dva\nřádky',
		],
		[],
		[
			'&<>"\'',
			'7',
			123456789012,
			date('1900-03-01'),
			moment('2024-10-27T02:30:00'),
			time('23:59:59'),
			true,
			formulas[2],
			// openpyxl writes what looks like an escape without escaping it, so Excel and we read the letter.
			note,
		],
	]);
	expect(await readSheet(fixture(name), 1)).toEqual([[], [], [null, 'jen zde']]);
});

test('a workbook of the 1904 epoch has the same dates', async () => {
	const rows = await readSheet(fixture('openpyxl-1904.xlsx'));
	expect(rows[2]?.slice(3, 6)).toEqual([date('2024-03-31'), moment('2024-03-31T02:30:00'), time('13:30:00')]);
});

test('strings that run over CONTINUE records of either width are whole', async () => {
	const rows = await readSheet(fixture('xlwt-continue.xls'));
	expect(rows.map(([text]) => text)).toEqual(
		Array.from({ length: 60 }, (_, row) => `${row}:${(row % 2 ? 'ž' : 'z').repeat((row * 97) % 4001)}`),
	);
});
