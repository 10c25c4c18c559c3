/** Orders by several columns, with filters, and going back to one: windows are always the sorted array. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Arrangement } from '../../../src/core/tables/arrangement.ts';
import { Feed, dataset } from '../replica/replicaFixture.ts';
import { TableRig, fileOf } from './tableRig.ts';

const listings = dataset('Listing', {
	key: ['Id'],
	columns: [
		{ name: 'Id', type: 'text' },
		{ name: 'A', type: 'integer' },
		{ name: 'B', type: 'text' },
		{ name: 'C', type: 'decimal' },
	],
});

interface Row {
	readonly A: number | null;
	readonly B: string | null;
	readonly C: number | null;
}
const few = fc.option(fc.nat(3));
const row: fc.Arbitrary<Row> = fc.record({
	A: few,
	B: fc.option(fc.constantFrom('a', 'A', 'b', 'B', 'aa', '')),
	C: fc.option(fc.integer({ min: -4, max: 4 }).map((nth) => nth / 2)),
});
const orders = fc.uniqueArray(fc.record({ column: fc.integer({ min: 1, max: 3 }), isDescending: fc.boolean() }), {
	selector: ({ column }) => column,
	maxLength: 3,
});
const arrangement: fc.Arbitrary<Arrangement> = fc.record({
	orders,
	filters: fc.constantFrom([], [{ column: 1, text: '>= 1' }], [{ column: 2, text: 'a' }]),
});

function sorted(rows: readonly Row[], { orders: wanted, filters }: Arrangement): readonly string[] {
	const valueOf = ({ A, B, C }: Row, column: number): number | string | null =>
		column === 1 ? A : column === 2 ? (B?.toLowerCase() ?? null) : C;
	const kept = rows
		.map((given, nth) => ({ given, id: String(nth) }))
		.filter(({ given }) =>
			filters.every(({ column }) =>
				column === 1 ? (given.A ?? 0) >= 1 : (given.B?.toLowerCase().includes('a') ?? false),
			),
		);
	return kept
		.toSorted((a, b) => {
			for (const { column, isDescending } of wanted) {
				const [left, right] = [valueOf(a.given, column), valueOf(b.given, column)];
				if (left === right) continue;
				// What has no value stands last in both directions.
				if (left === null || right === null) return left === null ? 1 : -1;
				return (left < right ? -1 : 1) * (isDescending ? -1 : 1);
			}
			return Number(a.id) - Number(b.id);
		})
		.map(({ id }) => id);
}

test('any order of several columns through any filter, one after another and back', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(row, { minLength: 1, maxLength: 40 }),
			fc.array(arrangement, { minLength: 2, maxLength: 6 }),
			async (rows, arrangements) => {
				const feed = new Feed();
				feed.run(
					listings,
					rows.map((given, nth) => ({ Id: String(nth), ...given })),
					'initial',
				);
				const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Listing' });
				await rig.settled();
				for (const wanted of [...arrangements, ...arrangements]) {
					await rig.ask('arrange', wanted);
					expect({ wanted, ids: await rig.column(0) }).toEqual({ wanted, ids: sorted(rows, wanted) });
				}
			},
		),
		{ numRuns: 40 },
	);
});

test('many matches are taken out of the order of all rows', async () => {
	const lines = Array.from(
		{ length: 60_000 },
		(_, nth) => `${(nth * 7919) % 60_000},${nth % 2 === 0 ? 'even' : 'odd'}`,
	);
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', `n,kind\n${lines.join('\n')}\n`) });
	await rig.settled();
	const filters = [{ column: 1, text: 'odd' }];
	await rig.ask('arrange', { orders: [{ column: 0, isDescending: true }], filters });
	expect((await rig.settled()).count).toBe(30_000);
	expect(await rig.rows(0, 3)).toEqual([
		['59999', 'odd'],
		['59997', 'odd'],
		['59995', 'odd'],
	]);
	expect(await rig.rows(29_999, 1)).toEqual([['1', 'odd']]);
});

test('moments sort by the instant, numbers digit by digit, whatever they look like', async () => {
	const moments = ['2026-05-01T12:00:00+02:00', '2026-05-01T09:00:00Z', '2026-05-01 10:30:00Z'];
	const numbers = ['12345678901234567891', '12345678901234567890', '1e400'];
	const rows = moments.map((at, nth) => `{"at":"${at}","n":${numbers[nth] ?? ''}}`);
	const rig = new TableRig({ kind: 'file', file: fileOf('a.ndjson', rows.join('\n')) });
	const { columns } = await rig.settled();
	expect(columns.map(({ type }) => type)).toEqual(['instant', 'decimal']);
	await rig.ask('arrange', { orders: [{ column: 0, isDescending: false }], filters: [] });
	expect(await rig.column(0)).toEqual([moments[1], moments[0], moments[2]]);
	await rig.ask('arrange', { orders: [{ column: 1, isDescending: true }], filters: [] });
	expect(await rig.column(1)).toEqual(['1e400', '12345678901234567891', '12345678901234567890']);
	await rig.ask('arrange', { orders: [], filters: [{ column: 1, text: '= 12345678901234567890' }] });
	expect(await rig.column(1)).toEqual(['12345678901234567890']);
	await rig.ask('arrange', { orders: [], filters: [{ column: 0, text: '2026-05-01 10:00..2026-05-01 10:15' }] });
	expect(await rig.column(0)).toEqual([moments[0]]);
});

test.each([
	['a day', 'day', '2026-01-02', '< 2027'],
	['a flag', 'is new', 'false', '<= true'],
])('an empty text in place of %s is no value: last in every order, and beside none', async (_, name, value, filter) => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', `${name}\n"${value}"\n""\n"${value}"\n`) });
	await rig.settled();
	for (const isDescending of [false, true]) {
		await rig.ask('arrange', { orders: [{ column: 0, isDescending }], filters: [] });
		expect(await rig.column(0)).toEqual([value, value, '']);
	}
	await rig.ask('arrange', { orders: [], filters: [{ column: 0, text: filter }] });
	expect(await rig.column(0)).toEqual([value, value]);
	await rig.ask('arrange', { orders: [], filters: [{ column: 0, text: '=' }] });
	expect(await rig.column(0)).toEqual(['']);
});

test('an order that was there before a run is made anew after it', async () => {
	const feed = new Feed();
	const [low, high] = [1, 2].map((A) => ({ Id: `id${A}`, A, B: null, C: null }));
	feed.run(listings, [low!, high!], 'initial');
	const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Listing' });
	await rig.settled();
	const byA = { orders: [{ column: 1, isDescending: false }], filters: [] };
	await rig.ask('arrange', byA);
	await rig.ask('arrange', { orders: [], filters: [] });
	feed.run(listings, [{ ...low, A: 3 }]);
	await rig.ask('arrange', byA);
	expect(await rig.column(1)).toEqual([2, 3]);
});
