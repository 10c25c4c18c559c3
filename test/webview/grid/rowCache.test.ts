/** Windows that have come, kept by pages. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GridWindow } from '../../../src/protocol/grid.ts';
import { PAGE_ROWS, RowCache } from '../../../src/webview/grid/rowCache.ts';

function windowOf(page: number, count: number, version = 0): GridWindow {
	const offset = page * PAGE_ROWS;
	const rows = Array.from({ length: Math.max(0, Math.min(PAGE_ROWS, count - offset)) }, (_, nth) => [offset + nth]);
	return { version, offset, rows };
}

test('pages that were missing and came make up the whole, wherever one looks', () => {
	const looks = fc.array(fc.tuple(fc.nat(19_999), fc.integer({ min: 1, max: 400 })), { minLength: 1 });
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 20_000 }), looks, (count, given) => {
			const cache = new RowCache();
			for (const [start, length] of given) {
				const from = start % count;
				const span = { from, to: Math.min(count, from + length) };
				for (const page of cache.missing(span)) cache.put(windowOf(page, count));
				expect(cache.missing(span)).toEqual([]);
				for (let row = span.from; row < span.to; row++) expect(cache.row(row)).toEqual([row]);
			}
		}),
	);
});

test('an answer to an older arrangement is of no use', () => {
	const cache = new RowCache();
	cache.put(windowOf(0, 10));
	cache.renew(1);
	expect(cache.row(0)).toBeUndefined();
	expect(cache.put(windowOf(0, 10, 0))).toBe(false);
	expect(cache.put(windowOf(0, 10, 1))).toBe(true);
	expect(cache.row(0)).toEqual([0]);
});

test('a last page that has grown is asked for again, the others are not', () => {
	const cache = new RowCache();
	for (const page of [0, 1]) cache.put(windowOf(page, 150));
	cache.grow(150);
	expect(cache.missing({ from: 0, to: 150 })).toEqual([]);
	cache.grow(300);
	expect(cache.missing({ from: 0, to: 200 })).toEqual([1]);
});

test('what was looked at last is kept, what lies far away is forgotten', () => {
	const cache = new RowCache();
	cache.put(windowOf(0, 1_000_000));
	for (let page = 1; page < 500; page++) {
		cache.missing({ from: 0, to: 1 });
		cache.put(windowOf(page, 1_000_000));
	}
	expect([cache.row(0), cache.row(PAGE_ROWS), cache.row(499 * PAGE_ROWS)]).toEqual([[0], undefined, [49_900]]);
});
