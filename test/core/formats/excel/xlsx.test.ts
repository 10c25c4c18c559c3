/** What writers of .xlsx do, and what hostile ones try. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Cell } from '../../../../src/core/formats/excel/cell.ts';
import { readWorkbook } from '../../../../src/core/formats/excel/readWorkbook.ts';
import { makeXlsx, XML } from './makeXlsx.ts';
import type { XlsxContent } from './makeXlsx.ts';
import { makeZip } from './makeZip.ts';
import { date, moment, readSheet, refusal, time } from './read.ts';

const row = (cells: string): string => `<row>${cells}</row>`;
const text = (content: string): string => `<c t="inlineStr"><is><t>${content}</t></is></c>`;

async function firstRow(content: XlsxContent): Promise<Cell[] | undefined> {
	return (await readSheet(makeXlsx(content)))[0];
}

test.each<[string, XlsxContent, Cell[]]>([
	['cells without references follow each other', { rows: row('<c><v>1</v></c><c/><c><v>3</v></c>') }, [1, null, 3]],
	['references leave gaps', { rows: '<row r="1"><c r="B1"><v>1</v></c><c><v>2</v></c></row>' }, [null, 1, 2]],
	[
		'runs are joined, phonetic guides left out',
		{
			rows: row('<c t="s"><v>0</v></c><c t="inlineStr"><is><r><t>a</t></r><r><rPr><b/></rPr><t> b</t></r></is></c>'),
			strings:
				'<si><r><t xml:space="preserve">東 </t></r><r><t>京</t></r><rPh sb="0" eb="1"><t>トウ</t></rPh><phoneticPr fontId="1"/></si>',
		},
		['東 京', 'a b'],
	],
	[
		'blanks are kept with or without xml:space',
		{ rows: row(`${text(' a ')}<c t="inlineStr"><is><t xml:space="preserve">  </t></is></c>`) },
		[' a ', '  '],
	],
	['escapes of characters', { rows: row(text('a_x000D_b_x005F_x0041_ _x00e9_ _xZZZZ_')) }, ['a\rb_x0041_ é _xZZZZ_']],
	['entities', { rows: row(text('&lt;&amp;&gt;&quot;&apos;&#269;&#x1F600;&#13; & co')) }, ['<&>"\'č😀\r & co']],
	['line ends', { rows: row(text('a\r\nb\rc')) }, ['a\nb\nc']],
	['CDATA and comments', { rows: row(text('a<![CDATA[<b>&amp;</b>]]><!-- <c> -->z')) }, ['a<b>&amp;</b>z']],
	[
		'formulas as their values',
		{
			rows: row(
				'<c><f>1+1</f><v>2</v></c><c t="str"><f>"a"</f><v>a&amp;b</v></c><c t="b"><f>TRUE()</f><v>1</v></c><c><f>A1</f></c>',
			),
		},
		[2, 'a&b', true],
	],
	[
		'booleans, errors and ISO dates',
		{
			rows: row(
				'<c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2024-03-31T02:30:00Z</v></c><c t="d"><v>2024-03-31</v></c>',
			),
		},
		[false, { kind: 'error', text: '#N/A' }, moment('2024-03-31T02:30:00'), date('2024-03-31')],
	],
	[
		'numbers in every notation',
		{
			rows: row(
				['1', '-0.1', '1E3', '1.5e-7', '12345678901234567', '0.30000000000000004', ' 7 ', '.5', '+2']
					.map((number) => `<c t="n"><v>${number}</v></c>`)
					.join(''),
			),
		},
		[1, -0.1, 1000, 1.5e-7, 12345678901234568, 0.1 + 0.2, 7, 0.5, 2],
	],
	[
		'dates by their formats',
		{
			rows: row(
				'<c s="1"><v>45382</v></c><c s="2"><v>45382.104166666664</v></c><c s="3"><v>0.25</v></c><c s="4"><v>45382</v></c><c s="9"><v>5</v></c>',
			),
			formats: [14, 'd.m.yyyy h:mm:ss', 20, '0.00'],
		},
		[date('2024-03-31'), moment('2024-03-31T02:30:00'), time('06:00:00'), 45382, 5],
	],
	['the 1904 epoch', { rows: row('<c s="1"><v>43920</v></c>'), formats: [14], is1904: true }, [date('2024-03-31')]],
	['data descriptors', { rows: row(text('x')), zip: { dataDescriptors: true } }, ['x']],
	['zip64', { rows: row(text('x')), zip: { zip64: true } }, ['x']],
	['parts that are not packed', { rows: row(text('x')), zip: { stored: true } }, ['x']],
	[
		'namespace prefixes, single quotes, byte order mark',
		{
			rows: '',
			parts: {
				'xl/worksheets/sheet1.xml': `\ufeff${XML}<x:worksheet xmlns:x='m'><x:sheetData><x:row r='1'><x:c r = 'B1' t='inlineStr' x:note="a > b"><x:is><x:t>ž</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`,
			},
		},
		[null, 'ž'],
	],
])('%s', async (_name, content, expected) => {
	expect(await firstRow(content)).toEqual(expected);
});

test('tags cut anywhere between pieces of the file are read whole', async () => {
	const rows = Array.from(
		{ length: 30_000 },
		(_, index) =>
			`<row r="${index + 1}"><c r="A${index + 1}" t="inlineStr"><is><t>řádek ${index} &amp; 😀</t></is></c></row>`,
	);
	const read = await readSheet(makeXlsx({ rows: rows.join('') }));
	expect(read).toEqual(rows.map((_, index) => [`řádek ${index} & 😀`]));
});

test('batches have the asked size, and rows that are missing are not made up', async () => {
	const rows = [1, 2, 5, 6, 1_000_000].map((number) => `<row r="${number}"><c><v>${number}</v></c></row>`).join('');
	const workbook = await readWorkbook(makeXlsx({ rows }));
	const batches = [];
	for await (const { numbers } of workbook.rows(0, { batchRows: 2 })) batches.push(numbers);
	expect(batches).toEqual([[1, 2], [5, 6], [1_000_000]]);
});

test('batches are plain data that may cross a thread', async () => {
	const workbook = await readWorkbook(
		makeXlsx({ rows: row('<c s="1"><v>45382</v></c><c t="e"><v>#N/A</v></c>'), formats: [14] }),
	);
	for await (const batch of workbook.rows()) expect(structuredClone(batch)).toEqual(batch);
});

test('very wide rows come in smaller batches', async () => {
	const rows = Array.from({ length: 200 }, (_, index) => `<row><c r="XFD${index + 1}"><v>1</v></c></row>`).join('');
	const workbook = await readWorkbook(makeXlsx({ rows }));
	const sizes = [];
	for await (const batch of workbook.rows()) sizes.push(batch.rows.length);
	expect(sizes.reduce((sum, size) => sum + size)).toBe(200);
	expect(Math.max(...sizes)).toBeLessThan(70);
});

test('a file is read without being loaded, twice if need be, and a cancelled reading stops', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'freehold-xlsx-'));
	try {
		const path = join(folder, 'a.xlsx');
		await writeFile(path, makeXlsx({ rows: '<row><c><v>1</v></c></row>'.repeat(5000) }));
		expect(await readSheet(path)).toHaveLength(5000);
		expect(await readSheet(path)).toHaveLength(5000);
		const stop = new AbortController();
		const workbook = await readWorkbook(path);
		const seen: number[] = [];
		const reading = (async () => {
			for await (const { rows } of workbook.rows(0, { batchRows: 10, signal: stop.signal })) {
				seen.push(rows.length);
				stop.abort(new Error('enough'));
			}
		})();
		expect(await refusal(reading)).toBe(stop.signal.reason);
		expect(seen).toEqual([10]);
		await workbook.close();
	} finally {
		await rm(folder, { recursive: true });
	}
});

test.each<[string, Buffer, string, RegExp]>([
	['nothing', Buffer.alloc(0), 'badResponse', /empty/],
	[
		'a page',
		Buffer.from('<!DOCTYPE html><title>Chyba</title><p>password=abc123 Přihlášení selhalo</p>'),
		'badResponse',
		/"Chyba password=… Přihlášení selhalo"/,
	],
	['a sentence', Buffer.from('Parameter missing.'), 'badResponse', /"Parameter missing\."/],
	['an image', Buffer.from('89504e470d0a1a0a0000000d49484452ff00fe01', 'hex'), 'badResponse', /no \.xls or \.xlsx/],
	['another zip', makeZip([['a.txt', 'a']]), 'badResponse', /not a workbook/],
	[
		'a document type',
		makeXlsx({
			rows: '',
			parts: { 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>' },
		}),
		'badResponse',
		/document type/,
	],
	['an unknown entity', makeXlsx({ rows: row(text('&a;')) }), 'badResponse', /unknown entity &a;/],
	[
		'UTF-16',
		makeXlsx({ rows: '', parts: { 'xl/worksheets/sheet1.xml': Buffer.from('\ufeff<worksheet/>', 'utf16le') } }),
		'badResponse',
		/UTF-8/,
	],
	['a column beyond the last', makeXlsx({ rows: '<row><c r="ZZZZZZ1"><v>1</v></c></row>' }), 'badResponse', /column/],
	['a row beyond the last', makeXlsx({ rows: '<row r="9999999999"><c><v>1</v></c></row>' }), 'badResponse', /row/],
	['a string that is not there', makeXlsx({ rows: row('<c t="s"><v>7</v></c>') }), 'badResponse', /shared string 7/],
	['a number that is none', makeXlsx({ rows: row('<c><v>1,5</v></c>') }), 'badResponse', /'1,5'/],
	['a sheet that is cut', makeXlsx({ rows: '<row><c><v>1</v></c>' }), 'badResponse', /middle|closes/],
	[
		'a sheet that unpacks without end',
		makeXlsx({ rows: Buffer.alloc(80 * 1024 * 1024, '<row></row>') }),
		'unsafe',
		/400-fold/,
	],
])('%s is refused', async (_name, bytes, reason, why) => {
	expect(await refusal(readSheet(bytes))).toMatchObject({ reason, why: expect.stringMatching(why) as string });
});

test('what the server wrote is shown only in part', async () => {
	const error = await refusal(readWorkbook(Buffer.from('x'.repeat(100_000))));
	expect((error as Error).message.length).toBeLessThan(300);
});

test('names that climb out of the container are only names', async () => {
	const bytes = makeXlsx({
		rows: row(text('good')),
		parts: { '../../xl/worksheets/sheet1.xml': 'bad', '/etc/passwd': 'bad' },
	});
	expect(await readSheet(bytes)).toEqual([['good']]);
});

test('a changed byte in a packed sheet is noticed', async () => {
	const bytes = makeXlsx({ rows: row(text('abcdefgh'.repeat(50))), zip: { stored: true } });
	bytes[bytes.indexOf('abcdefgh') + 100] = 0x7a;
	expect(await refusal(readSheet(bytes))).toMatchObject({
		reason: 'badResponse',
		why: expect.stringContaining('checksum') as string,
	});
});
