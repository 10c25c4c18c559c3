/** Rows by the values of a field. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureOf, plotted, sum } from './plotRig.ts';

const rows = fc.array(
	fc.record({
		kind: fc.option(fc.oneof(fc.constantFrom('a', 'A', 'b', 'c'), fc.string({ unit: 'grapheme', maxLength: 3 }))),
		price: fc.option(fc.integer({ min: -1000, max: 1000 })),
	}),
	{ minLength: 1, maxLength: 60 },
);

test.each(['rows', 'sum', 'mean', 'median'] as const)(
	'%s of the largest, of all others and of what is empty',
	async (of) => {
		await fc.assert(
			fc.asyncProperty(rows, fc.integer({ min: 1, max: 6 }), async (given, top) => {
				const measure = of === 'rows' ? { of } : { of, field: 'price' };
				const { bars, others, empty } = pictureOf(
					await plotted(given, { kind: 'category', field: 'kind', measure, top }),
					'bars',
				);
				const shown = new Set(bars.map(({ value }) => value));
				const isEmpty = (kind: string | null): boolean => kind === null || kind === '';
				for (const bar of bars) {
					const own = given.filter(({ kind }) => kind === bar.value);
					expect([bar.rows, bar.amount]).toEqual([own.length, amountOf(own, of)]);
				}
				const none = given.filter(({ kind }) => isEmpty(kind));
				expect(empty?.rows ?? 0).toBe(none.length);
				if (empty !== undefined) expect(empty.amount).toEqual(amountOf(none, of));
				const rest = given.filter(({ kind }) => !isEmpty(kind) && !shown.has(kind!));
				expect(others?.rows ?? 0).toBe(rest.length);
				expect(others?.values ?? 0).toBe(new Set(rest.map(({ kind }) => kind)).size);
				if (others !== undefined) expect(others.amount).toEqual(amountOf(rest, of));
				const counts = bars.map((bar) => bar.rows);
				expect(counts).toEqual(counts.toSorted((a, b) => b - a));
			}),
			{ numRuns: 25 },
		);
	},
);

function amountOf(given: readonly { readonly price: number | null }[], of: string): unknown {
	if (of === 'rows') return given.length;
	const prices = given.flatMap(({ price }) => (price === null ? [] : [price])).toSorted((a, b) => a - b);
	if (prices.length === 0) return undefined;
	if (of === 'sum') return sum(prices);
	if (of === 'mean') return expect.closeTo(sum(prices) / prices.length, 9);
	const middle = Math.floor(prices.length / 2);
	return prices.length % 2 === 1 ? prices[middle] : (prices[middle - 1]! + prices[middle]!) / 2;
}

test('ten thousand values are twenty bars and the others', async () => {
	const given = Array.from({ length: 10_000 }, (_, nth) => ({ kind: `v${nth}` }));
	const plot = await plotted(given, { kind: 'category', field: 'kind', measure: { of: 'rows' }, top: 20 });
	expect(pictureOf(plot, 'bars')).toMatchObject({
		bars: { length: 20 },
		others: { values: 9980, rows: 9980, isAtLeast: false },
	});
});

test('a novel is cut and says so', async () => {
	const plot = await plotted([{ kind: 'ž'.repeat(5000) }], {
		kind: 'category',
		field: 'kind',
		measure: { of: 'rows' },
		top: 20,
	});
	expect(pictureOf(plot, 'bars').bars).toEqual([
		{ value: 'ž'.repeat(200), isCut: true, hasTwin: false, rows: 1, amount: 1 },
	]);
});
