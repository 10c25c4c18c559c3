/** A conflict as people compare it: each field as it was, as they made it, as you want it. */
import type { Json } from '../core/json.ts';
import type { Collision } from '../core/sources/reapit/entities/replay.ts';
import type { Output } from './terminal.ts';
import { renderTable } from '../core/wording/table.ts';

export function threeWayView(collisions: readonly Collision[], output: Output): string {
	const titles = ['field', 'base', 'theirs', 'yours'].map((title) => ({ title }));
	const rows = collisions.map(({ field, base, theirs, yours, isHidden }) => {
		const [before, now] = isHidden ? ['(never shown)', '(never shown)'] : [cell(base), cell(theirs)];
		return [field, before, now, cell(yours)];
	});
	return renderTable(titles, rows, output.isInteractive ? output.width : Infinity).lines.join('\n');
}

function cell(value: Json | undefined): string {
	if (value === undefined) return '–';
	return typeof value === 'string' ? value : JSON.stringify(value);
}
