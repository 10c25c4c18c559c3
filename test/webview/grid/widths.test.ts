/** Columns are as wide as what they hold, within limits. */
import { expect, test } from 'vitest';
import { columnWidth } from '../../../src/webview/grid/widths.ts';

test('by name and values; neither one letter nor a novel makes a column unusable', () => {
	const narrow = columnWidth({ name: 'n', type: 'integer' }, [1]);
	expect(narrow).toBeGreaterThan(70);
	expect(narrow).toBeLessThan(120);
	expect(columnWidth({ name: 'remarks', type: 'text' }, [{ cut: 'a' }])).toBe(340);
	const fitting = columnWidth({ name: 'city', type: 'text' }, ['Brno', 'Frankfurt am Main', null]);
	expect(fitting).toBeGreaterThan(120);
	expect(fitting).toBeLessThan(200);
	expect(columnWidth({ name: 'x'.repeat(500), type: 'text' }, [null])).toBe(260);
});

test('a column that nobody has seen yet has room for what its type usually holds', () => {
	const widths = (['date', 'datetime', 'json'] as const).map((type) => columnWidth({ name: 'a', type }, []));
	expect(widths).toEqual(widths.toSorted((a, b) => a - b));
	expect(widths[2]).toBeGreaterThan(150);
});
