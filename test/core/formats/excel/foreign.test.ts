/** Workbooks that our own readers do not take are read by SheetJS, with the same meaning of dates, text and blanks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { expect, test } from 'vitest';
import { readWorkbook } from '../../../../src/core/formats/excel/readWorkbook.ts';
import { record, u16 } from './makeXls.ts';
import { makeZip } from './makeZip.ts';
import { date, moment, readSheet, refusal } from './read.ts';

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

/** 31 March 2024, half past two: no such time in Prague. */
const gap = 45_382 + 2.5 / 24;

function book(): XLSX.WorkBook {
	const sheet: XLSX.WorkSheet = {
		A1: { t: 's', v: 'Nazev' },
		B1: { t: 's', v: 'Datum' },
		A2: { t: 's', v: ' 00123 ' },
		B2: { t: 'n', v: 45_382, z: 'd.m.yyyy' },
		C2: { t: 'n', v: -1.25 },
		D2: { t: 'b', v: true },
		// Row 3 is empty.
		A4: { t: 's', v: 'Zizkov' },
		B4: { t: 'n', v: gap, z: 'yyyy-mm-dd hh:mm:ss' },
		C4: { t: 'n', v: 123_456_789_012 },
		'!ref': 'A1:D4',
	};
	const made = XLSX.utils.book_new();
	XLSX.utils.book_append_sheet(made, sheet, 'List');
	return made;
}

function written(bookType: XLSX.BookType): Buffer {
	return XLSX.write(book(), { type: 'buffer', bookType }) as Buffer;
}

test.each([
	['biff5', 'old xls'],
	['xlsb', 'xlsb'],
	['xlml', 'xml'],
] as const)('%s reads as the table it was made from', async (bookType, format) => {
	const bytes = written(bookType);
	const workbook = await readWorkbook(bytes);
	expect(workbook).toMatchObject({ format, sheets: [{ name: 'List', visibility: 'visible' }] });
	await workbook.close();
	expect(await readSheet(bytes)).toEqual([
		['Nazev', 'Datum'],
		[' 00123 ', date('2024-03-31'), -1.25, true],
		[],
		['Zizkov', moment('2024-03-31T02:30:00'), 123_456_789_012],
	]);
});

test.each(['biff2', 'biff3', 'biff4'])('%s, a bare row of records, reads', async (bookType) => {
	const rows = await readSheet(written(bookType as XLSX.BookType));
	expect(rows.map(([text]) => text)).toEqual(['Nazev', ' 00123 ', undefined, 'Zizkov']);
	expect(rows[1]?.slice(2)).toEqual([-1.25, true]);
});

test('an OpenDocument file written by LibreOffice reads as its .xlsx does', async () => {
	const [ods, xlsx] = [await readSheet(fixture('libreoffice.ods')), await readSheet(fixture('libreoffice.xlsx'))];
	expect(ods[0]).toEqual(xlsx[0]);
	// SheetJS gives its booleans as 1 and 0 and drops blanks at the end of a text; the rest is equal.
	for (const row of [2, 3, 5]) expect(ods[row]?.slice(0, 6)).toEqual(xlsx[row]?.slice(0, 6));
});

test('Czech text in the code page of its time', async () => {
	// Excel 4: a bare row of records, of which one names the code page (1250). SheetJS's own writer has no Czech there.
	const text = Buffer.from('8e6c759d6f75e86bfd206bf9f2', 'hex');
	const bytes = Buffer.concat([
		record(0x0409, u16(0, 0x0010, 0)),
		record(0x0042, u16(1250)),
		record(0x0204, u16(0, 0, 0, text.length), text),
		record(0x000a),
	]);
	expect(await readSheet(bytes)).toEqual([['Žluťoučký kůň']]);
});

test('a table that Office wrote as HTML reads, a page of the server does not', async () => {
	const table = '<table><tr><td>id</td><td>name</td></tr><tr><td>7</td><td>Byt &amp; sklep</td></tr></table>';
	const office = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>${table}</body></html>`;
	expect(await readSheet(Buffer.from(office))).toEqual([
		['id', 'name'],
		[7, 'Byt & sklep'],
	]);
	expect(await refusal(readSheet(Buffer.from(`<html><body>${table}</body></html>`)))).toMatchObject({
		reason: 'badResponse',
		why: expect.stringContaining('it is text, not a sheet') as string,
	});
});

test('an error is told as Excel shows it', async () => {
	const made = book();
	made.Sheets.List!.A2 = { t: 'e', v: 0x17 };
	const bytes = XLSX.write(made, { type: 'buffer', bookType: 'xlsb' }) as Buffer;
	expect((await readSheet(bytes))[1]?.[0]).toEqual({ kind: 'error', text: '#REF!' });
});

test('what would not fit in memory is refused with what to do', async () => {
	const large = Buffer.concat([written('biff2'), Buffer.alloc(11 * 1024 * 1024)]);
	const packed = makeZip([
		['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
		['content.xml', Buffer.alloc(101 * 1024 * 1024, 'abcdefghij')],
	]);
	expect(await refusal(readWorkbook(large))).toMatchObject({
		reason: 'unsafe',
		next: expect.stringContaining('Save it as .xlsx') as string,
	});
	expect(await refusal(readWorkbook(packed))).toMatchObject({ reason: 'unsafe' });
});

test('a damaged one is refused with what to do', async () => {
	const bytes = readFileSync(fixture('libreoffice.ods'));
	const biff = written('biff5').subarray(0, 1024);
	for (const damaged of [biff, bytes.subarray(0, bytes.length - 100)])
		expect(await refusal(readSheet(damaged))).toMatchObject({ reason: 'badResponse' });
});
