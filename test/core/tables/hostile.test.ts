/** Data that nobody should have, and somebody has: shown, filtered, ordered and found like any other. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_ARRANGEMENT } from '../../../src/core/tables/arrangement.ts';
import { fillFromNdjson } from '../../../src/core/tables/fillFromNdjson.ts';
import { ScratchTable } from '../../../src/core/tables/scratchTable.ts';
import { Feed, dataset } from '../replica/replicaFixture.ts';
import { TableRig, fileOf } from './tableRig.ts';

const START = { row: -1, column: -1 };

function ndjson(rows: readonly unknown[]): TableRig {
	return new TableRig({ kind: 'file', file: fileOf('a.ndjson', rows.map((row) => JSON.stringify(row)).join('\n')) });
}

/** The same rows in a replica: the column `n` is the key. */
function replica(rows: readonly Readonly<Record<string, unknown>>[]): TableRig {
	const feed = new Feed();
	const keyed = dataset('Odd', { key: ['n'], columns: [{ name: 'n', type: 'text' }] });
	feed.run(
		keyed,
		rows.map((row, nth) => ({ n: String(nth), ...row })),
		'initial',
	);
	return new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Odd' });
}

const long = `${'žluťoučký '.repeat(500_000)}END\u0000BEHIND`;

test.each([
	[
		'a file',
		() =>
			ndjson([
				{ n: '0', text: long },
				{ n: '1', text: 'short' },
			]),
	],
	['a replica', () => replica([{ text: long }, { text: 'short' }])],
])('a cell of five million characters, with a NUL near its end: %s', async (_, open) => {
	const rig = open();
	await rig.settled();
	const [first] = (await rig.rows()) as readonly (readonly unknown[])[];
	const cut = first?.[1] as { readonly cut: string };
	expect(cut.cut).toBe(long.slice(0, 1000));
	expect(await rig.ask('cell', { row: 0, column: 1 })).toBe(long);
	for (const text of ['end', 'behind', 'KÝ END', '/BEHIND$/']) {
		await rig.ask('arrange', { orders: [], filters: [{ column: 1, text }] });
		expect([text, (await rig.settled()).count]).toEqual([text, 1]);
	}
	await rig.ask('arrange', NO_ARRANGEMENT);
	expect(await rig.ask('find', { text: 'Behind', columns: [1], from: START, direction: -1 })).toEqual({
		row: 0,
		column: 1,
	});
});

test('a text that is cut beside a NUL is still said to be cut', async () => {
	const rig = replica([{ text: `a\u0000${'b'.repeat(10_000)}` }]);
	await rig.settled();
	const [row] = (await rig.rows()) as readonly (readonly unknown[])[];
	expect(row?.[1]).toEqual({ cut: `a\u0000${'b'.repeat(998)}` });
});

test('any text comes back as it was, but for halves of characters, which no file can hold', async () => {
	const unit = fc.oneof(
		fc.constantFrom(
			'\u0000',
			'\u0001',
			'\u001b',
			'\u202e',
			'\u2066',
			'\ufeff',
			'\ud800',
			'\udfff',
			'𝒳',
			'"',
			"'",
			'\\',
			'\n',
		),
		fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
	);
	const texts = fc.array(
		fc.string({ unit, maxLength: 12 }).filter((text) => text !== ''),
		{ minLength: 1, maxLength: 12 },
	);
	await fc.assert(
		fc.asyncProperty(texts, async (given) => {
			const expected = given.map((text) => text.toWellFormed());
			const whole = given.find((text) => text.isWellFormed());
			for (const rig of [replica(given.map((text) => ({ text }))), ndjson(given.map((text, n) => ({ n, text })))]) {
				await rig.settled();
				const shown = (await rig.column(1)) as readonly string[];
				expect(shown.map((text) => text.toWellFormed())).toEqual(expected);
				if (whole === undefined) continue;
				const text = `= "${whole.replaceAll('"', '""')}"`;
				await rig.ask('arrange', { orders: [], filters: [{ column: 1, text }] });
				expect(await rig.column(1)).toContain(whole);
			}
		}),
		{ numRuns: 30 },
	);
});

