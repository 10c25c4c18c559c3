/** Whatever happens to a file on its way, reading it ends in rows or in one typed error. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import { readWorkbook } from '../../../../src/core/formats/excel/readWorkbook.ts';
import { characters, makeXls, record, sstRecords, u16, u32 } from './makeXls.ts';
import { makeXlsx } from './makeXlsx.ts';

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'fixtures', name));
const files: readonly (readonly [string, Buffer])[] = [
	['libreoffice.xls', fixture('libreoffice.xls')],
	['xlwt.xls', fixture('xlwt.xls')],
	['libreoffice.xlsx', fixture('libreoffice.xlsx')],
	[
		'an .xls of records',
		makeXls({
			cells: Array.from({ length: 40 }, (_, row) =>
				Buffer.concat([
					record(0x00fd, u16(row, 0, 0), u32(row % 3)),
					record(0x0204, u16(row, 1, 0), u16(1), characters('ž')),
				]),
			),
			sst: sstRecords(['a', 'ž', 'c']),
			formats: ['d.m.yyyy'],
		}),
	],
	// Not packed and not compressed, so that changes reach the XML; the checksum only speaks at the end.
	[
		'an unpacked .xlsx',
		makeXlsx({
			rows: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45382.5</v></c><c t="inlineStr"><is><t>a&amp;b</t></is></c></row>'.repeat(
				20,
			),
			strings: '<si><r><t>ž</t></r></si>',
			formats: ['d.m.yyyy'],
			zip: { stored: true },
		}),
	],
];

async function readAll(bytes: Buffer): Promise<void> {
	try {
		const workbook = await readWorkbook(bytes);
		for (const sheet of workbook.sheets.keys()) {
			let cells = 0;
			for await (const { rows } of workbook.rows(sheet)) {
				for (const row of rows) cells += row.length;
				// Gaps before a misplaced cell are the most that damage can add.
				expect(cells).toBeLessThan(20_000_000);
			}
		}
	} catch (error) {
		if (!FreeholdError.is(error, 'badResponse', 'unsafe')) throw error;
	}
}

test.each(files)('changed bytes in %s', async (_name, original) => {
	const change = fc.tuple(fc.nat(original.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0xff, 0x7f, 0x3c)));
	await fc.assert(
		fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
			const bytes = Buffer.from(original);
			for (const [at, byte] of changes) bytes[at] = byte;
			await readAll(bytes);
		}),
		{ numRuns: 400 },
	);
});

test.each(files)('a cut %s', async (_name, original) => {
	await fc.assert(
		fc.asyncProperty(fc.nat(original.length - 1), (length) => readAll(original.subarray(0, length))),
		{ numRuns: 100 },
	);
});

test('random bytes behind a true beginning', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom('d0cf11e0a1b11ae1', '504b0304', '504b0506'),
			fc.uint8Array({ maxLength: 3000 }),
			(magic, bytes) => readAll(Buffer.concat([Buffer.from(magic, 'hex'), bytes])),
		),
		{ numRuns: 300 },
	);
});
