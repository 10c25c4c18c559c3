/** Tables of any origin through windows: together the windows are the whole, in any order and through any filter. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeXlsx } from '../formats/excel/makeXlsx.ts';
import { Feed, dataset } from '../replica/replicaFixture.ts';
import { fillFromQuery } from '../../../src/core/tables/fillFromQuery.ts';
import { ScratchTable } from '../../../src/core/tables/scratchTable.ts';
import { TableRig, fileOf } from './tableRig.ts';

const listings = dataset('Listing', {
	key: ['Id'],
	columns: [
		{ name: 'Id', type: 'text' },
		{ name: 'City', type: 'text', label: 'Town' },
		{ name: 'Price', type: 'decimal' },
		{ name: 'IsNew', type: 'boolean' },
	],
});

function replicaOf(rows: readonly Readonly<Record<string, unknown>>[]): Feed {
	const feed = new Feed();
	feed.run(listings, rows, 'initial');
	return feed;
}

const four = [
	{ Id: 'd', City: 'Brno', Price: 3, IsNew: true },
	{ Id: 'c', City: 'Šumperk', Price: null, IsNew: false },
	{ Id: 'b', City: '', Price: 20, IsNew: null },
	{ Id: 'a', City: 'brno-venkov', Price: 1.5, IsNew: true },
];

test('a dataset has its columns with types and labels, and its rows as the vendor gave them', async () => {
	const rig = new TableRig({ kind: 'dataset', file: replicaOf(four).file, dataset: 'Listing' });
	const { columns, count, total } = await rig.settled();
	expect(columns).toEqual([
		{ name: 'Id', type: 'text', label: undefined },
		{ name: 'City', type: 'text', label: 'Town' },
		{ name: 'Price', type: 'decimal', label: undefined },
		{ name: 'IsNew', type: 'boolean', label: undefined },
	]);
	expect([count, total]).toEqual([4, 4]);
	expect(await rig.rows()).toEqual(four.map(({ Id, City, Price, IsNew }) => [Id, City, Price, IsNew]));
});

test.each([
	['numbers', 2, false, ['a', 'd', 'b', 'c']],
	['numbers downwards, what is empty still last', 2, true, ['b', 'd', 'a', 'c']],
	['text, whatever its case', 1, false, ['b', 'd', 'a', 'c']],
])('rows are put in the order of %s', async (_, column, isDescending, ids) => {
	const rig = new TableRig({ kind: 'dataset', file: replicaOf(four).file, dataset: 'Listing' });
	await rig.settled();
	await rig.ask('arrange', { orders: [{ column, isDescending }], filters: [] });
	expect(await rig.column(0)).toEqual(ids);
});

test.each([
	[1, 'brno', ['d', 'a']],
	[1, 'ŠUM', ['c']],
	[1, '=Brno', ['d']],
	[1, '=', ['b']],
	[1, '!=', ['d', 'c', 'a']],
	[2, '> 2', ['d', 'b']],
	[2, '<=3', ['d', 'a']],
	[2, '!=3', ['c', 'b', 'a']],
	[3, '=true', ['d', 'a']],
	[1, "'; DROP TABLE x --", []],
])('column %i through the filter %j', async (column, text, ids) => {
	const rig = new TableRig({ kind: 'dataset', file: replicaOf(four).file, dataset: 'Listing' });
	await rig.settled();
	await rig.ask('arrange', { orders: [], filters: [{ column, text }] });
	expect(await rig.column(0)).toEqual(ids);
	expect((await rig.settled()).total).toBe(4);
});

test('rows that went in a run leave no hole, and one that goes while it is looked at leaves its place', async () => {
	const feed = replicaOf(four);
	feed.sweep(listings, ['d', 'c', 'a']);
	const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Listing' });
	await rig.settled();
	expect(await rig.column(0)).toEqual(['d', 'c', 'a']);
	feed.sweep(listings, ['d', 'a']);
	expect((await rig.rows()).map((row) => (row === null ? 'gone' : 'there'))).toEqual(['there', 'gone', 'there']);
});

test('windows of any size, one after another, are the whole', async () => {
	const rows = fc.array(fc.record({ City: fc.string({ unit: 'grapheme' }), Price: fc.nat(50) }), { maxLength: 60 });
	await fc.assert(
		fc.asyncProperty(rows, fc.integer({ min: 1, max: 70 }), fc.boolean(), async (given, size, isDescending) => {
			const lines = given.map((row, nth) => JSON.stringify({ Nth: nth, ...row })).join('\n');
			const rig = new TableRig({ kind: 'file', file: fileOf('rows.ndjson', lines) });
			const { count } = await rig.settled();
			await rig.ask('arrange', { orders: given.length === 0 ? [] : [{ column: 2, isDescending }], filters: [] });
			const windows: unknown[] = [];
			for (let offset = 0; offset < count; offset += size) windows.push(...(await rig.rows(offset, size)));
			const sign = isDescending ? -1 : 1;
			const expected = given
				.map(({ City, Price }, nth) => [nth, City, Price] as const)
				.toSorted((a, b) => sign * (a[2] - b[2]) || a[0] - b[0]);
			expect(windows).toEqual(expected);
		}),
		{ numRuns: 25 },
	);
});

test('lines of JSON bring columns as they come, nested values as JSON, numbers digit by digit', async () => {
	const file = fileOf('a.ndjson', '{"a":1}\n{"b":{"c":[1]},"a":12345678901234567890}\n"alone"\n');
	const rig = new TableRig({ kind: 'file', file });
	const { columns } = await rig.settled();
	expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual(['a decimal', 'b json', 'value text']);
	expect(await rig.rows()).toEqual([[1], ['12345678901234567890', '{"c":[1]}'], [null, null, 'alone']]);
});

test('CSV has its types from what stands in it, and orders its numbers as numbers', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', 'n,zip,day\n10,007,2026-01-02\n9.50,008,\n') });
	const { columns } = await rig.settled();
	expect(columns.map(({ type }) => type)).toEqual(['decimal', 'text', 'date']);
	await rig.ask('arrange', { orders: [{ column: 0, isDescending: false }], filters: [] });
	expect(await rig.rows()).toEqual([
		['9.50', '008', null],
		['10', '007', '2026-01-02'],
	]);
});

test('a sheet has its header as columns; dates are dates, errors of Excel are shown', async () => {
	const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
	const rows = [
		`<row>${text('Sold')}${text('Area')}</row>`,
		'<row><c s="1"><v>45382</v></c><c><v>54.5</v></c></row>',
		'<row><c/><c t="e"><v>#N/A</v></c></row>',
	].join('');
	const rig = new TableRig({ kind: 'file', file: fileOf('a.xlsx', makeXlsx({ rows, formats: [14] })) });
	const { columns, sheets } = await rig.settled();
	expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual(['Sold date', 'Area text']);
	expect(sheets).toEqual({ all: [{ index: 0, name: 'List' }], current: 0 });
	expect(await rig.rows()).toEqual([
		['2024-03-31', 54.5],
		[null, '#N/A'],
	]);
});

test('the rows of a query can be ordered like any others; what only reads is kept by SQLite', async () => {
	const { file } = replicaOf(four);
	const rig = new TableRig({ kind: 'query', file, sql: 'SELECT Id, Price * 2 AS Twice FROM Listing' });
	await rig.settled();
	await rig.ask('arrange', { orders: [{ column: 1, isDescending: true }], filters: [] });
	expect(await rig.rows(0, 2)).toEqual([
		['b', 40],
		['d', 6],
	]);
	const writing = new TableRig({ kind: 'query', file, sql: 'DELETE FROM Listing' });
	expect((await writing.settled()).failure?.reason).toBe('readOnly');
});

test.each([
	[3, 3, undefined],
	[4, 3, 'it has more than 3'],
])('a query of %i rows where %i are the most: %s', async (rows, most, why) => {
	const { file } = replicaOf(four);
	using table = new ScratchTable();
	const source = { kind: 'query', file, sql: `SELECT Id FROM Listing LIMIT ${rows}` } as const;
	const fill = async (): Promise<void> => {
		for await (const _ of fillFromQuery(table, source, new AbortController().signal, most)) continue;
	};
	if (why === undefined) await fill();
	else await expect(fill()).rejects.toMatchObject({ why });
	expect(table.count).toBe(most);
});

test('a query whose rows still come is stopped: those that came stay, and it is said that others are missing', async () => {
	const { file } = replicaOf(four);
	const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
	const rig = new TableRig({ kind: 'query', file, sql });
	await expect.poll(() => rig.states.at(-1)).toMatchObject({ isReading: true });
	await expect.poll(() => rig.states.at(-1)?.total).toBeGreaterThan(0);
	rig.stop();
	const { total, isReading, failure } = await rig.settled();
	expect([isReading, failure?.what, failure?.why]).toEqual([
		...[false, 'Not all rows of the query are shown', 'it was cancelled'],
	]);
	await rig.ask('arrange', { orders: [{ column: 0, isDescending: true }], filters: [] });
	expect(await rig.rows(0, 1)).toEqual([[total]]);
	// Nothing is read any more.
	rig.stop();
	await rig.ask('arrange', { orders: [], filters: [{ column: 0, text: '..10' }] });
	expect(rig.states.at(-1)).toMatchObject({ count: 10, total, failure });
});

test('a query that has given all of its rows is not stopped any more', async () => {
	const rig = new TableRig({ kind: 'query', file: replicaOf(four).file, sql: 'SELECT Id FROM Listing' });
	expect(await rig.settled()).toMatchObject({ total: 4, isReading: false });
	rig.stop();
	await rig.ask('arrange', { orders: [], filters: [{ column: 0, text: 'a' }] });
	expect(rig.states.at(-1)).toMatchObject({ count: 1, failure: undefined });
});

test('a long cell is cut in windows and whole when it is asked for', async () => {
	const long = 'ž'.repeat(5000);
	const rig = new TableRig({
		kind: 'dataset',
		file: replicaOf([{ Id: 'a', City: long }]).file,
		dataset: 'Listing',
	});
	await rig.settled();
	expect((await rig.column(1))[0]).toEqual({ cut: 'ž'.repeat(1000) });
	expect(await rig.ask('cell', { row: 0, column: 1 })).toBe(long);
	expect(await rig.ask('copy', { rows: [{ first: 0, last: 0 }], columns: [1], withHeaders: false })).toBe(long);
});

test('what is copied can be pasted into a spreadsheet', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', 'a,b\n1,"x\ty"\n2,"say ""no"""\n3,\n') });
	await rig.settled();
	const range = { rows: [{ first: 0, last: 99 }], columns: [1, 0] };
	expect(await rig.ask('copy', { ...range, withHeaders: true })).toBe('b\ta\n"x\ty"\t1\n"say ""no"""\t2\n\t3');
});

test('rows are copied in the order that they were in, without those that are gone', async () => {
	const feed = replicaOf(Array.from({ length: 2000 }, (_, nth) => ({ Id: String(nth), Price: nth })));
	const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Listing' });
	await rig.settled();
	feed.sweep(
		listings,
		Array.from({ length: 1999 }, (_, nth) => String(nth)),
	);
	const all = { rows: [{ first: 0, last: 1999 }], columns: [0], withHeaders: false };
	const copied = rig.ask('copy', all);
	await rig.ask('arrange', { orders: [{ column: 2, isDescending: true }], filters: [] });
	expect((await copied).split('\n')).toEqual(Array.from({ length: 1999 }, (_, nth) => String(nth)));
	expect((await rig.ask('copy', all)).slice(0, 9)).toBe('1998\n1997');
});

test('what is copied can be pasted into documents, programs and consoles', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', 'a,b\n1,x|y\n2,\n') });
	await rig.settled();
	const ask = { rows: [{ first: 0, last: 1 }], columns: [1, 0], withHeaders: true } as const;
	expect(await rig.ask('copy', { ...ask, format: 'md' })).toBe('| b | a |\n| --- | ---: |\n| x\\|y | 1 |\n|  | 2 |\n');
	expect(JSON.parse(await rig.ask('copy', { ...ask, format: 'json' }))).toEqual([
		{ b: 'x|y', a: 1 },
		{ b: null, a: 2 },
	]);
	expect(await rig.ask('copy', { ...ask, format: 'sql' })).toContain(`("b", "a") VALUES\n('x|y', 1),\n(NULL, 2);`);
});

test('a file that breaks off shows its rows so far, and says why there are no more', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.ndjson', '{"a":1}\n{"a":2}\n{"a":') });
	const { failure, count } = await rig.settled();
	expect(failure).toMatchObject({ reason: 'badResponse', what: 'Line 3 could not be read' });
	expect([count, await rig.rows()]).toEqual([2, [[1], [2]]]);
});

test.each([
	['a page of the server', 'a.xlsx', '<html><body>Bad gateway</body></html>'],
	['an empty file', 'a.xls', ''],
	['a zip that is cut', 'a.xlsx', makeXlsx({ rows: '<row/>' }).subarray(0, 300)],
])('%s in place of a workbook is an error that says so', async (_, name, content) => {
	const rig = new TableRig({ kind: 'file', file: fileOf(name, content) });
	const { failure, columns, isBusy } = await rig.settled();
	expect(failure?.what).toBe('The Excel file could not be read');
	expect([columns, isBusy]).toEqual([[], false]);
});

test('more columns than SQLite has, named as nobody should', async () => {
	const names = Array.from({ length: 2500 }, (_, nth) => (nth === 7 ? 'a"\u0000\u202e<script>' : `c${nth}`));
	const record = Object.fromEntries(names.map((name, nth) => [name, nth]));
	const rig = new TableRig({ kind: 'file', file: fileOf('wide.ndjson', JSON.stringify(record)) });
	const { columns } = await rig.settled();
	expect(columns.map(({ name }) => name)).toEqual(names);
	await rig.ask('arrange', { orders: [{ column: 2400, isDescending: true }], filters: [{ column: 7, text: '7' }] });
	expect((await rig.column(2499))[0]).toBe(2499);
});

test('a column that is not there is refused, and the table goes on', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', 'a\n1\n') });
	await rig.settled();
	await expect(rig.ask('arrange', { orders: [{ column: 3, isDescending: false }], filters: [] })).rejects.toThrow(
		/it has no column 4/,
	);
	expect(await rig.rows()).toEqual([['1']]);
});

test('a full disk is told as one, and the rows before it stay', () => {
	using table = new ScratchTable();
	table.addColumn('Text');
	table.append([['first']]);
	// What SQLite says of a full disk, it says of this limit.
	table.db.exec('PRAGMA max_page_count = 20');
	const rows = Array.from({ length: 100 }, () => ['x'.repeat(5000)]);
	expect(() => table.append(rows)).toThrow(expect.objectContaining({ reason: 'diskFull' }));
	expect(table.count).toBe(1);
	expect(table.read([1], 100)).toEqual([['first']]);
});

test('a query over several replicas, with parameters, fills a table', async () => {
	const [one, two] = [replicaOf(four), replicaOf(four.slice(0, 2))];
	const rig = new TableRig({
		...{ kind: 'query', file: one.file, attached: [{ file: two.file, schema: 'other' }] },
		sql: 'SELECT o.Id, l.Price FROM Listing l JOIN other.Listing o ON o.Id = l.Id WHERE l.Price >= :least',
		params: { ':least': 2 },
	});
	expect((await rig.settled()).failure).toBeUndefined();
	expect(await rig.rows()).toEqual([['d', 3]]);
});
