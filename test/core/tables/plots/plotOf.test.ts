/** Plots of whole tables: what filters leave, of any table, and what nobody would wish upon a plot. */
import { expect, test } from 'vitest';
import { ScratchTable } from '../../../../src/core/tables/scratchTable.ts';
import { NO_ARRANGEMENT } from '../../../../src/core/tables/arrangement.ts';
import { plotOf } from '../../../../src/core/tables/plots/plotOf.ts';
import type { PlotWish } from '../../../../src/core/tables/plots/plotTypes.ts';
import { TableRig } from '../tableRig.ts';
import { Feed, dataset } from '../../replica/replicaFixture.ts';
import { fieldsOf, pictureOf, plotted, rigOf, sum } from './plotRig.ts';

const byKind: PlotWish = { kind: 'category', field: 'kind', measure: { of: 'rows' }, top: 20 };

test('only rows that the filters let through are drawn', async () => {
	const rows = Array.from({ length: 300 }, (_, n) => ({ n, kind: `k${n % 3}` }));
	const plot = await plotted(rows, byKind, { orders: [], filters: [{ column: 0, text: '>= 150' }] });
	expect(plot.rows).toBe(150);
	expect(pictureOf(plot, 'bars').bars.map(({ rows: count }) => count)).toEqual([50, 50, 50]);
});

test('a filter that refuses a column that is not there refuses the plot', async () => {
	await expect(plotted([{ kind: 'a' }], byKind, { orders: [], filters: [{ column: 9, text: 'x' }] })).rejects.toThrow(
		/it has no column 10/,
	);
});

test('a field that is not there is named', async () => {
	await expect(plotted([{ a: 1 }], byKind)).rejects.toThrow(/the table has no kind/);
});

test('a dataset of a replica, whose columns are called like those of SQLite itself', async () => {
	const listings = dataset('Listing', {
		key: ['id'],
		columns: [
			{ name: 'id', type: 'text' },
			{ name: 'value', type: 'decimal' },
			{ name: 'type', type: 'text' },
			{ name: 'isNew', type: 'boolean' },
		],
	});
	const feed = new Feed();
	const rows = Array.from({ length: 40 }, (_, nth) => ({
		id: `i${nth}`,
		value: nth,
		type: `t${nth % 2}`,
		isNew: nth % 4 === 0,
	}));
	feed.run(listings, rows, 'initial');
	const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Listing' });
	await rig.settled();
	const ask = (wish: PlotWish): ReturnType<typeof plotted> => rig.ask('plot', { wish, arrangement: NO_ARRANGEMENT });
	const means = await ask({ kind: 'category', field: 'type', measure: { of: 'mean', field: 'value' }, top: 5 });
	expect(pictureOf(means, 'bars').bars.map(({ amount }) => amount)).toEqual([19, 20]);
	const flags = await ask({ kind: 'distribution', field: 'isNew' });
	expect(pictureOf(flags, 'bars').bars.map(({ value, rows: count }) => [value, count])).toEqual([
		['false', 30],
		['true', 10],
	]);
});

test('one row, no row, a column without a value', async () => {
	expect(pictureOf(await plotted([{ kind: 7 }], { kind: 'distribution', field: 'kind' }), 'bins').bins).toEqual([
		{ from: 7, to: 8, rows: 1 },
	]);
	const rows = [
		{ kind: null, n: 1 },
		{ kind: '', n: 2 },
	];
	expect(await plotted(rows, { kind: 'scatter', x: 'kind', y: 'n' })).toMatchObject({
		picture: { kind: 'nothing' },
		leftOut: [{ why: 'empty', field: 'kind', rows: 2 }],
	});
	const filtered = { orders: [], filters: [{ column: 1, text: '=99' }] };
	expect(await plotted(rows, { kind: 'distribution', field: 'n' }, filtered)).toMatchObject({
		rows: 0,
		picture: { kind: 'nothing' },
	});
});

test('an empty text in a column of numbers is no nought', async () => {
	const plot = await plotted([{ n: 5 }, { n: '' }], { kind: 'distribution', field: 'n' });
	expect(plot.leftOut).toEqual([{ why: 'empty', field: 'n', rows: 1 }]);
	expect(pictureOf(plot, 'bins').statistics.least).toBe(5);
});

test('whole numbers that a double cannot hold are numbers of a picture, and categories digit by digit', async () => {
	using table = new ScratchTable();
	table.addColumn('n');
	table.append([[1], [2], [3]]);
	table.db.exec("UPDATE scratch SET cells = '[9007199254740993]' WHERE rowid = 3");
	const { signal } = new AbortController();
	const spread = await plotOf(table, { kind: 'distribution', field: 'n' }, NO_ARRANGEMENT, signal);
	expect(pictureOf(spread, 'bins').statistics.most).toBe(2 ** 53);
	const told = await plotOf(table, { ...byKind, field: 'n' }, NO_ARRANGEMENT, signal);
	expect(pictureOf(told, 'bars').bars.map(({ value }) => value)).toContain('9007199254740993');
});

test('words among numbers are counted, not drawn', async () => {
	const rows = ['1', '2', 'NaN', 'Infinity', '1e999', ' ', 'x'].map((n) => ({ n, m: 1 }));
	const plot = await plotted(rows, { kind: 'scatter', x: 'n', y: 'm' });
	expect(pictureOf(plot, 'spots').spots.length).toBe(2);
	expect(plot.leftOut).toEqual([{ why: 'notANumber', field: 'n', rows: 5 }]);
});

test('names and values that would break SQL, paths or pages are only names and values', async () => {
	const evil = `'"); DROP TABLE scratch; --<script>\u202e`;
	const rows = [{ [evil]: evil, json: { [`a'b.c`]: { 'd"e': 1, f: 'x' } } }];
	const names = (await fieldsOf(rows)).map(({ name }) => name);
	expect(names).toEqual([evil, `json.a'b.c.f`]);
	for (const field of names) {
		const plot = await plotted(rows, { ...byKind, field });
		expect(sum(pictureOf(plot, 'bars').bars.map((bar) => bar.rows))).toBe(1);
	}
});

test('who does not wait any longer ends the work between two parts', async () => {
	using table = new ScratchTable();
	table.addColumn('kind');
	table.append(Array.from({ length: 50_000 }, (_, nth) => [`k${nth % 5}`]));
	const wish = new AbortController();
	const reason = new Error('no longer wanted');
	let turns = 0;
	const ticking = setInterval(() => (turns += 1), 0);
	const work = plotOf(table, byKind, NO_ARRANGEMENT, wish.signal);
	wish.abort(reason);
	await expect(work).rejects.toBe(reason);
	clearInterval(ticking);
	expect(turns).toBeLessThan(5);
});

test('a page of rows is answered while a plot is made', async () => {
	const rig = await rigOf(Array.from({ length: 60_000 }, (_, n) => ({ n, kind: `k${n % 3}` })));
	const done: string[] = [];
	const plot = rig.ask('plot', { wish: byKind, arrangement: NO_ARRANGEMENT }).then(() => done.push('plot'));
	const rows = rig.ask('rows', { offset: 0, count: 10 }).then(() => done.push('rows'));
	await Promise.all([plot, rows]);
	expect(done).toEqual(['rows', 'plot']);
});
