/** The rows of a mark as filters of columns, so that they can be looked at one by one. */
import { FreeholdError } from '../../errors.ts';
import type { ColumnFilter } from '../arrangement.ts';
import type { TableColumn } from '../table.ts';
import type { Bucket, PlotPick } from './plotTypes.ts';
import { DAY_MS, nextBucket } from './timeBuckets.ts';

/** @throws FreeholdError `usage` for a value within JSON, which is no column that could be filtered */
export function pickFilters(columns: readonly TableColumn[], picks: readonly PlotPick[]): readonly ColumnFilter[] {
	return picks.map((pick) => {
		const column = columns.findIndex(({ name }) => name === pick.field);
		const found = columns[column];
		if (found === undefined) throw notAColumn(pick.field);
		return { column, text: textOf(pick, found.type) };
	});
}

function textOf(pick: PlotPick, type: TableColumn['type']): string {
	if ('isEmpty' in pick) return '=';
	if ('isNoneOf' in pick) return `not in ${[...pick.isNoneOf, ''].map(quoted).join(', ')}`;
	if ('bucket' in pick) return bucketText(pick.bucket, pick.start);
	if ('is' in pick) {
		// Other filters do not tell upper case from lower, and want the whole text.
		if (pick.isCut === true || pick.hasTwin === true) return `/^${escaped(pick.is)}${pick.isCut === true ? '' : '$'}/`;
		return type === 'text' || type === 'time' ? `= ${quoted(pick.is)}` : `= ${pick.is}`;
	}
	return rangeText(pick.from, pick.to, type === 'integer');
}

/** Ranges hold both of their ends, so the upper one is the largest number below. */
function rangeText(from: number | undefined, to: number | undefined, isWhole: boolean): string {
	if (from === to && from !== undefined) return `= ${from}`;
	if (to === undefined || to === Infinity) return `>= ${from ?? -Number.MAX_VALUE}`;
	if (from === undefined || from === -Infinity) return `< ${to}`;
	if (isWhole && Number.isInteger(to)) return to - 1 === from ? `= ${from}` : `${from}..${to - 1}`;
	return `${from}..${numberBelow(to)}`;
}

function bucketText(bucket: Bucket, start: number): string {
	const first = new Date(start).toISOString().slice(0, 10);
	const last = new Date((nextBucket(start / DAY_MS, bucket) - 1) * DAY_MS).toISOString().slice(0, 10);
	switch (bucket) {
		case 'day':
			return `= ${first}`;
		case 'month':
			return `= ${first.slice(0, 7)}`;
		case 'year':
			return `= ${first.slice(0, 4)}`;
		case 'week':
			return `${first}..${last}`;
		case 'quarter':
			return `${first.slice(0, 7)}..${last.slice(0, 7)}`;
	}
}

/** The largest double below another. */
export function numberBelow(value: number): number {
	const view = new DataView(new ArrayBuffer(8));
	if (value === 0) return -Number.MIN_VALUE;
	view.setFloat64(0, value);
	view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
	return view.getFloat64(0);
}

function quoted(text: string): string {
	return `"${text.replaceAll('"', '""')}"`;
}

/** So that a regular expression looks for it as it stands. */
function escaped(text: string): string {
	return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function notAColumn(name: string): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The rows could not be opened in the grid',
		why: `${name} stands within the JSON of a column, and the grid filters whole columns`,
		next: 'Filter the column for a text that it contains',
	});
}
