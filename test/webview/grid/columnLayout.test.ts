/** Columns as the user has laid them out, whatever becomes of the table. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GridLayout } from '../../../src/protocol/grid.ts';
import {
	NO_LAYOUT,
	shownColumns,
	withHidden,
	withMoved,
	withPinned,
	withWidth,
} from '../../../src/webview/grid/columnLayout.ts';

const letters = (text: string): readonly string[] => text.split(/(?:)/u);

function shown(table: string, layout: GridLayout): string {
	const names = letters(table);
	const { columns, pinned } = shownColumns(names, layout);
	const text = columns.map((column) => names[column]).join('');
	return pinned === 0 ? text : `${text.slice(0, pinned)}|${text.slice(pinned)}`;
}

test('nothing was touched: as the table has them', () => {
	expect(shown('abcd', NO_LAYOUT)).toBe('abcd');
});

test.each([
	['a', 2, 'bcad'],
	['d', 0, 'dabc'],
	['b', 99, 'acdb'],
	['c', -5, 'cabd'],
	['b', 1, 'abcd'],
	['x', 1, 'abcd'],
])('%s goes to place %i', (name, place, expected) => {
	expect(shown('abcd', withMoved(NO_LAYOUT, letters('abcd'), name, place))).toBe(expected);
});

test('a hidden column keeps its place for when it is shown again', () => {
	const moved = withMoved(NO_LAYOUT, letters('abcd'), 'd', 1);
	const hidden = withHidden(moved, ['d', 'a'], true);
	expect(shown('abcd', hidden)).toBe('bc');
	expect(shown('abcd', withHidden(hidden, ['d', 'a'], false))).toBe('adbc');
	expect(shown('abcd', withHidden(withMoved(hidden, letters('abcd'), 'c', 0), ['d', 'a'], false))).toBe('adcb');
});

test('pinned columns come first, and are moved among themselves', () => {
	const pinned = withPinned(withPinned(NO_LAYOUT, 'c', true), 'd', true);
	expect(shown('abcd', pinned)).toBe('cd|ab');
	expect(shown('abcd', withMoved(pinned, letters('abcd'), 'c', 3))).toBe('dc|ab');
	expect(shown('abcd', withMoved(pinned, letters('abcd'), 'b', 0))).toBe('cd|ba');
	expect(shown('abcd', withPinned(pinned, 'c', false))).toBe('d|abc');
});

test('columns come and go: one that is new stands behind its neighbour, one that comes back where it was', () => {
	const moved = withMoved(NO_LAYOUT, letters('abcd'), 'd', 0);
	expect(shown('abxcdy', moved)).toBe('dyabxc');
	expect(shown('abc', moved)).toBe('abc');
	expect(shown('abcd', withMoved(moved, letters('abc'), 'c', 0))).toBe('dcab');
	expect(shown('xabcd', moved)).toBe('xdabc');
});

test('hidden columns that are all that is left are shown', () => {
	expect(shown('ab', withHidden(NO_LAYOUT, ['a', 'b'], true))).toBe('ab');
});

test('a name that only JavaScript knows is a name like any other', () => {
	const names = ['constructor', '__proto__', 'toString'];
	const layout = withMoved(withWidth(NO_LAYOUT, '__proto__', 120), names, '__proto__', 0);
	expect(shownColumns(names, layout).columns).toEqual([1, 0, 2]);
	expect(new Map(layout.widths).get('__proto__')).toBe(120);
	expect(withWidth(layout, '__proto__', undefined).widths).toEqual([]);
});

test('whatever is done, each column is there once, pinned ones first', () => {
	const names = letters('abcdefg');
	const name = fc.constantFrom(...names, 'x');
	const change = fc.oneof(
		fc.tuple(name, fc.integer({ min: -2, max: 9 })).map(
			([one, to]) =>
				(layout: GridLayout) =>
					withMoved(layout, names, one, to),
		),
		fc.tuple(name, fc.boolean()).map(
			([one, is]) =>
				(layout: GridLayout) =>
					withHidden(layout, [one], is),
		),
		fc.tuple(name, fc.boolean()).map(
			([one, is]) =>
				(layout: GridLayout) =>
					withPinned(layout, one, is),
		),
	);
	fc.assert(
		fc.property(fc.array(change), (changes) => {
			const layout = changes.reduce((before, one) => one(before), NO_LAYOUT);
			const { columns, pinned } = shownColumns(names, { ...layout, hidden: [] });
			expect(columns.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
			expect(columns.map((column) => layout.pinned.includes(names[column]!)).lastIndexOf(true)).toBe(pinned - 1);
			const visible = shownColumns(names, layout).columns;
			if (layout.hidden.length < 7)
				expect(visible.every((column) => !layout.hidden.includes(names[column]!))).toBe(true);
		}),
	);
});
