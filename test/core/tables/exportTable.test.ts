/** What a table shows becomes a file: the same rows, order and columns, complete or not there at all. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import type { FileFormat } from '../../../src/core/formats/rows.ts';
import type { ExportAsk } from '../../../src/core/tables/exportTable.ts';
import { partOf } from '../../../src/core/wholeFile.ts';
import { Feed, dataset, temporaryFolder } from '../replica/replicaFixture.ts';
import { TableRig, fileOf } from './tableRig.ts';

const listings = dataset('Listing', {
	key: ['Id'],
	columns: [
		{ name: 'Id', type: 'text' },
		{ name: 'City', type: 'text', label: 'Town' },
		{ name: 'Price', type: 'decimal' },
		{ name: 'Tags', type: 'json' },
	],
});
const four = [
	{ Id: 'd', City: 'Brno', Price: 3, Tags: ['a'] },
	{ Id: 'c', City: 'Šumperk', Price: null, Tags: null },
	{ Id: 'b', City: '', Price: 20, Tags: { x: 1 } },
	{ Id: 'a', City: '=brno', Price: 1.5, Tags: null },
];

function feedOf(rows: readonly Readonly<Record<string, unknown>>[]): Feed {
	const feed = new Feed();
	feed.run(listings, rows, 'initial');
	return feed;
}

function askFor(format: FileFormat, given: Partial<ExportAsk> = {}): ExportAsk {
	const file = join(temporaryFolder(), `out.${format}`);
	const origin = {
		version: '1.2.3',
		exportedAt: '2026-05-01T12:00:00.000Z',
		source: { connection: 'mls', dataset: 'Listing' },
	};
	return { file, part: partOf(file), format, columns: [2, 0], writing: {}, origin, ...given };
}

async function rigOf(feed: Feed): Promise<TableRig> {
	const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Listing' });
	await rig.settled();
	return rig;
}

test('the file has the rows, the order and the columns that are shown', async () => {
	const rig = await rigOf(feedOf(four));
	await rig.ask('arrange', {
		orders: [{ column: 2, isDescending: true }],
		filters: [{ column: 1, text: '!=' }],
	});
	const ask = askFor('csv');
	expect(await rig.ask('export', ask)).toEqual({
		rows: 3,
		bytes: 26,
		notes: [],
		sidecar: `${ask.file}.freehold.json`,
	});
	expect(readFileSync(ask.file, 'utf8')).toBe('Price,Id\r\n3,d\r\n1.5,a\r\n,c\r\n');
});

test('the sidecar says what the file is, without a place of this machine', async () => {
	const rig = await rigOf(feedOf(four));
	await rig.ask('arrange', {
		orders: [{ column: 2, isDescending: true }],
		filters: [
			{ column: 1, text: 'brno' },
			{ column: 0, text: ' ' },
		],
	});
	const ask = askFor('csv', { columns: [1], writing: { guardFormulas: true } });
	await rig.ask('export', ask);
	const bytes = readFileSync(ask.file);
	expect(bytes.toString()).toBe("City\r\nBrno\r\n'=brno\r\n");
	const text = readFileSync(`${ask.file}.freehold.json`, 'utf8');
	expect(JSON.parse(text)).toEqual({
		freehold: '1.2.3',
		exportedAt: '2026-05-01T12:00:00.000Z',
		file: 'out.csv',
		format: 'csv',
		bytes: bytes.byteLength,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		rows: 2,
		source: { connection: 'mls', dataset: 'Listing' },
		filters: [{ column: 'City', filter: 'brno' }],
		order: [{ column: 'Price', direction: 'descending' }],
		columns: [{ name: 'City', label: 'Town', type: 'text' }],
		notes: ["Text that a spreadsheet would run as a formula has an apostrophe (') before it."],
	});
	expect(text).not.toContain(dirname(ask.file));
});

test('the sidecar tells expressions of the filter language as well', async () => {
	const contacts = dataset('contacts', {
		key: ['id'],
		columns: [
			{ name: 'id', type: 'text' },
			{ name: 'metadata', type: 'json' },
		],
	});
	const feed = new Feed();
	feed.run(
		contacts,
		[
			{ id: 'a', metadata: { x: 'y' } },
			{ id: 'b', metadata: { x: 'z' } },
		],
		'initial',
	);
	const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'contacts' });
	await rig.settled();
	const where = ["metadata.x $eq 'y'"];
	await rig.ask('arrange', { orders: [], filters: [], where });
	const ask = askFor('csv', { columns: [0] });
	expect(await rig.ask('export', ask)).toMatchObject({ rows: 1 });
	expect(JSON.parse(readFileSync(`${ask.file}.freehold.json`, 'utf8'))).toMatchObject({ where, filters: [] });
});

test('every format holds all rows, values longer than a screen shows as well', async () => {
	const long = 'ž'.repeat(150_000);
	const rig = await rigOf(feedOf([...four.slice(0, 2), { Id: 'x', City: long, Price: 7, Tags: ['b'] }]));
	const columns = [0, 1, 2, 3];
	const written = async (format: FileFormat): Promise<Buffer> => {
		const ask = askFor(format, { columns });
		expect((await rig.ask('export', ask)).rows).toBe(3);
		return readFileSync(ask.file);
	};
	const objects = [
		{ Id: 'd', City: 'Brno', Price: 3, Tags: ['a'] },
		{ Id: 'c', City: 'Šumperk', Price: null, Tags: null },
		{ Id: 'x', City: long, Price: 7, Tags: ['b'] },
	];
	expect(JSON.parse((await written('json')).toString())).toEqual(objects);
	expect(
		(await written('ndjson'))
			.toString()
			.trim()
			.split('\n')
			.map((line): unknown => JSON.parse(line)),
	).toEqual(objects);
	const parquet = await written('parquet');
	const file = new Uint8Array(parquet).buffer;
	expect(await parquetReadObjects({ file, utf8: false })).toEqual(objects);
	const book = XLSX.read(await written('xlsx'), { raw: true });
	expect(XLSX.utils.sheet_to_json<{ Id: string }>(book.Sheets.Rows!).map(({ Id }) => Id)).toEqual(['d', 'c', 'x']);
	expect((await written('md')).toString()).toContain('| x | žžž');
	expect((await written('sql')).toString()).toContain(`('x', 'žžž`);
	expect((await written('tsv')).toString()).toContain('x\tžžž');
});

test('an order that is set meanwhile changes nothing of the file', async () => {
	const rows = Array.from({ length: 3000 }, (_, nth) => ({ Id: String(nth).padStart(5, '0'), Price: -nth }));
	const rig = await rigOf(feedOf(rows));
	const ask = askFor('csv', { columns: [0] });
	const exporting = rig.ask('export', ask);
	await rig.progressed();
	await rig.ask('arrange', { orders: [{ column: 2, isDescending: false }], filters: [] });
	await exporting;
	expect(readFileSync(ask.file, 'utf8').trim().split('\r\n').slice(1)).toEqual(rows.map(({ Id }) => Id));
});

test('what is still read is waited for, and a file that breaks off is told', async () => {
	const lines = Array.from({ length: 5000 }, (_, nth) => `{"n":${nth}}`);
	const rig = new TableRig({ kind: 'file', file: fileOf('a.ndjson', `${lines.join('\n')}\n{"n":`) });
	await rig.opened();
	const answer = await rig.ask('export', askFor('csv', { columns: [0] }));
	expect(answer.rows).toBe(5000);
	expect(answer.notes).toEqual([expect.stringMatching(/^Rows are missing\. Line 5001 could not be read: /)]);
});

test('cancelled, nothing is left, and what was there before stays', async () => {
	const rows = Array.from({ length: 5000 }, (_, nth) => ({ Id: String(nth) }));
	const rig = await rigOf(feedOf(rows));
	const ask = askFor('csv');
	writeFileSync(ask.file, 'before');
	const exporting = rig.ask('export', ask);
	await rig.progressed();
	rig.cancelLast();
	await expect(exporting).rejects.toThrow(/cancelled/);
	expect(readdirSync(dirname(ask.file))).toEqual(['out.csv']);
	expect(readFileSync(ask.file, 'utf8')).toBe('before');
});

test('what the format cannot hold is refused, and nothing is left', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.ndjson', '{"a":"x\\u0000"}') });
	await rig.settled();
	const ask = askFor('sql', { columns: [0] });
	await expect(rig.ask('export', ask)).rejects.toThrow(/holds the character NUL/);
	expect(readdirSync(dirname(ask.file))).toEqual([]);
});

test.each([
	['a folder has that name', (file: string) => mkdirSync(file)],
	['its folder does not exist', undefined],
])('%s: refused in words, and nothing is left', async (why, prepare) => {
	const rig = await rigOf(feedOf(four));
	const folder = temporaryFolder();
	const file = join(folder, prepare === undefined ? 'missing/out.csv' : 'out.csv');
	prepare?.(file);
	await expect(rig.ask('export', askFor('csv', { file, part: partOf(file) }))).rejects.toThrow(why);
	expect(readdirSync(folder)).toEqual(prepare === undefined ? [] : ['out.csv']);
});

test('rows that go in a run meanwhile are left out, and counted', async () => {
	const feed = feedOf(four);
	const rig = await rigOf(feed);
	feed.sweep(listings, ['d', 'a']);
	const ask = askFor('csv', { columns: [0] });
	expect(await rig.ask('export', ask)).toMatchObject({
		rows: 2,
		notes: ['2 rows went in a run while the file was written, and are not in it.'],
	});
	expect(readFileSync(ask.file, 'utf8')).toBe('Id\r\nd\r\na\r\n');
});
