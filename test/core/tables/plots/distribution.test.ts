/** How numbers are spread: no row is lost, and a bin holds what it says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureOf, plotted, sum } from './plotRig.ts';

const wish = { kind: 'distribution', field: 'n' } as const;
const numbers = fc.oneof(
	fc.integer({ min: -50, max: 50 }),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.double({ min: 0, max: 1, noNaN: true }),
	fc.constant(1e15),
);

test('each bin holds what a plain count finds between its edges, and all bins together hold all', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(numbers, { minLength: 1, maxLength: 80 }), fc.nat(5), async (given, nulls) => {
			// Text would not do: one number makes the column one of numbers.
			const rows = [
				...given.map((n) => ({ n: Object.is(n, -0) ? 0 : n })),
				...Array.from({ length: nulls }, () => ({ n: null })),
			];
			const plot = await plotted(rows, wish);
			const { bins, statistics } = pictureOf(plot, 'bins');
			expect(plot.rows).toBe(rows.length);
			expect(sum(plot.leftOut.map((one) => one.rows))).toBe(nulls);
			expect(sum(bins.map((bin) => bin.rows))).toBe(given.length);
			for (const { from = -Infinity, to = Infinity, rows: count } of bins) {
				expect(given.filter((n) => n >= from && n < to).length).toBe(count);
			}
			for (const [nth, { from }] of bins.entries()) if (nth > 0) expect(from).toBe(bins[nth - 1]?.to);
			expect(statistics).toMatchObject({ least: Math.min(...given) + 0, most: Math.max(...given) + 0 });
			expect(bins.length).toBeLessThanOrEqual(35);
		}),
		{ numRuns: 60 },
	);
});

test('few whole numbers have a bin each', async () => {
	const { bins } = pictureOf(
		await plotted(
			[1, 2, 2, 4].map((n) => ({ n })),
			wish,
		),
		'bins',
	);
	expect(bins).toEqual([
		{ from: 1, to: 2, rows: 1 },
		{ from: 2, to: 3, rows: 2 },
		{ from: 3, to: 4, rows: 0 },
		{ from: 4, to: 5, rows: 1 },
	]);
});

test('a number far away from all others does not hide them: it is counted in an open bin', async () => {
	const rows = [...Array.from({ length: 100 }, (_, n) => ({ n })), { n: 1e12 }, { n: -1e12 }];
	const { bins, statistics } = pictureOf(await plotted(rows, wish), 'bins');
	expect(bins[0]).toMatchObject({ from: undefined, rows: 1 });
	expect(bins.at(-1)).toMatchObject({ to: undefined, rows: 1 });
	expect(bins.length).toBeGreaterThan(10);
	expect([statistics.least, statistics.most, statistics.median]).toEqual([-1e12, 1e12, 49.5]);
});

test('edges are round', async () => {
	const rows = Array.from({ length: 50 }, (_, nth) => ({ n: nth / 100 + 0.1 }));
	const { bins } = pictureOf(await plotted(rows, wish), 'bins');
	expect(bins.slice(0, 4).map(({ from }) => from)).toEqual([0.1, 0.12, 0.14, 0.16]);
});
