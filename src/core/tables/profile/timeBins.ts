/** Bars of a histogram of times: hours, days, months or years, whichever give a number of bars that can be looked at. */
import { rangeFilter } from './filterTexts.ts';
import { bins, nearRange } from './numberBins.ts';
import type { Bin } from './profile.ts';
import { timeText } from './times.ts';
import type { TimeUnit } from './times.ts';

const MOST_BINS = 36;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Mean lengths, to choose by. */
const UNITS: readonly (readonly [unit: TimeUnit, ms: number])[] = [
	['minute', 60_000],
	['hour', HOUR],
	['day', DAY],
	['month', 30.44 * DAY],
	['quarter', 91.31 * DAY],
	['year', 365.25 * DAY],
	['decade', 3652.5 * DAY],
];

/**
 * @param weight  how many times each one stands for
 * @param isDay  whether the times are days
 */
export function timeBins(sorted: Float64Array, weight: number, isDay: boolean): readonly Bin[] {
	const [low, high] = nearRange(sorted, sorted[0] ?? 0, sorted.at(-1) ?? 0);
	const unit = unitFor(high - low, isDay);
	return bins(sorted, limitsBetween(low, high, unit), weight, {
		written: (time) => timeText(time, unit),
		before: (limit) => limit - 1,
		filtered: (first, last) => rangeFilter(timeText(first, unit), timeText(last, unit)),
	});
}

function unitFor(span: number, isDay: boolean): TimeUnit {
	const units = isDay ? UNITS.slice(2) : UNITS;
	return units.find(([, ms]) => span / ms <= MOST_BINS)?.[0] ?? 'decade';
}

function limitsBetween(low: number, high: number, unit: TimeUnit): readonly number[] {
	const limits: number[] = [];
	for (let limit = beginOf(low, unit); limit <= high; limit = nextOf(limit, unit)) limits.push(limit);
	limits.push(nextOf(limits.at(-1) ?? low, unit));
	return thinned(limits);
}

/** Of centuries, every so manyth. */
function thinned(limits: readonly number[]): readonly number[] {
	const every = Math.ceil(limits.length / (2 * MOST_BINS));
	return limits.filter((_, nth) => nth % every === 0);
}

function beginOf(time: number, unit: TimeUnit): number {
	const date = new Date(time);
	const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
	switch (unit) {
		case 'minute':
			return time - modulo(time, 60_000);
		case 'hour':
			return time - modulo(time, HOUR);
		case 'day':
			return time - modulo(time, DAY);
		case 'month':
			return monthsSince(year, month);
		case 'quarter':
			return monthsSince(year, month - (month % 3));
		case 'year':
			return monthsSince(year, 0);
		case 'decade':
			return monthsSince(year - modulo(year, 10), 0);
	}
}

function nextOf(begin: number, unit: TimeUnit): number {
	const date = new Date(begin);
	const months = { month: 1, quarter: 3, year: 12, decade: 120 };
	if (unit === 'minute') return begin + 60_000;
	if (unit === 'hour') return begin + HOUR;
	return unit === 'day' ? begin + DAY : monthsSince(date.getUTCFullYear(), date.getUTCMonth() + months[unit]);
}

/** Not Date.UTC, which takes the year 50 for 1950. */
function monthsSince(year: number, month: number): number {
	return new Date(0).setUTCFullYear(year, month, 1);
}

function modulo(value: number, by: number): number {
	return ((value % by) + by) % by;
}
