/** Rows that are marked one by one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countMarked, isMarked, toggled } from '../../../src/webview/grid/rowMarks.ts';
import type { RowMarks } from '../../../src/webview/grid/rowMarks.ts';

test('marks are a set of rows, written as ranges that are in order and apart', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(30)), (rows) => {
			let marks: RowMarks = [];
			const wanted = new Set<number>();
			for (const row of rows) {
				marks = toggled(marks, row);
				if (!wanted.delete(row)) wanted.add(row);
			}
			for (let row = 0; row <= 30; row++) expect(isMarked(marks, row)).toBe(wanted.has(row));
			expect(countMarked(marks)).toBe(wanted.size);
			for (const [nth, { first, last }] of marks.entries()) {
				expect(first).toBeLessThanOrEqual(last);
				if (nth > 0) expect(first).toBeGreaterThan(marks[nth - 1]!.last + 1);
			}
		}),
	);
});
