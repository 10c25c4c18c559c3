/** What writers of .xls do: every kind of record that holds a value, and the ways in which a file is not for us. */
import * as XLSX from '@e965/xlsx';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWorkbook } from '../../../../src/core/formats/excel/readWorkbook.ts';
import { characters, double, makeCompoundFile, makeXls, record, sstRecords, u16, u32 } from './makeXls.ts';
import type { XlsContent } from './makeXls.ts';
import { makeXlsx } from './makeXlsx.ts';
import { date, moment, readSheet, refusal } from './read.ts';

const at = (row: number, column: number, xf = 0): Buffer => u16(row, column, xf);
const number = (row: number, column: number, value: number, xf = 0): Buffer =>
	record(0x0203, at(row, column, xf), double(value));
const rk = (value: number, flags: number): Buffer => {
	if ((flags & 2) !== 0) return u32(((value << 2) | flags) >>> 0);
	const half = Buffer.alloc(4);
	double(value).copy(half, 0, 4);
	return u32((half.readUInt32LE() & ~3 & 0xffffffff) + flags);
};
const formula = (row: number, column: number, result: Buffer): Buffer =>
	record(0x0006, at(row, column), result, u16(0), u32(0), u16(0));
const marked = (kind: number, value = 0): Buffer => Buffer.from([kind, 0, value, 0, 0, 0, 0xff, 0xff]);
const unicode = (text: string): Buffer => Buffer.concat([u16(text.length), characters(text)]);

/** SheetJS's container library, which comes without types. */
interface Cfb {
	read(bytes: Buffer, options: { type: 'buffer' }): object;
	find(container: object, name: string): { content: Uint8Array };
	write(container: object, options: { type: 'buffer' }): Buffer;
	readonly utils: { cfb_new(): object; cfb_add(container: object, path: string, content: Uint8Array): void };
}

async function read(content: XlsContent): Promise<unknown> {
	return readSheet(makeXls(content));
}

test('every record that holds a value', async () => {
	const cells = [
		number(0, 0, 1.1),
		record(0x027e, at(0, 1), rk(-7, 2)),
		record(0x027e, at(0, 2), rk(12345, 3)),
		record(0x027e, at(0, 3), rk(0.5, 0)),
		record(0x027e, at(0, 4), rk(50, 1)),
		record(0x00bd, u16(1, 2), u16(0), rk(1, 2), u16(1), rk(45382, 2), u16(3)),
		record(0x00fd, at(2, 0), u32(1)),
		record(0x0204, at(2, 1), unicode('žluť')),
		record(0x00d6, at(2, 2), unicode('rich'), u16(1, 0, 1)),
		record(0x0205, at(3, 0), Buffer.from([1, 0])),
		record(0x0205, at(3, 1), Buffer.from([0x07, 1])),
		record(0x0201, at(3, 2)),
		record(0x00be, u16(3, 3, 0, 0, 4)),
		formula(4, 0, double(2.5)),
		formula(4, 1, marked(0)),
		record(0x04bc, u16(0, 0)),
		record(0x0207, unicode('spočteno')),
		formula(4, 2, marked(1, 1)),
		formula(4, 3, marked(2, 0x2a)),
		formula(4, 4, marked(3)),
	];
	expect(await read({ cells, sst: sstRecords(['a', 'b ']), formats: [14] })).toEqual([
		[1.1, -7, 123.45, 0.5, 0.5],
		[null, null, 1, date('2024-03-31')],
		['b ', 'žluť', 'rich'],
		[true, { kind: 'error', text: '#DIV/0!' }],
		[2.5, 'spočteno', true, { kind: 'error', text: '#N/A' }, ''],
	]);
});

test('every double comes out as it went in, in both formats', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 50 }),
			async (values) => {
				const cells = values.map((value, column) => number(0, column, value));
				expect(await readSheet(makeXls({ cells }))).toEqual([values]);
				const xml = values.map((value) => `<c><v>${Object.is(value, -0) ? '-0' : value}</v></c>`).join('');
				expect(await readSheet(makeXlsx({ rows: `<row>${xml}</row>` }))).toEqual([values]);
			},
		),
	);
	expect(await read({ cells: [number(0, 0, NaN), number(0, 1, Infinity)] })).toEqual([
		[
			{ kind: 'error', text: '#NUM!' },
			{ kind: 'error', text: '#NUM!' },
		],
	]);
});

test('a shared string whose width changes where a record ends', async () => {
	const sst = [
		record(0x00fc, u32(3, 3), u16(6), Buffer.from([0]), Buffer.from('abc')),
		record(
			0x003c,
			Buffer.from([1]),
			Buffer.from('žřč', 'utf16le'),
			u16(4),
			Buffer.from([1]),
			Buffer.from('ěš', 'utf16le'),
		),
		// The rest of the string in one byte per character; then a rich one with phonetics, cut within its formats.
		record(
			0x003c,
			Buffer.from([0]),
			Buffer.from('xy'),
			u16(3),
			Buffer.from([0x0c]),
			u16(2),
			u32(5),
			Buffer.from('end'),
			u16(0, 1, 1),
		),
		record(0x003c, u16(2), Buffer.from('12345')),
	];
	const cells = [0, 1, 2].map((index) => record(0x00fd, at(index, 0), u32(index)));
	expect(await read({ cells, sst })).toEqual([['abcžřč'], ['ěšxy'], ['end']]);
});

