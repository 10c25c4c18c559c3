/** Filters that cannot be read, or do not come to an end: an error that says which, and a table that goes on. */
import { expect, test } from 'vitest';
import { Feed, dataset } from '../replica/replicaFixture.ts';
import { TableRig, fileOf } from './tableRig.ts';

const lines = [
	{ name: 'one', price: 1, sold: true, day: '2026-05-01', nested: { a: [1] } },
	{ name: 'two', price: 2.5, sold: false, day: '2026-06-01', nested: ['x'] },
];

function table(): TableRig {
	return new TableRig({ kind: 'file', file: fileOf('a.ndjson', lines.map((line) => JSON.stringify(line)).join('\n')) });
}

test.each([
	[0, '/(/', 'The filter of name could not be read: Invalid regular expression: /(/: Unterminated group'],
	[1, '> dear', 'The filter of price could not be read: dear is no number'],
	[1, 'in 1, x', 'The filter of price could not be read: x is no number'],
	[2, '= maybe', 'The filter of sold could not be read: maybe is neither true nor false'],
	[3, '< spring', 'The filter of day could not be read: spring is no date; write it as 2026-05-01, or a part of it'],
	[
		3,
		'2026-13-01..',
		'The filter of day could not be read: 2026-13-01 is no date; write it as 2026-05-01, or a part of it',
	],
	[0, '$foo 1', /^The filter of name could not be read: .*\$foo/],
	[0, '$in', /^The filter of name could not be read: /],
	[9, 'x', 'The table could not be arranged: it has no column 10'],
])('column %i through %j', async (column, text, message) => {
	const rig = table();
	await rig.settled();
	await rig.ask('arrange', { orders: [], filters: [{ column: 0, text: 'one' }] });
	await expect(rig.ask('arrange', { orders: [], filters: [{ column, text }] })).rejects.toThrow(message);
	// Never all rows: what was shown stays.
	expect((await rig.settled()).count).toBe(1);
	await rig.ask('arrange', { orders: [], filters: [] });
	expect((await rig.settled()).count).toBe(2);
});

test.each([
	[0, "$in 'ONE','three'", ['one']],
	[0, "$ne 'one'", ['two']],
	[0, "$con 'w'", ['two']],
	[1, '$gte 2', ['two']],
	[1, '$in 1,2', ['one']],
	[2, '$eq true', ['one']],
	[3, '$lt 2026-05-15', ['one']],
	[4, "$con 'x'", ['two']],
])('operators of the filter language above column %i: %j', async (column, text, names) => {
	const rig = table();
	await rig.settled();
	await rig.ask('arrange', { orders: [], filters: [{ column, text }] });
	expect(await rig.column(0)).toEqual(names);
});

test('a pattern with too many ways to match is stopped; the table and its rows are still there', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', `text\nshort\n${'a'.repeat(60)}!\n`) });
	await rig.settled();
	const arranged = rig.ask('arrange', { orders: [], filters: [{ column: 0, text: '/^(a+)+$/' }] });
	await expect(arranged).rejects.toThrow(/The filter of text was stopped: on some row/);
	const found = rig.ask('find', {
		...{ text: '^(a+)+$', isRegex: true, columns: [0] },
		...{ from: { row: -1, column: -1 }, direction: 1 as const },
	});
	await expect(found).rejects.toThrow(/The search was stopped/);
	await rig.ask('arrange', { orders: [], filters: [{ column: 0, text: '/^short$/' }] });
	expect(await rig.rows()).toEqual([['short']]);
}, 30_000);

const properties = dataset('properties', {
	key: ['id'],
	columns: [
		{ name: 'id', type: 'text' },
		{ name: 'metadata', type: 'json' },
	],
});

function documents(): Feed {
	const feed = new Feed();
	const rows = ['London', 'Leeds', 'london'].map((city, nth) => ({ id: `p${nth}`, metadata: { city, rooms: nth } }));
	feed.run(properties, [...rows, { id: 'none', metadata: null }], 'initial');
	return feed;
}

test('expressions of the filter language choose rows by their documents, together with columns and orders', async () => {
	const rig = new TableRig({ kind: 'dataset', file: documents().file, dataset: 'properties' });
	await rig.settled();
	const where = ["metadata.city $eq 'london'"];
	await rig.ask('arrange', { orders: [{ column: 0, isDescending: true }], filters: [], where });
	expect(await rig.column(0)).toEqual(['p2', 'p0']);
	await rig.ask('arrange', { orders: [], filters: [{ column: 0, text: 'p0' }], where });
	expect(await rig.column(0)).toEqual(['p0']);
	await rig.ask('arrange', { orders: [], filters: [], where: [...where, 'metadata.rooms $gte 1'] });
	expect(await rig.column(0)).toEqual(['p2']);
});

test('an expression that cannot be read, and rows that have no documents', async () => {
	const rig = new TableRig({ kind: 'dataset', file: documents().file, dataset: 'properties' });
	await rig.settled();
	const broken = rig.ask('arrange', { orders: [], filters: [], where: ["city $eq 'x'"] });
	await expect(broken).rejects.toThrow(/^The filter city \$eq 'x' could not be read: /);
	const file = table();
	await file.settled();
	const where = ["metadata.city $eq 'x'"];
	await expect(file.ask('arrange', { orders: [], filters: [], where })).rejects.toThrow(
		/cannot be filtered by metadata/,
	);
});
