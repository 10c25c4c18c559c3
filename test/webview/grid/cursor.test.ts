/** Keys move the cell that is worked on, and what is selected. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FILTER_ROW, HEADER_ROW, columnsIn, cursorAt, moved, selectionOf } from '../../../src/webview/grid/cursor.ts';
import type { Cursor, GridSize, Keystroke, Selection } from '../../../src/webview/grid/cursor.ts';

const size: GridSize = { rows: 100, columns: 10, pageRows: 20 };

function selected(cursor: Cursor, of = size): Selection | undefined {
	return selectionOf(cursor, of);
}

function cellsIn({ firstRow, lastRow, firstColumn, lastColumn }: Selection): number {
	return (lastRow - firstRow + 1) * (lastColumn - firstColumn + 1);
}

function after(keys: string, from: Cursor = cursorAt({ row: 50, column: 5 }), of = size): Cursor {
	return keys.split(' ').reduce((cursor, text) => {
		const parts = text.split('+');
		const stroke: Keystroke = {
			key: parts.at(-1)!.replace('Space', ' '),
			isCtrl: parts.includes('Ctrl'),
			isShift: parts.includes('Shift'),
		};
		return moved(cursor, stroke, of) ?? cursor;
	}, from);
}

test.each([
	['ArrowUp', 49, 5],
	['ArrowDown', 51, 5],
	['ArrowLeft', 50, 4],
	['ArrowRight', 50, 6],
	['Home', 50, 0],
	['End', 50, 9],
	['PageUp', 30, 5],
	['PageDown', 70, 5],
	['PageDown PageDown PageDown', 99, 5],
	['PageUp PageUp PageUp', 0, 5],
	['Ctrl+Home', 0, 0],
	['Ctrl+End', 99, 9],
	['Ctrl+ArrowDown', 99, 5],
	['Ctrl+ArrowUp ArrowUp', FILTER_ROW, 5],
	['Ctrl+ArrowUp ArrowUp ArrowUp ArrowUp', HEADER_ROW, 5],
	['Ctrl+Home ArrowLeft ArrowLeft', 0, 0],
])('%s', (keys, row, column) => {
	expect(after(keys)).toMatchObject({ row, column });
});

test('with Shift the selection grows from where it began, without it is one cell again', () => {
	const grown = after('Shift+ArrowUp Shift+ArrowRight');
	expect(selected(grown)).toEqual({ firstRow: 49, lastRow: 50, firstColumn: 5, lastColumn: 6 });
	expect(columnsIn(selected(grown)!)).toEqual([5, 6]);
	expect(cellsIn(selected(after('ArrowDown', grown))!)).toBe(1);
});

test('Ctrl+A selects everything and goes nowhere; above the rows nothing is selected', () => {
	const all = after('Ctrl+a');
	expect(all).toMatchObject({ row: 50, column: 5 });
	expect(cellsIn(selected(all)!)).toBe(1000);
	expect(selected(after('Ctrl+Home ArrowUp'))).toBeUndefined();
});

test('Shift and the space bar select rows, Ctrl and the space bar columns, also from the name of a column', () => {
	const rows = after('Shift+ArrowDown Shift+Space');
	expect(selected(rows)).toEqual({ firstRow: 50, lastRow: 51, firstColumn: 0, lastColumn: 9 });
	expect(selected(after('Shift+ArrowDown', rows))).toMatchObject({ lastRow: 52, lastColumn: 9 });
	const whole = { firstRow: 0, lastRow: 99, firstColumn: 5, lastColumn: 5 };
	expect(selected(after('Ctrl+Space'))).toEqual(whole);
	expect(selected(after('Ctrl+Space', cursorAt({ row: HEADER_ROW, column: 5 })))).toEqual(whole);
	expect(selected(after('ArrowDown', rows))).toMatchObject({ firstColumn: 5, lastColumn: 5 });
});

test('without rows nothing can be selected', () => {
	expect(selected(after('Ctrl+a'), { ...size, rows: 0 })).toBeUndefined();
});

test('other keys do nothing', () => {
	expect(moved(cursorAt({ row: 0, column: 0 }), { key: 'x', isCtrl: false, isShift: false }, size)).toBeUndefined();
});

test('whatever is pressed, the cursor stays on the grid, also on one without rows', () => {
	const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown', 'a'];
	const stroke = fc.record({ key: fc.constantFrom(...keys), isCtrl: fc.boolean(), isShift: fc.boolean() });
	const sizes = fc.record({ rows: fc.nat(50), columns: fc.integer({ min: 1, max: 9 }), pageRows: fc.constant(7) });
	fc.assert(
		fc.property(sizes, fc.array(stroke), (of, strokes) => {
			let cursor = cursorAt({ row: of.rows - 1, column: 0 });
			for (const one of strokes) {
				cursor = moved(cursor, one, of) ?? cursor;
				expect(cursor.row).toBeGreaterThanOrEqual(HEADER_ROW);
				expect(cursor.row).toBeLessThan(Math.max(of.rows, 0));
				expect(cursor.column).toBeGreaterThanOrEqual(0);
				expect(cursor.column).toBeLessThan(of.columns);
			}
		}),
	);
});
