/** A conflict as people compare it: each field as it was, as they made it, as you want it. */
import type { Json } from '../json.ts';
import { renderTable } from './table.ts';

/** One field that both sides changed; `undefined`: absent. */
export interface ThreeSides {
	readonly field: string;
	readonly base: Json | undefined;
	readonly theirs: Json | undefined;
	readonly yours: Json;
	/** The vendor takes the field but never gives it. */
	readonly isHidden: boolean;
}

/** @param width  of the window, in columns */
export function threeWayText(fields: readonly ThreeSides[], width: number): string {
	const titles = ['field', 'base', 'theirs', 'yours'].map((title) => ({ title }));
	const rows = fields.map(({ field, base, theirs, yours, isHidden }) => {
		const [before, now] = isHidden ? ['(never shown)', '(never shown)'] : [cell(base), cell(theirs)];
		return [field, before, now, cell(yours)];
	});
	return renderTable(titles, rows, width).lines.join('\n');
}

function cell(value: Json | undefined): string {
	if (value === undefined) return '–';
	return typeof value === 'string' ? value : JSON.stringify(value);
}