const names = [
	'"',
	"'",
	'`',
	'$.a',
	'[0]',
	'a"b.c',
	'__proto__',
	'constructor',
	'value',
	'key',
	'type',
	'rowid_',
	'\u202eabc',
	'%_!',
	'?1',
	'; DROP TABLE scratch; --',
];

test.each([
	['a file', (row: Readonly<Record<string, unknown>>) => ndjson([row, row])],
	['a replica', (row: Readonly<Record<string, unknown>>) => replica([row, row])],
])('columns may be called anything: %s', async (_, open) => {
	const row = Object.fromEntries([['n', '0'], ...names.map((name) => [name, `in ${name}`])]) as Record<string, string>;
	const rig = open(row);
	const { columns } = await rig.settled();
	const shown = columns.map(({ name }) => name);
	expect(shown).toEqual(['n', ...names]);
	for (const [nth, name] of names.entries()) {
		const column = nth + 1;
		await rig.ask('arrange', {
			orders: [{ column, isDescending: true }],
			filters: [{ column, text: `= "in ${name.replaceAll('"', '""')}"` }],
		});
		expect([name, (await rig.settled()).count]).toEqual([name, rig === undefined ? 0 : (await rig.settled()).total]);
	}
	await rig.ask('arrange', NO_ARRANGEMENT);
	const all = [...columns.keys()];
	const found = await rig.ask('find', { text: 'in __proto__', columns: all, from: START, direction: 1 });
	expect(found).toEqual({ row: 0, column: shown.indexOf('__proto__') });
});

test('ten thousand shapes of JSON are text that can be filtered and found', async () => {
	const rows = Array.from({ length: 10_000 }, (_, nth) => ({
		n: nth,
		shape:
			nth % 3 === 0 ? { [`k${nth}`]: nth } : nth % 3 === 1 ? [nth, { [`k${nth}`]: null }] : { a: { [`k${nth}`]: [] } },
	}));
	const rig = ndjson(rows);
	const { columns, total } = await rig.settled();
	expect([total, columns.map(({ type }) => type)]).toEqual([10_000, ['integer', 'json']]);
	await rig.ask('arrange', { orders: [], filters: [{ column: 1, text: '"""k9999"""' }] });
	expect(await rig.column(0)).toEqual([9999]);
	await rig.ask('arrange', { orders: [{ column: 1, isDescending: true }], filters: [] });
	expect((await rig.settled()).count).toBe(10_000);
	expect(await rig.ask('find', { text: '"k1"', columns: [1], from: START, direction: 1 })).not.toBeNull();
});

test('more properties than SQLite has columns are columns all the same: read, filtered and ordered one by one', async () => {
	const names = Array.from({ length: 2100 }, (_, nth) => `p${nth}`);
	const row = (seed: number): Record<string, unknown> =>
		Object.fromEntries(names.map((name, nth) => [name, nth % 2 === 0 ? (nth * seed) % 97 : `t${seed}-${nth}`]));
	const rig = replica([1, 2, 3, 4].map(row));
	const { columns } = await rig.settled();
	expect(columns.length).toBe(2101);
	const last = columns.findIndex(({ name }) => name === 'p2098');
	const text = columns.findIndex(({ name }) => name === 'p2099');
	expect(columns[last]?.type).toBe('integer');
	const window = await rig.ask('rows', { offset: 0, count: 4, columns: [text, 0, last] });
	expect(window.rows).toEqual([1, 2, 3, 4].map((seed, nth) => [`t${seed}-2099`, String(nth), (2098 * seed) % 97]));
	await rig.ask('arrange', {
		orders: [{ column: last, isDescending: true }],
		filters: [{ column: last, text: '> 30' }],
	});
	const sorted = [1, 2, 3, 4]
		.map((seed) => (2098 * seed) % 97)
		.filter((value) => value > 30)
		.sort((a, b) => b - a);
	expect(await rig.column(last)).toEqual(sorted);
	await rig.ask('arrange', NO_ARRANGEMENT);
	const found = await rig.ask('find', { text: 't3-2099', columns: [...columns.keys()], from: START, direction: 1 });
	expect(found).toEqual({ row: 2, column: text });
});

