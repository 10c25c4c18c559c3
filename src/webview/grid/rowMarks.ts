/** Rows that were marked one by one, apart from what the cursor selects. Pure. */
import type { GridRowRange } from '../../protocol/grid.ts';

export type RowMarks = readonly GridRowRange[];

export function isMarked(marks: RowMarks, row: number): boolean {
	return marks.some(({ first, last }) => row >= first && row <= last);
}

/** Marks a row, or takes its mark away. Ranges stay in order and apart. */
export function toggled(marks: RowMarks, row: number): RowMarks {
	const at = marks.find(({ first, last }) => row >= first && row <= last);
	if (at === undefined) return joined([...marks, { first: row, last: row }]);
	const parts = [
		{ first: at.first, last: row - 1 },
		{ first: row + 1, last: at.last },
	].filter(({ first, last }) => first <= last);
	return marks.flatMap((one) => (one === at ? parts : [one]));
}

export function countMarked(marks: RowMarks): number {
	return marks.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

export function joined(ranges: RowMarks): RowMarks {
	const whole: GridRowRange[] = [];
	for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
		const before = whole.at(-1);
		if (before !== undefined && range.first <= before.last + 1) {
			whole[whole.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
		} else whole.push(range);
	}
	return whole;
}
