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

test('every place belongs to one column, and columns in sight cover the page', () => {
	const widths = fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 1, maxLength: 600 });
	fc.assert(
		fc.property(widths, fc.nat(5000), fc.integer({ min: 1, max: 2000 }), (given, left, width) => {
			const starts = columnStarts(given);
			const all = starts.at(-1)!;
			const from = Math.min(left, Math.max(0, all - width));
			const span = columnsInSight(starts, from, width);
			expect(starts[span.from]).toBeLessThanOrEqual(from);
			expect(starts[span.to]).toBeGreaterThanOrEqual(Math.min(all, from + width));
			const column = columnAt(starts, Math.min(from, all - 1));
			expect(starts[column]).toBeLessThanOrEqual(from);
			expect(leftWith(column, from, width, starts)).toBeLessThanOrEqual(from);
		}),
	);
});

test('without columns nothing is in sight', () => {
	expect(columnsInSight(columnStarts([]), 0, 500)).toEqual({ from: 0, to: 0 });
});