test('lines that have no key in common come in small batches: nobody waits for two thousand wide rows', async () => {
	const lines = Array.from({ length: 3000 }, (_, n) => JSON.stringify({ [`key${n}`]: n }));
	using table = new ScratchTable();
	const counts: number[] = [];
	for await (const _ of fillFromNdjson(table, fileOf('a.ndjson', lines.join('\n')), new AbortController().signal)) {
		counts.push(table.count - counts.reduce((sum, count) => sum + count, 0));
	}
	expect(table.count).toBe(3000);
	expect(table.columnCount).toBe(3000);
	// 3,000 × 3,001 / 2 cells, of which a batch has 250,000.
	expect(counts.length).toBeGreaterThan(15);
	expect(table.read([3000], 100, [0, 2999])).toEqual([[null, 2999]]);
});

test('of two thousand columns only those that are asked for are read', async () => {
	const names = Array.from({ length: 2000 }, (_, nth) => `c${nth}`);
	const cells = (row: number): string => names.map((_, nth) => `${row}/${nth}`).join(',');
	const lines = [names.join(','), ...Array.from({ length: 50 }, (_, row) => cells(row))];
	const rig = new TableRig({ kind: 'file', file: fileOf('wide.csv', `${lines.join('\n')}\n`) });
	expect((await rig.settled()).columns.length).toBe(2000);
	const { rows } = await rig.ask('rows', { offset: 48, count: 5, columns: [1999, 3] });
	expect(rows).toEqual([
		['48/1999', '48/3'],
		['49/1999', '49/3'],
	]);
});

test('a row with a long text keeps the other values as they are', async () => {
	const row = {
		n: 9_007_199_254_740_992,
		half: 0.5,
		yes: true,
		no: false,
		none: null,
		list: [1],
		text: 'x'.repeat(100_000),
	};
	const rig = ndjson([row]);
	await rig.settled();
	const cells = [row.n, 0.5, true, false, null, '[1]', { cut: 'x'.repeat(1000) }];
	expect(await rig.rows()).toEqual([cells]);
	const { rows } = await rig.ask('rows', { offset: 0, count: 1, columns: [3, 0] });
	expect(rows).toEqual([[false, row.n]]);
});

test('numbers that no double holds are kept, compared and ordered digit by digit', async () => {
	const numbers = [
		'1e400',
		'-1e400',
		'1e-400',
		'9007199254740993',
		'9007199254740992',
		'0.1',
		'123456789012345678.12',
		'-5',
	];
	const file = fileOf('a.ndjson', numbers.map((number) => `{"n":${number}}`).join('\n'));
	const rig = new TableRig({ kind: 'file', file });
	expect((await rig.settled()).columns[0]?.type).toBe('decimal');
	await rig.ask('arrange', { orders: [{ column: 0, isDescending: false }], filters: [] });
	expect((await rig.column(0)).map(String)).toEqual([
		...['-1e400', '-5', '1e-400', '0.1', '9007199254740992', '9007199254740993', '123456789012345678.12', '1e400'],
	]);
	for (const [text, count] of [
		['= 9007199254740993', 1],
		['= 1e400', 1],
		['> 1e308', 1],
		['in 9007199254740992, 0.10', 2],
		['0..1', 2],
	] as const) {
		await rig.ask('arrange', { orders: [], filters: [{ column: 0, text }] });
		expect([text, (await rig.settled()).count]).toEqual([text, count]);
	}
});
