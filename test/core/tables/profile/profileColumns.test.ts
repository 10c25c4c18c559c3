/** The profile of columns, against a model that looks at all cells at once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnProfile } from '../../../../src/core/tables/profile/profile.ts';
import { profileColumns } from '../../../../src/core/tables/profile/profileColumns.ts';
import { ScratchTable } from '../../../../src/core/tables/scratchTable.ts';
import { NO_ARRANGEMENT } from '../../../../src/core/tables/arrangement.ts';
import { Feed, dataset } from '../../replica/replicaFixture.ts';
import { TableRig, fileOf } from '../tableRig.ts';
import { modelOf, numbersOf } from './profileModel.ts';

const things = dataset('Thing', {
	key: ['Id'],
	columns: [
		{ name: 'Id', type: 'text' },
		{ name: 'Word', type: 'text' },
		{ name: 'Whole', type: 'integer' },
		{ name: 'Price', type: 'decimal' },
		{ name: 'Day', type: 'date' },
		{ name: 'At', type: 'instant' },
		{ name: 'Sold', type: 'boolean' },
		{ name: 'Tags', type: 'json' },
		{ name: 'Status', type: 'text', values: ['Active', 'Sold'], valueLabels: { Active: 'For sale' } },
		{ name: 'Features', type: 'json', values: ['Pool', 'Lift'] },
	],
});
const column = (name: string): number => things.columns.findIndex((one) => one.name === name);

type Things = readonly Readonly<Record<string, unknown>>[];

function rigOf(rows: Things): TableRig {
	const feed = new Feed();
	feed.run(
		things,
		rows.map((row, nth) => ({ Id: `k${nth}`, ...row })),
		'initial',
	);
	return new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Thing' });
}

async function profileOf(rows: Things, name: string): Promise<ColumnProfile> {
	const rig = rigOf(rows);
	await rig.settled();
	const { columns } = await rig.ask('profile', { columns: [column(name)] });
	return columns[0]!;
}

const words = fc.array(
	fc.option(fc.oneof(fc.constantFrom('', 'a', 'A', 'Žatec', '<script>', 'a\u0000b', '\u202eabc', '42'), fc.string())),
	{ minLength: 1, maxLength: 60 },
);

test('texts are counted as they are', async () => {
	await fc.assert(
		fc.asyncProperty(words, async (cells) => {
			const found = await profileOf(
				cells.map((Word) => ({ Word })),
				'Word',
			);
			const model = modelOf(cells.map((cell) => cell?.toWellFormed() ?? null));
			expect(found).toMatchObject({ nulls: model.nulls, blanks: model.blanks });
			expect(found.distinct).toEqual({ count: model.distinct, isEstimate: false });
			expect(found.top.map(({ count }) => count)).toEqual(model.repeated.slice(0, 12));
			for (const { value, count } of found.top) expect(model.counts.get(value)).toBe(count);
			const lengths = [...model.counts].flatMap(([text, count]) => Array<number>(count).fill(String(text).length));
			if (lengths.length === 0) expect(found.lengths).toBeUndefined();
			else expect(found.lengths).toMatchObject({ min: Math.min(...lengths), max: Math.max(...lengths) });
			const inBins = found.histogram?.bins.reduce((sum, { count }) => sum + count, 0);
			expect(inBins ?? 0).toBe(lengths.length);
		}),
		{ numRuns: 60 },
	);
});

test('numbers have the range, the mean, the deviation and the median of all of them', async () => {
	const number = fc.option(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 })));
	await fc.assert(
		fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 80 }), async (cells) => {
			const found = await profileOf(
				cells.map((Price) => ({ Price })),
				'Price',
			);
			const numbers = cells.filter((cell) => cell !== null);
			expect(found.nulls).toBe(cells.length - numbers.length);
			if (numbers.length === 0) {
				expect(found.numbers).toBeUndefined();
				return;
			}
			const model = numbersOf(numbers);
			const facts = found.numbers!;
			expect(facts.isEstimate).toBe(false);
			expect([facts.min, facts.max]).toEqual([model.min, model.max]);
			const scale = Math.max(1, Math.abs(model.min), Math.abs(model.max));
			expect(Math.abs(facts.mean - model.mean) / scale).toBeLessThan(1e-9);
			expect(Math.abs(facts.deviation - model.deviation) / scale).toBeLessThan(1e-6);
			expect(Math.abs(facts.quartiles[1] - model.median) / scale).toBeLessThan(1e-9);
			expect(found.histogram?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(numbers.length);
			expect(found.distinct.count).toBe(new Set(numbers.map((one) => one || 0)).size);
		}),
		{ numRuns: 60 },
	);
});

test('a bar, a value and an outlier of numbers each give the filter that finds as many rows', async () => {
	const price = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }));
	await fc.assert(
		fc.asyncProperty(fc.array(fc.option(price), { minLength: 1, maxLength: 60 }), async (cells) => {
			const rig = rigOf(cells.map((Price) => ({ Price })));
			await rig.settled();
			const {
				columns: [found],
			} = await rig.ask('profile', { columns: [column('Price')] });
			const { below, above } = found?.numbers?.outliers ?? {};
			for (const one of [...(found?.histogram?.bins ?? []), ...(found?.top ?? []), below, above]) {
				if (one === undefined || one.count === 0) continue;
				await rig.ask('arrange', { orders: [], filters: [{ column: column('Price'), text: one.filter! }] });
				expect((await rig.settled()).count, one.filter).toBe(one.count);
			}
		}),
		{ numRuns: 25 },
	);
});

test('a bar of times and of text each give the filter that finds as many rows', async () => {
	const day = fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2026-01-01') });
	const word = fc.oneof(fc.constantFrom('a', 'b', '"c"', ' d', '1..2', '/e/', '= f', 'in g', '$gt'), fc.string());
	const rows = fc.array(fc.record({ at: fc.option(day), word }), { minLength: 1, maxLength: 60 });
	await fc.assert(
		fc.asyncProperty(rows, async (cells) => {
			const rig = rigOf(
				cells.map(({ at, word: text }) => ({
					...{ At: at?.toISOString() ?? null, Day: at?.toISOString().slice(0, 10) ?? null },
					Word: text.toLowerCase(),
				})),
			);
			await rig.settled();
			for (const name of ['At', 'Day', 'Word']) {
				const { columns } = await rig.ask('profile', { columns: [column(name)] });
				for (const { count, filter } of [...(columns[0]?.histogram?.bins ?? []), ...(columns[0]?.top ?? [])]) {
					if (count === 0 || filter === undefined) continue;
					await rig.ask('arrange', { orders: [], filters: [{ column: column(name), text: filter }] });
					expect((await rig.settled()).count, filter).toBe(count);
				}
				await rig.ask('arrange', { orders: [], filters: [] });
			}
		}),
		{ numRuns: 25 },
	);
});

test('numbers of a file are numbers however they are written, and a blank is none', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('n.csv', 'n,m\n1,a\n1.0,b\n,c\n2.50,d\n') });
	await rig.settled();
	const { columns } = await rig.ask('profile', { columns: [0] });
	expect(columns[0]).toMatchObject({
		...{ nulls: 1, distinct: { count: 2 }, kinds: [{ kind: 'decimal', count: 3 }] },
		...{ numbers: { min: 1, max: 2.5 }, top: [{ value: '1', count: 2, filter: '= 1' }] },
	});
});

test('only rows that the filters let through are looked at', async () => {
	const rig = rigOf([
		{ Word: 'Brno', Whole: 1 },
		{ Word: 'Brno', Whole: 3 },
		{ Word: 'Praha', Whole: 100 },
	]);
	await rig.settled();
	await rig.ask('arrange', { orders: [], filters: [{ column: column('Word'), text: 'brno' }] });
	const { rows, columns } = await rig.ask('profile', { columns: [column('Whole')] });
	expect(rows).toBe(2);
	expect(columns[0]?.numbers).toMatchObject({ min: 1, max: 3, mean: 2 });
});

test('days and moments are told as times, and what is no date is told apart', async () => {
	const rows = ['2024-01-31', '2024-02-29', '2026-05-01', '2023-02-30', 'soon', null].map((Day) => ({ Day }));
	const found = await profileOf(rows, 'Day');
	expect(found.numbers).toMatchObject({ min: Date.UTC(2024, 0, 31), max: Date.UTC(2026, 4, 1) });
	expect(found.histogram?.of).toBe('times');
	expect(found.histogram?.bins.map(({ label, count }) => [label, count]).at(0)).toEqual(['2024-01', 1]);
	expect(found.kinds).toEqual([
		{ kind: 'date', count: 4 },
		{ kind: 'text', count: 1 },
	]);
});

test('JSON is told by its kinds, booleans by their words', async () => {
	const rows = [{ Tags: ['a'], Sold: true }, { Tags: {}, Sold: true }, { Tags: ['b'], Sold: false }, { Sold: null }];
	expect((await profileOf(rows, 'Tags')).kinds).toEqual([
		{ kind: 'array', count: 2 },
		{ kind: 'object', count: 1 },
	]);
	const sold = await profileOf(rows, 'Sold');
	expect(sold).toMatchObject({ nulls: 1, top: [{ value: 'true', count: 2, filter: '= true' }] });
});

test("values that are not in the vendor's list are found, in lists of JSON each item, and labels count as members", async () => {
	const rows = [
		{ Status: 'Active', Features: ['Pool'] },
		{ Status: 'For sale', Features: ['Lift', 'Sauna'] },
		{ Status: 'Pending', Features: ['Sauna', 'Attic'] },
		{ Status: 'Pending', Features: [] },
		{ Status: null, Features: null },
		{ Status: 'sold', Features: ['Pool'] },
	];
	expect((await profileOf(rows, 'Status')).outside).toEqual({
		...{ members: 3, count: 3, isCut: false },
		values: [
			{ value: 'Pending', count: 2, filter: '= Pending' },
			{ value: 'sold', count: 1, filter: '= sold' },
		],
	});
	expect((await profileOf(rows, 'Features')).outside).toMatchObject({
		count: 2,
		values: [
			{ value: 'Sauna', count: 2 },
			{ value: 'Attic', count: 1 },
		],
	});
	expect((await profileOf(rows, 'Word')).outside).toBeUndefined();
});

test("the lists of RESO's Lookup resource hold for the fields of their names", async () => {
	const feed = new Feed();
	const lookup = dataset('Lookup', {
		key: ['LookupKey'],
		columns: ['LookupKey', 'LookupName', 'LookupValue'].map((name) => ({ name, type: 'text' as const })),
	});
	feed.run(lookup, [{ LookupKey: '1', LookupName: 'Word', LookupValue: 'Yes' }], 'initial');
	feed.run(
		things,
		[
			{ Id: 'a', Word: 'Yes' },
			{ Id: 'b', Word: 'Maybe' },
		],
		'initial',
	);
	const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Thing' });
	await rig.settled();
	const { columns } = await rig.ask('profile', { columns: [column('Word')] });
	expect(columns[0]?.outside).toMatchObject({ members: 1, count: 1, values: [{ value: 'Maybe', count: 1 }] });
});

test('a sample says so, is spread over the table, and is the whole where the table is small', async () => {
	const lines = Array.from({ length: 50_000 }, (_, nth) => String(nth));
	const rig = new TableRig({ kind: 'file', file: fileOf('many.csv', `n\n${lines.join('\n')}\n`) });
	await rig.settled();
	const sample = await rig.ask('profile', { columns: [0], isSample: true });
	expect(sample).toMatchObject({ rows: 10_000, isSample: true, columns: [{ numbers: { min: 0, max: 49_999 } }] });
	const whole = await rig.ask('profile', { columns: [0] });
	expect(whole).toMatchObject({ rows: 50_000, isSample: false, columns: [{ numbers: { mean: 24_999.5 } }] });
	const small = new TableRig({ kind: 'file', file: fileOf('few.csv', 'n\n1\n2\n') });
	await small.settled();
	expect(await small.ask('profile', { columns: [0], isSample: true })).toMatchObject({ rows: 2, isSample: false });
});

test('beyond its limits it estimates, and says so', async () => {
	using table = new ScratchTable();
	table.addColumn('n');
	table.append(Array.from({ length: 20_000 }, (_, nth) => [nth % 10 === 0 ? 7 : nth]));
	const { columns } = await profileColumns(
		{ table, arrangement: NO_ARRANGEMENT, lists: new Map() },
		{ columns: [0] },
		new AbortController().signal,
		{ values: 1000, numbers: 5000 },
	);
	const [found] = columns;
	expect(found?.distinct.isEstimate).toBe(true);
	expect(found?.distinct.count).toBeGreaterThan(14_000);
	expect(found?.distinct.count).toBeLessThan(22_000);
	expect(found?.top[0]).toEqual({ value: '7', count: 2001, filter: '= 7' });
	expect(found?.numbers).toMatchObject({ isEstimate: true, min: 1, max: 19_999 });
	expect(found?.histogram?.bins.reduce((sum, { count }) => sum + count, 0)).toBeCloseTo(20_000, -2);
});

test('a question that nobody waits for ends in its next turn', async () => {
	using table = new ScratchTable();
	table.addColumn('n');
	table.append(Array.from({ length: 10_000 }, (_, nth) => [nth]));
	const wish = new AbortController();
	const asked = profileColumns({ table, arrangement: NO_ARRANGEMENT, lists: new Map() }, { columns: [0] }, wish.signal);
	wish.abort();
	await expect(asked).rejects.toBe(wish.signal.reason);
});

test('long cells, columns that are not there, and tables without rows do no harm', async () => {
	const long = 'x'.repeat(5_000_000);
	const found = await profileOf([{ Word: long }, { Word: long }, { Word: `${long}y` }], 'Word');
	expect(found).toMatchObject({ distinct: { count: 2 }, lengths: { max: 5_000_001 } });
	expect(found.top).toEqual([{ value: 'x'.repeat(200), count: 2, filter: undefined }]);
	const rig = rigOf([]);
	await rig.settled();
	expect(await rig.ask('profile', { columns: [0, 999] })).toMatchObject({ rows: 0, columns: [{ column: 0, top: [] }] });
});
