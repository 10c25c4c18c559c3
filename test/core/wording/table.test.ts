/** Text tables fit the terminal, and say what they do not show. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutToWidth, displayWidth, oneLine } from '../../../src/core/wording/cellText.ts';
import { cutNote, renderTable } from '../../../src/core/wording/table.ts';

test('columns are aligned, numbers to the right', () => {
	const table = renderTable(
		[{ title: 'dataset' }, { title: 'rows', align: 'right' }],
		[
			['Property', '2,000'],
			['Office', '60'],
		],
		80,
	);
	expect(table.lines).toEqual(['dataset    rows', '────────  ─────', 'Property  2,000', 'Office       60']);
	expect(cutNote(table)).toBeUndefined();
});

test('the widest columns give way first, and the cut is told', () => {
	const table = renderTable(
		[{ title: 'key' }, { title: 'remarks' }],
		[['20160101', 'a long remark that has no room']],
		24,
	);
	expect(table.lines).toEqual(['key       remarks', '────────  ──────────────', '20160101  a long remark…']);
	expect(cutNote(table)).toBe('The terminal is too narrow for 1 cut cells: use --format csv or json for all');
});

test('columns that find no room at all are counted', () => {
	const titles = Array.from({ length: 20 }, (_, i) => ({ title: `column${i}` }));
	const table = renderTable(titles, [titles.map(() => 'value and more')], 40);
	expect(table.droppedColumns).toBeGreaterThan(10);
	expect(cutNote(table)).toContain(`${table.droppedColumns} more columns`);
});

test('text from outside cannot move the cursor, change colours or break lines', () => {
	expect(oneLine('a\u001b[31mb\r\nc\td\u0000\u009b2J\u202e')).toBe('a[31mb⏎c d2J');
});

test('wide characters take two columns', () => {
	expect(displayWidth('日本')).toBe(4);
	expect(displayWidth('🏡')).toBe(2);
	expect(cutToWidth('日本語', 4)).toBe('日…');
});

test('no line is wider than the terminal, whatever the cells hold', () => {
	const cell = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('日本語', '🏡🏡', 'é'.repeat(30)));
	fc.assert(
		fc.property(
			fc.integer({ min: 10, max: 120 }),
			fc.integer({ min: 1, max: 8 }),
			fc.array(fc.array(cell, { minLength: 8, maxLength: 8 }), { maxLength: 5 }),
			(width, columns, rows) => {
				const titles = Array.from({ length: columns }, (_, i) => ({ title: `column ${i}` }));
				for (const line of renderTable(titles, rows, width).lines) {
					expect(displayWidth(line)).toBeLessThanOrEqual(width);
				}
			},
		),
	);
});
