/** Windows that have come, kept by tiles. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GridWindow } from '../../../src/protocol/grid.ts';
import { BLOCK_COLUMNS, GONE, PAGE_ROWS, RowCache, blockOf } from '../../../src/webview/grid/rowCache.ts';
import type { Tile } from '../../../src/webview/grid/rowCache.ts';

const COLUMNS = 3 * BLOCK_COLUMNS - 7;

/** Columns of a block, without each third one: it is hidden. */
function columnsOf({ block }: Tile): readonly number[] {
	const all = Array.from({ length: BLOCK_COLUMNS }, (_, nth) => block * BLOCK_COLUMNS + nth);
	return all.filter((column) => column < COLUMNS && column % 3 !== 2);
}

function windowOf(tile: Tile, count: number, version = 0): GridWindow {
	const offset = tile.page * PAGE_ROWS;
	const rows = Array.from({ length: Math.max(0, Math.min(PAGE_ROWS, count - offset)) }, (_, nth) =>
		columnsOf(tile).map((column) => `${offset + nth}/${column}`),
	);
	return { version, offset, rows };
}

function put(cache: RowCache, tile: Tile, count: number, version = 0): boolean {
	return cache.put(tile, columnsOf(tile), windowOf(tile, count, version));
}

test('tiles that were missing and came make up the whole, wherever one looks', () => {
	const looks = fc.array(fc.tuple(fc.nat(19_999), fc.integer({ min: 1, max: 400 }), fc.nat(COLUMNS - 1)), {
		minLength: 1,
	});
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 20_000 }), looks, (count, given) => {
			const cache = new RowCache();
			for (const [start, length, column] of given) {
				const from = start % count;
				const span = { from, to: Math.min(count, from + length) };
				const blocks = [...new Set([0, blockOf(column)])];
				for (const tile of cache.missing(span, blocks)) put(cache, tile, count);
				expect(cache.missing(span, blocks)).toEqual([]);
				for (let row = span.from; row < span.to; row++) {
					expect(cache.cell(row, 0)).toBe(`${row}/0`);
					expect(cache.cell(row, column)).toBe(column % 3 === 2 ? undefined : `${row}/${column}`);
				}
			}
		}),
	);
});

test('an answer to an older arrangement is of no use', () => {
	const cache = new RowCache();
	const tile = { page: 0, block: 0 };
	put(cache, tile, 10);
	cache.renew(1);
	expect(cache.cell(0, 0)).toBeUndefined();
	expect(put(cache, tile, 10)).toBe(false);
	expect(put(cache, tile, 10, 1)).toBe(true);
	expect(cache.cell(0, 0)).toBe('0/0');
});

test('a row that is gone says so in each of its cells', () => {
	const cache = new RowCache();
	cache.put({ page: 0, block: 0 }, [0, 1], { version: 0, offset: 0, rows: [null, ['a', null]] });
	expect([cache.cell(0, 0), cache.cell(0, 1), cache.cell(1, 1), cache.cell(2, 0)]).toEqual([
		GONE,
		GONE,
		null,
		undefined,
	]);
});

test('a last page that has grown is asked for again, the others are not', () => {
	const cache = new RowCache();
	for (const page of [0, 1]) put(cache, { page, block: 0 }, 150);
	cache.grow(150);
	expect(cache.missing({ from: 0, to: 150 }, [0])).toEqual([]);
	cache.grow(300);
	expect(cache.missing({ from: 0, to: 200 }, [0])).toEqual([{ page: 1, block: 0 }]);
});

test('what was looked at last is kept, what lies far away is forgotten', () => {
	const cache = new RowCache();
	put(cache, { page: 0, block: 0 }, 1_000_000);
	for (let page = 1; page < 500; page++) {
		cache.missing({ from: 0, to: 1 }, [0]);
		put(cache, { page, block: 0 }, 1_000_000);
	}
	const rows = [0, PAGE_ROWS, 499 * PAGE_ROWS];
	expect(rows.map((row) => cache.cell(row, 0))).toEqual(['0/0', undefined, '49900/0']);
});
