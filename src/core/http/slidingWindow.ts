/**
 * Counts requests so that no stretch of a window's length ever holds more than the limit, wherever it begins. Requests
 * are counted in narrow buckets; a bucket leaves the window only when its last instant has, so the count errs on the
 * safe side by at most one bucket's width, and its size does not grow with the limit.
 */
import type { RateLimit } from './contract.ts';

/** Start (ms) and count of each bucket, oldest first, one after another: `[start, count, start, count, …]`. */
export type Buckets = readonly number[];

type Window = Pick<RateLimit, 'requests' | 'windowMs'>;

export interface Taken {
	/** 0: the request is counted in `buckets`; otherwise ask again in so many ms. */
	readonly waitMs: number;
	/** To be kept even where the request must wait, if `isMended`. */
	readonly buckets: Buckets;
	/** Whether times of a clock that was far ahead were set right; they age from now on, if they are kept. */
	readonly isMended: boolean;
}

const bucketsPerWindow = 300;

export function takeFromWindow(buckets: Buckets, { requests, windowMs }: Window, now: number): Taken {
	const width = bucketWidth(windowMs);
	const { kept, isMended } = within(buckets, windowMs, now);
	const excess = kept.reduce((sum, [, count]) => sum + count, 1) - requests;
	if (excess <= 0) add(kept, bucketAt(now, width), 1);
	return { waitMs: excess > 0 ? untilGone(excess) : 0, buckets: kept.flat(), isMended };

	/** Until enough of the oldest requests have left. */
	function untilGone(many: number): number {
		let gone = 0;
		for (const [start, count] of kept) {
			gone += count;
			if (gone >= many) return Math.max(1, leavesAt(start, width, windowMs) - now);
		}
		return windowMs; // A limit of no requests at all: nothing ever makes room.
	}
}

/** Counts requests that have happened already, room or not: those after them wait the longer. */
export function chargeToWindow(buckets: Buckets, { windowMs }: Window, requests: number, now: number): Buckets {
	const { kept } = within(buckets, windowMs, now);
	add(kept, bucketAt(now, bucketWidth(windowMs)), requests);
	return kept.flat();
}

/** Counts one request later than it was, so that it leaves the window later, or comes into it again. */
export function postponeInWindow(
	buckets: Buckets,
	{ windowMs }: Window,
	sentAt: number,
	until: number,
	now: number,
): Buckets {
	const width = bucketWidth(windowMs);
	const kept = within(buckets, windowMs, now).kept;
	const own = bucketAt(sentAt, width);
	const target = bucketAt(until, width);
	if (target <= own) return buckets;
	// What came out of order was counted in a bucket behind its own; what has left the window is counted anew.
	const counted = leavesAt(own, width, windowMs) > now ? kept.find(([start]) => start >= own) : undefined;
	if (counted !== undefined && counted[0] >= target) return buckets;
	if (counted !== undefined) counted[1]--;
	const moved = [...kept, [target, 1] as Bucket].filter(([, count]) => count > 0).sort(([one], [other]) => one - other);
	const joined: Bucket[] = [];
	for (const [start, count] of moved) add(joined, start, count);
	return joined.flat();
}

type Bucket = [start: number, count: number];

/** Those that still count. */
function within(
	buckets: Buckets,
	windowMs: number,
	now: number,
): { readonly kept: Bucket[]; readonly isMended: boolean } {
	const width = bucketWidth(windowMs);
	const kept: Bucket[] = [];
	let isMended = false;
	for (let at = 0; at + 1 < buckets.length; at += 2) {
		const start = buckets[at] ?? 0;
		const count = buckets[at + 1] ?? 0;
		// A little ahead is another process that read the clock later and came first. More than a window ahead is a
		// clock that was wrong: those requests count as sent just now, or they would block the unit until then.
		const isImpossible = start > now + windowMs;
		isMended ||= isImpossible;
		if (leavesAt(start, width, windowMs) > now) add(kept, isImpossible ? bucketAt(now, width) : start, count);
	}
	return { kept, isMended };
}

function bucketWidth(windowMs: number): number {
	return Math.max(1, Math.floor(windowMs / bucketsPerWindow));
}

function bucketAt(now: number, width: number): number {
	return Math.floor(now / width) * width;
}

/** The bucket's last possible request lies just before its end; a window later it no longer counts. */
function leavesAt(start: number, width: number, windowMs: number): number {
	return start + width + windowMs;
}

/** Buckets stay in order: what would come before the last one is counted in it, and so leaves a little later. */
function add(kept: Bucket[], start: number, count: number): void {
	const last = kept.at(-1);
	if (last !== undefined && start <= last[0]) last[1] += count;
	else kept.push([start, count]);
}
