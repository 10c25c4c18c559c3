/** Counts of values: exact up to a limit, and beyond it close, without losing what comes often. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf } from '../../../../src/core/tables/profile/valueHash.ts';
import { ValueTally } from '../../../../src/core/tables/profile/valueTally.ts';

const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.string({ maxLength: 3 })), { maxLength: 400 });

test('every value is counted, with the row where it was first seen', () => {
	fc.assert(
		fc.property(values, (all) => {
			const tally = new ValueTally(10_000);
			for (const [rowid, value] of all.entries()) tally.add(hashOf(value), rowid);
			const model = Map.groupBy(all.keys(), (rowid) => all[rowid]);
			expect(tally.distinct).toEqual({ count: model.size, isEstimate: false });
			const repeated = [...model.values()].filter(({ length }) => length > 1);
			expect(tally.repetitions).toEqual({
				values: repeated.length,
				rows: repeated.reduce((sum, { length }) => sum + length, 0),
			});
			for (const { rowid, count } of tally.repeated(1000)) {
				expect(model.get(all[rowid])?.length).toBe(count);
				expect(model.get(all[rowid])?.[0]).toBe(rowid);
			}
		}),
	);
});

test.each([
	[1000, 500],
	[20_000, 1000],
	[300_000, 4096],
])('of %i values the number is estimated from %i', (distinct, limit) => {
	const tally = new ValueTally(limit);
	for (let nth = 0; nth < distinct; nth++) tally.add(hashOf(`value ${nth}`), nth);
	expect(tally.distinct.isEstimate).toBe(true);
	// Four times the standard error of adaptive sampling.
	const error = (4 * 1.2) / Math.sqrt(limit);
	expect(Math.abs(tally.distinct.count / distinct - 1)).toBeLessThan(error);
});

test('what comes often is not lost among many rare ones', () => {
	const tally = new ValueTally(1000);
	for (let nth = 0; nth < 100_000; nth++) tally.add(hashOf(nth % 4 === 0 ? 'often' : `rare ${nth}`), nth);
	expect(tally.repeated(1)).toEqual([{ hash: hashOf('often'), count: 25_000, rowid: 0 }]);
});

test('equal numbers are one value, a number and its text are two', () => {
	expect(hashOf(0)).toBe(hashOf(-0));
	expect(hashOf(true)).toBe(hashOf(1));
	expect(hashOf(1)).not.toBe(hashOf('1'));
});

test('no two of a million values share a number', () => {
	const hashes = new Set<number>();
	for (let nth = 0; nth < 500_000; nth++) {
		hashes.add(hashOf(nth));
		hashes.add(hashOf(`key${nth}`));
	}
	expect(hashes.size).toBe(1_000_000);
});
