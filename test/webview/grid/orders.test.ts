/** Clicks on names sort: by one column, or by several. */
import { expect, test } from 'vitest';
import { clicked, sorted } from '../../../src/webview/grid/orders.ts';
import type { GridOrder } from '../../../src/protocol/grid.ts';

function said(orders: readonly GridOrder[]): string {
	return orders.map(({ column, isDescending }) => `${column}${isDescending ? '↓' : '↑'}`).join(' ');
}

test('upwards, downwards, as it was', () => {
	const steps: string[] = [];
	let orders: readonly GridOrder[] = [];
	for (let click = 0; click < 4; click++) steps.push(said((orders = clicked(orders, 3, 'only'))));
	expect(steps).toEqual(['3↑', '3↓', '', '3↑']);
});

test('a click alone forgets the other columns, with Shift it comes behind them and keeps its place', () => {
	const two = clicked(clicked([], 1, 'only'), 2, 'add');
	expect(said(two)).toBe('1↑ 2↑');
	expect(said(clicked(two, 1, 'add'))).toBe('1↓ 2↑');
	expect(said(clicked(clicked(two, 1, 'add'), 1, 'add'))).toBe('2↑');
	expect(said(clicked(two, 2, 'only'))).toBe('2↓');
	expect(said(clicked(two, 5, 'only'))).toBe('5↑');
});

test('a menu says what is wanted, whatever was before', () => {
	const two = clicked(clicked([], 1, 'only'), 2, 'add');
	expect(said(sorted(two, 2, true, 'only'))).toBe('2↓');
	expect(said(sorted(two, 2, true, 'add'))).toBe('1↑ 2↓');
	expect(said(sorted(two, 1, undefined, 'add'))).toBe('2↑');
	expect(said(sorted(two, 7, undefined, 'add'))).toBe('1↑ 2↑');
});
