/** Days as weeks, months, quarters and years. A bucket is named by the day on which it begins. */
import { BUCKETS } from './plotTypes.ts';
import type { Bucket } from './plotTypes.ts';

export const DAY_MS = 86_400_000;
/** More would be no picture. */
const MOST_BUCKETS = 1000;
/** As many as can be told apart. */
const WANTED_BUCKETS = 120;

/** @returns the first day of the bucket that a day lies in; both in days since 1970 */
export function bucketOf(day: number, bucket: Bucket): number {
	if (bucket === 'day') return day;
	// 1970 began on a Thursday; weeks begin on Mondays (ISO 8601).
	if (bucket === 'week') return day - modulo(day + 3, 7);
	const date = new Date(day * DAY_MS);
	const month = date.getUTCMonth();
	const first = bucket === 'year' ? 0 : bucket === 'quarter' ? month - (month % 3) : month;
	return dayOf(date.getUTCFullYear(), first);
}

/** @param start  first day of a bucket */
export function nextBucket(start: number, bucket: Bucket): number {
	if (bucket === 'day') return start + 1;
	if (bucket === 'week') return start + 7;
	const date = new Date(start * DAY_MS);
	const months = bucket === 'year' ? 12 : bucket === 'quarter' ? 3 : 1;
	return dayOf(date.getUTCFullYear(), date.getUTCMonth() + months);
}

/** The finest that makes a picture; a finer one than fits is not taken even where it is wished for. */
export function chooseBucket(first: number, last: number, wished: Bucket | 'auto'): Bucket {
	const most = wished === 'auto' ? WANTED_BUCKETS : MOST_BUCKETS;
	const from = wished === 'auto' ? 0 : BUCKETS.indexOf(wished);
	return BUCKETS.slice(from).find((bucket) => (last - first) / DAYS[bucket] < most) ?? 'year';
}

/** All buckets from the first day to the last, without a gap: where nothing happened, something is to be seen as well. */
export function bucketsBetween(first: number, last: number, bucket: Bucket): readonly number[] {
	const starts: number[] = [];
	for (let start = bucketOf(first, bucket); start <= last; start = nextBucket(start, bucket)) starts.push(start);
	return starts;
}

const DAYS: Readonly<Record<Bucket, number>> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

function dayOf(year: number, month: number): number {
	return Date.UTC(year, month, 1) / DAY_MS;
}

function modulo(value: number, by: number): number {
	return ((value % by) + by) % by;
}
