/** Which cell is pointed at. */
import { expect, test } from 'vitest';
import { FILTER_ROW, HEADER_ROW } from '../../../src/webview/grid/cursor.ts';
import { ROW_HEIGHT, columnStarts } from '../../../src/webview/grid/geometry.ts';
import { numberedRowAt, placeAt } from '../../../src/webview/grid/pointing.ts';

const layout = {
	...{ width: 400, height: 300, gutter: 40, namesHeight: 42, headHeight: 70, left: 30, top: 2 * ROW_HEIGHT + 5 },
	...{ starts: columnStarts([100, 100, 100]), rows: 5, pinned: 0 },
};

test.each([
	['a name', 60, 10, { row: HEADER_ROW, column: 0 }],
	['a filter', 120, 50, { row: FILTER_ROW, column: 1 }],
	['the first row in sight, which is cut', 60, 70, { row: 2, column: 0 }],
	['the one below it', 60, 70 + ROW_HEIGHT - 5, { row: 3, column: 0 }],
	['the last column', 309, 70, { row: 2, column: 2 }],
	['behind the last column', 310, 70, undefined],
	['behind the last row', 60, 70 + 3 * ROW_HEIGHT, undefined],
	['the row numbers', 39, 100, undefined],
	['the scroll bar', 401, 100, undefined],
	['below the page', 60, 300, undefined],
])('%s', (_, x, y, place) => {
	expect(placeAt(x, y, layout)).toEqual(place);
});

test('beside pinned columns the others are scrolled', () => {
	const pinned = { ...layout, pinned: 1 };
	expect([60, 139, 140].map((x) => placeAt(x, 10, pinned)?.column)).toEqual([0, 0, 1]);
});

test('a row number is pointed at beside the cells', () => {
	expect(numberedRowAt(39, 70, layout)).toBe(2);
	expect([numberedRowAt(40, 70, layout), numberedRowAt(10, 69, layout), numberedRowAt(10, 299, layout)]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});
