/** Columns are as wide as what they hold, within limits. */
import { expect, test } from 'vitest';
import { columnWidths } from '../../../src/webview/grid/widths.ts';

test('by name and values; neither one letter nor a novel makes a column unusable', () => {
	const columns = [
		{ name: 'n', type: 'integer' },
		{ name: 'remarks', type: 'text' },
		{ name: 'city', type: 'text' },
		{ name: 'x'.repeat(500), type: 'text' },
	] as const;
	const [narrow, wide, fitting, named] = columnWidths(columns, [
		[1, { cut: 'a' }, 'Frankfurt am Main', null],
		undefined,
		null,
	]);
	expect(narrow).toBeGreaterThan(70);
	expect(narrow).toBeLessThan(100);
	expect(wide).toBe(340);
	expect(fitting).toBeGreaterThan(120);
	expect(fitting).toBeLessThan(200);
	expect(named).toBe(260);
});
