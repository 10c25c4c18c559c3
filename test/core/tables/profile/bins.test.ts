/** Bars of histograms: they hold everything once, are few, and no far value flattens the others. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberBins } from '../../../../src/core/tables/profile/numberBins.ts';
import type { Bin } from '../../../../src/core/tables/profile/profile.ts';
import { firstAbove, firstFrom, quantile } from '../../../../src/core/tables/quantiles.ts';
import { timeBins } from '../../../../src/core/tables/profile/timeBins.ts';
import { timeOf } from '../../../../src/core/tables/profile/times.ts';

const sortedOf = (numbers: readonly number[]): Float64Array => Float64Array.from(numbers).sort();
const all = (bins: readonly Bin[]): number => bins.reduce((sum, { count }) => sum + count, 0);
const numbers = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), { minLength: 1 });
const times = fc.array(fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }), {
	minLength: 1,
});

test('each number stands in one bar, and there are at most some forty', () => {
	fc.assert(
		fc.property(numbers, (found) => {
			const bins = numberBins(sortedOf(found), 1, found.every(Number.isInteger));
			expect(all(bins)).toBe(found.length);
			expect(bins.length).toBeLessThanOrEqual(43);
			expect(bins.at(0)?.count).toBeGreaterThan(0);
			expect(bins.at(-1)?.count).toBeGreaterThan(0);
		}),
	);
});

test('each time stands in one bar, and there are at most some seventy', () => {
	fc.assert(
		fc.property(times, fc.boolean(), (found, isDay) => {
			const bins = timeBins(sortedOf(found.map(Number)), 1, isDay);
			expect(all(bins)).toBe(found.length);
			expect(bins.length).toBeLessThanOrEqual(75);
		}),
	);
});

test('whole numbers get bars of whole numbers', () => {
	const bins = numberBins(sortedOf([1, 1, 2, 2, 2, 4]), 1, true);
	expect(bins.map(({ label, count }) => [label, count])).toEqual([
		['1', 2],
		['2', 3],
		['3', 0],
		['4', 1],
	]);
	expect(bins[1]?.filter).toBe('= 2');
});

test('one far value has a bar of its own and leaves the others theirs', () => {
	const bins = numberBins(sortedOf([...Array.from({ length: 100 }, (_, nth) => nth), 1_000_000_000]), 1, true);
	expect(bins.length).toBeGreaterThan(10);
	expect(bins.at(-1)).toEqual({ label: '1000000000', count: 1, filter: '= 1000000000' });
});

test.each([
	['2026-05-01T10:00:00Z', '2026-05-01T10:20:00Z', '2026-05-01 10:00'],
	['2026-05-01T10:00:00Z', '2026-05-02T11:00:00Z', '2026-05-01 10'],
	['2026-05-01', '2026-05-20', '2026-05-01'],
	['2024-05-01', '2026-05-20', '2024-05'],
	['2020-05-01', '2026-05-20', '2020-05'],
	['1995-05-01', '2026-05-20', '1995'],
	['1700-05-01', '1950-05-20', '1700'],
])('between %s and %s the first bar is %s', (from, to, label) => {
	expect(timeBins(sortedOf([timeOf(from)!, timeOf(to)!]), 1, false)[0]?.label).toBe(label);
});

test.each([
	['2024-02-29', Date.UTC(2024, 1, 29)],
	['2023-02-29', undefined],
	['2023-13-01', undefined],
	['2023-01-01 24:00', undefined],
	['2023-01-01T10:20', Date.UTC(2023, 0, 1, 10, 20)],
	['2023-01-01T10:20:30.5Z', Date.UTC(2023, 0, 1, 10, 20, 30, 500)],
	['2023-01-01T10:20:30+02:00', Date.UTC(2023, 0, 1, 8, 20, 30)],
	['2023-01-01T10:20:30-0130', Date.UTC(2023, 0, 1, 11, 50, 30)],
	['yesterday', undefined],
	['', undefined],
])('%j is the time %j', (text, time) => {
	expect(timeOf(text)).toBe(time);
});

test('a quantile leaves its share below it, and places among numbers are those of a plain search', () => {
	fc.assert(
		fc.property(numbers, fc.double({ noNaN: true, min: 0, max: 1 }), (found, share) => {
			const sorted = sortedOf(found);
			const at = quantile(sorted, share);
			const below = sorted.filter((one) => one < at).length;
			expect(below).toBeLessThanOrEqual(Math.ceil((found.length - 1) * share));
			expect(firstFrom(sorted, at)).toBe(below);
			expect(firstAbove(sorted, at)).toBe(sorted.filter((one) => one <= at).length);
		}),
	);
});