test("a formula's text that is longer than a record", async () => {
	const text = 'ž'.repeat(5000);
	const wide = Buffer.from(text, 'utf16le');
	const cells = [
		formula(0, 0, marked(0)),
		record(0x0207, u16(5000), Buffer.from([1]), wide.subarray(0, 8000)),
		record(0x003c, Buffer.from([1]), wide.subarray(8000)),
		number(1, 0, 1),
	];
	expect(await read({ cells })).toEqual([[text], [1]]);
});

test('dates by number format and epoch', async () => {
	const cells = [number(0, 0, 45382, 1), number(0, 1, 45382.104166666664, 2), number(0, 2, 45382, 3)];
	const formats = [14, 'd\\.m\\.yyyy\\ h:mm', '#,##0\\ "Kč"'];
	expect(await read({ cells, formats })).toEqual([[date('2024-03-31'), moment('2024-03-31T02:30:00'), 45382]]);
	expect(await read({ cells: [number(0, 0, 43920, 1)], formats, is1904: true })).toEqual([[date('2024-03-31')]]);
});

test('a chart within a sheet adds no cells', async () => {
	const chart = [record(0x0809, u16(0x0600, 0x0020, 0, 0), u32(0, 0)), number(5, 5, 9), record(0x000a)];
	expect(await read({ cells: [number(0, 0, 1), ...chart, number(1, 0, 2)] })).toEqual([[1], [2]]);
});

test('a small workbook shares the sectors of small streams', async () => {
	const cfb = XLSX.CFB as Cfb;
	const stream = cfb.find(cfb.read(makeXls({ cells: [number(0, 0, 7)] }), { type: 'buffer' }), 'Workbook').content;
	const small = cfb.utils.cfb_new();
	cfb.utils.cfb_add(small, '/Workbook', stream.subarray(0, Buffer.from(stream).lastIndexOf(record(0x000a)) + 4));
	const bytes = cfb.write(small, { type: 'buffer' });
	expect(bytes.length).toBeLessThan(makeXls({ cells: [] }).length + 1024);
	expect(await readSheet(bytes)).toEqual([[7]]);
});

test('a file so large that its allocation table needs lists of its own', async () => {
	const filler = record(0x0fff, Buffer.alloc(8000));
	const cells = Array.from({ length: 2500 }, (_, row) => [number(row, 0, row), filler]).flat();
	expect(await read({ cells })).toEqual(Array.from({ length: 2500 }, (_, row) => [row]));
});

test('rows and columns that come late are put in their places', async () => {
	expect(await read({ cells: [number(2, 1, 3), number(0, 0, 1), number(2, 0, 2), number(3, 0, 4)] })).toEqual([
		[1],
		[],
		[2, 3],
		[4],
	]);
});

test('a sheet that fills all 65,536 rows is warned about, one row less is not', async () => {
	const warnings = async (rows: number): Promise<string[]> => {
		const cells = Array.from({ length: rows }, (_, row) => number(row, 0, row));
		const told: string[] = [];
		const read = await readSheet(makeXls({ cells }), 0, { onWarning: (message) => told.push(message) });
		expect(read).toHaveLength(rows);
		return told;
	};
	expect(await warnings(65_535)).toEqual([]);
	expect(await warnings(65_536)).toEqual([expect.stringMatching(/may be cut.*\.xlsx/)]);
});

test.each<[string, Buffer, RegExp, RegExp]>([
	['a password', makeXls({ cells: [], globals: [record(0x002f, u16(1, 1, 1))] }), /password/, /remove the password/],
	[
		'an .xlsx with a password',
		makeCompoundFile('EncryptedPackage', Buffer.alloc(10)),
		/password/,
		/remove the password/,
	],
	['a Word document', makeCompoundFile('WordDocument', Buffer.alloc(10)), /not a workbook/, /Check/],
	['a container without content', makeXls({ cells: [] }).subarray(0, 600), /damaged/, /again/],
	[
		'a shared string that is not there',
		makeXls({ cells: [record(0x00fd, at(0, 0), u32(9))] }),
		/shared string 9/,
		/again/,
	],
	[
		'a claim of a billion strings',
		makeXls({ cells: [], sst: [record(0x00fc, u32(1, 1_000_000_000))] }),
		/claims/,
		/again/,
	],
])('%s is refused', async (_name, bytes, why, next) => {
	expect(await refusal(readSheet(bytes))).toMatchObject({
		reason: 'badResponse',
		why: expect.stringMatching(why) as string,
		next: expect.stringMatching(next) as string,
	});
});

test('a sheet that does not exist is named as such', async () => {
	expect(await refusal(readSheet(makeXls({ cells: [] }), 3))).toMatchObject({
		reason: 'notFound',
		next: 'Choose one of: List',
	});
});

test('a file that does not exist is named as such', async () => {
	expect(await refusal(readWorkbook('/does/not/exist.xls'))).toMatchObject({ reason: 'notFound' });
});
