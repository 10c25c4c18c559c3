/** Rows and columns in sight, of any number. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	MOST_PIXELS,
	ROW_HEIGHT,
	clampTop,
	columnAt,
	columnStarts,
	columnsInSight,
	leftWith,
	pinsThatFit,
	rowsInSight,
	scrollHeight,
	scrollTopOf,
	topOf,
	topWith,
} from '../../../src/webview/grid/geometry.ts';

const space = fc.record({
	rows: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 50_000_000 })),
	height: fc.integer({ min: ROW_HEIGHT, max: 2000 }),
});

test('the scroll bar reaches from the first row to the last, whatever their number', () => {
	fc.assert(
		fc.property(space, (given) => {
			expect(scrollHeight(given)).toBeLessThanOrEqual(MOST_PIXELS);
			const end = Math.max(0, scrollHeight(given) - given.height);
			expect(rowsInSight(topOf(0, given), given).from).toBe(0);
			expect(rowsInSight(topOf(end, given), given).to).toBe(given.rows);
		}),
	);
});

test('a place of the rows has one place of the scroll bar, and back', () => {
	fc.assert(
		fc.property(space, fc.double({ min: 0, max: 1, noNaN: true }), (given, part) => {
			const top = clampTop(part * given.rows * ROW_HEIGHT, given);
			expect(topOf(scrollTopOf(top, given), given)).toBeCloseTo(top, 2);
		}),
	);
});

test('a row that is gone to is wholly in sight, and one that was already is not moved', () => {
	fc.assert(
		fc.property(space, fc.nat(), fc.nat(), (given, wanted, from) => {
			const row = wanted % given.rows;
			const before = clampTop(from, given);
			const top = topWith(row, before, given);
			expect(top).toBeLessThanOrEqual(row * ROW_HEIGHT);
			expect(top + given.height).toBeGreaterThanOrEqual((row + 1) * ROW_HEIGHT);
			expect(topWith(row, top, given)).toBe(top);
		}),
	);
});

test('every place belongs to one column, and columns in sight cover the page beside those that are pinned', () => {
	const widths = fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 1, maxLength: 600 });
	const page = fc.integer({ min: 1, max: 2000 });
	fc.assert(
		fc.property(widths, fc.nat(5000), page, fc.nat(9), (given, left, width, pins) => {
			const starts = columnStarts(given);
			const all = starts.at(-1)!;
			const pinned = pinsThatFit({ starts, width, pinned: Math.min(pins, given.length) });
			const columns = { starts, width, pinned };
			const from = Math.min(left, Math.max(0, all - width));
			const span = columnsInSight(columns, from);
			expect(span.from).toBeGreaterThanOrEqual(pinned);
			if (span.to > span.from) {
				expect(starts[span.from]).toBeLessThanOrEqual(from + starts[pinned]!);
				expect(starts[span.to]).toBeGreaterThanOrEqual(Math.min(all, from + width));
			}
			const column = columnAt(starts, Math.min(from, all - 1));
			expect(starts[column]).toBeLessThanOrEqual(from);
			expect(leftWith(column, from, columns)).toBeLessThanOrEqual(from);
		}),
	);
});

test('a column that is gone to is wholly in sight, right of the pinned ones; a pinned one moves nothing', () => {
	const columns = { starts: columnStarts([100, 100, 100, 100, 100]), width: 250, pinned: 1 };
	expect(leftWith(0, 170, columns)).toBe(170);
	expect(leftWith(1, 170, columns)).toBe(0);
	expect(leftWith(4, 0, columns)).toBe(250);
	expect(leftWith(2, 100, columns)).toBe(100);
});

test('pinned columns leave a third of the page', () => {
	const starts = columnStarts([200, 200, 200]);
	expect([900, 600, 500, 200].map((width) => pinsThatFit({ starts, width, pinned: 3 }))).toEqual([3, 2, 1, 0]);
});

test('without columns nothing is in sight', () => {
	expect(columnsInSight({ starts: columnStarts([]), width: 500, pinned: 0 }, 0)).toEqual({ from: 0, to: 0 });
});
