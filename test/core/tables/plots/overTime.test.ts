/** What happens in each stretch of time. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_CATEGORIES } from '../../../../src/core/tables/plots/categories.ts';
import type { PlotWish } from '../../../../src/core/tables/plots/plotTypes.ts';
import { bucketOf, bucketsBetween } from '../../../../src/core/tables/plots/timeBuckets.ts';
import { pictureOf, plotted, sum } from './plotRig.ts';

type TimeWish = Extract<PlotWish, { readonly kind: 'time' }>;
const counted: TimeWish = { kind: 'time', field: 'at', measure: { of: 'rows' }, bucket: 'auto' };
const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
const rows = fc.array(
	fc.record({
		at: fc.oneof(
			{ weight: 5, arbitrary: days.map((day) => isoDay(day.getTime())) },
			{ arbitrary: fc.constant(null), weight: 1 },
		),
		price: fc.option(fc.integer({ min: -1000, max: 1000 })),
		kind: fc.option(fc.integer({ min: 0, max: 14 }).map((n) => `k${n}`)),
	}),
	{ minLength: 1, maxLength: 80 },
);

/** By the texts of dates, as nobody would build it. */
const KEYS = {
	month: (day: string) => day.slice(0, 7),
	quarter: (day: string) => `${day.slice(0, 4)} ${Math.ceil(Number(day.slice(5, 7)) / 3)}`,
	year: (day: string) => day.slice(0, 4),
} as const;

test.each(['month', 'quarter', 'year'] as const)('sums by %s are those of a plain model', async (bucket) => {
	await fc.assert(
		fc.asyncProperty(rows, async (given) => {
			const plot = await plotted(given, { ...counted, measure: { of: 'sum', field: 'price' }, bucket });
			const dated = given.filter(({ at }) => at !== null);
			expect(sum(plot.leftOut.map((one) => one.rows))).toBe(given.length - dated.length);
			expect(sum(plot.unmeasured.map((one) => one.rows))).toBe(dated.filter(({ price }) => price === null).length);
			if (dated.length === 0) {
				expect(plot.picture.kind).toBe('nothing');
				return;
			}
			const { starts, series } = pictureOf(plot, 'series');
			expect(series.length).toBe(1);
			for (const [place, start] of starts.entries()) {
				const own = dated.filter(({ at }) => KEYS[bucket](at!) === KEYS[bucket](isoDay(start)));
				const prices = own.flatMap(({ price }) => (price === null ? [] : [price]));
				expect(series[0]!.rows[place]).toBe(own.length);
				expect(series[0]!.amounts[place]).toBe(prices.length === 0 ? undefined : sum(prices));
			}
		}),
		{ numRuns: 25 },
	);
});

test('split, the largest eight have a series each and all others one together; no row is lost', async () => {
	await fc.assert(
		fc.asyncProperty(rows, async (given) => {
			const plot = await plotted(given, { ...counted, split: 'kind' });
			const told = given.filter(({ at, kind }) => at !== null && kind !== null);
			if (told.length === 0) {
				expect(plot.picture.kind).toBe('nothing');
				return;
			}
			const { series, otherValues } = pictureOf(plot, 'series');
			const kinds = new Set(told.map(({ kind }) => kind));
			expect(series.filter(({ value }) => value !== undefined).length).toBe(Math.min(8, kinds.size));
			expect(otherValues).toBe(Math.max(0, kinds.size - 8));
			for (const { value, rows: counts } of series.filter((one) => one.value !== undefined)) {
				expect(sum(counts)).toBe(told.filter(({ kind }) => kind === value).length);
			}
			expect(sum(series.flatMap((one) => one.rows))).toBe(told.length);
			expect(sum(plot.leftOut.map((one) => one.rows))).toBe(given.length - told.length);
		}),
		{ numRuns: 25 },
	);
});

test('every day lies in the bucket that begins last before it', () => {
	const day = fc.integer({ min: -90_000, max: 80_000 });
	fc.assert(
		fc.property(
			day,
			fc.nat(2000),
			fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
			(first, span, bucket) => {
				const starts = bucketsBetween(first, first + span, bucket);
				for (let at = first; at <= first + span; at += 13) {
					expect(bucketOf(at, bucket)).toBe(starts.findLast((start) => start <= at));
				}
				if (bucket === 'week') for (const start of starts) expect(new Date(start * 86_400_000).getUTCDay()).toBe(1);
			},
		),
	);
});

test.each([
	['2026-01-01', '2026-03-01', 'day'],
	['2026-01-01', '2027-03-01', 'week'],
	['2020-01-01', '2026-03-01', 'month'],
	['2000-01-01', '2026-03-01', 'quarter'],
	['1900-01-01', '2026-03-01', 'year'],
])('from %s to %s the bucket is a %s unless somebody wishes otherwise', async (from, to, bucket) => {
	expect(pictureOf(await plotted([{ at: from }, { at: to }], counted), 'series').bucket).toBe(bucket);
});

test('the median of each stretch, which no sum can tell', async () => {
	const given = [5, 1, 100, 2].map((price) => ({ at: '2026-01-05', price }));
	const plot = await plotted(given, { ...counted, measure: { of: 'median', field: 'price' } });
	expect(pictureOf(plot, 'series').series[0]?.amounts).toEqual([3.5]);
});

test('days are those of UTC where a moment says its zone', async () => {
	const given = [{ at: '2026-01-01T00:30:00+02:00' }, { at: '2025-12-31T23:00:00Z' }];
	const { starts } = pictureOf(await plotted(given, counted), 'series');
	expect(starts.map(isoDay)).toEqual(['2025-12-31']);
});

test('days that are none, and days that stand for none, are counted apart', async () => {
	const given = ['2026-01-01', '2026-02-30', '0001-01-01', '9999-12-31', 'soon', ''].map((at) => ({ at }));
	// Text among them: the column is not one of dates, and somebody asks nevertheless.
	const { leftOut, picture } = await plotted(given, counted);
	expect(Object.fromEntries(leftOut.map(({ why, rows }) => [why, rows]))).toEqual({
		notADate: 2,
		farDate: 2,
		empty: 1,
	});
	expect(picture.kind).toBe('series');
});

test('of more values than are told apart, it is said that there are more', async () => {
	const given = Array.from({ length: MOST_CATEGORIES + 10 }, (_, nth) => ({ at: '2026-05-01', kind: `v${nth}` }));
	const some = await plotted(given.slice(0, 20), { ...counted, split: 'kind' });
	expect(pictureOf(some, 'series')).toMatchObject({ otherValues: 12, isAtLeast: false });
	const all = pictureOf(await plotted(given, { ...counted, split: 'kind' }), 'series');
	expect(all).toMatchObject({ otherValues: MOST_CATEGORIES - 8, isAtLeast: true });
	expect(sum(all.series.flatMap(({ rows }) => rows))).toBe(given.length);
});
