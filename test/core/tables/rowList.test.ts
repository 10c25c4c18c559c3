/** Row ids in an order, whatever they are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecentRows } from '../../../src/core/tables/recentRows.ts';
import { RowList } from '../../../src/core/tables/rowList.ts';

const near = fc.integer({ min: -50, max: 400 });
const far = fc.maxSafeInteger();
const ids = fc.oneof(fc.uniqueArray(near, { maxLength: 300 }), fc.uniqueArray(fc.oneof(near, far), { maxLength: 60 }));

function listOf(given: readonly number[], size = 7): RowList {
	const list = new RowList();
	for (let at = 0; at < given.length; at += size) list.addAll(given.slice(at, at + size));
	return list;
}

test('what was added is there, in its order, in windows of any size', () => {
	fc.assert(
		fc.property(ids, fc.nat(320), fc.nat(320), (given, from, to) => {
			expect(listOf(given).slice(from, to)).toEqual(given.slice(from, Math.max(from, to)));
			expect(listOf(given).close().slice(0, 400)).toEqual(given);
		}),
	);
});

test('those that another list has too keep the order of this one', () => {
	fc.assert(
		fc.property(ids, ids, (given, other) => {
			const ascending = other.toSorted((a, b) => a - b);
			expect(listOf(given).within(listOf(ascending)).slice(0, 400)).toEqual(given.filter((id) => other.includes(id)));
		}),
	);
});

test('what was used longest ago is forgotten first, when they become too much', () => {
	const million = Array.from({ length: 1_000_000 }, (_, nth) => nth);
	const recent = new RecentRows();
	for (let nth = 0; nth < 16; nth++) recent.keep(`list ${nth}`, listOf(million, million.length));
	expect(recent.find('list 0')?.count).toBe(1_000_000);
	recent.keep('one more', listOf(million, million.length));
	const left = Array.from({ length: 16 }, (_, nth) => nth).filter((nth) => recent.find(`list ${nth}`) !== undefined);
	expect(left).toEqual([0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
});
