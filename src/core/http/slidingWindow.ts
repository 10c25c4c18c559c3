/**
 * Counts requests so that no stretch of a window's length ever holds more than the limit, wherever it begins. Requests
 * are counted in narrow buckets; a bucket leaves the window only when its last instant has, so the count errs on the
 * safe side by at most one bucket's width, and its size does not grow with the limit.
 */
import type { RateLimit } from './contract.ts';

/** Start (ms) and count of each bucket, oldest first, one after another: `[start, count, start, count, …]`. */
export type Buckets = readonly number[];

export interface Taken {
	/** 0: the request is counted in `buckets`; otherwise ask again in so many ms, and nothing has changed. */
	readonly waitMs: number;
	readonly buckets: Buckets;
}

const bucketsPerWindow = 300;

export function takeFromWindow(buckets: Buckets, limit: Pick<RateLimit, 'requests' | 'windowMs'>, now: number): Taken {
	const width = Math.max(1, Math.floor(limit.windowMs / bucketsPerWindow));
	const current = Math.floor(now / width) * width;
	const kept: number[] = [];
	let count = 0;
	for (let at = 0; at + 1 < buckets.length; at += 2) {
		// A start in the future was written while the clock was ahead: it counts as sent just now, never as later.
		const start = Math.min(buckets[at] ?? 0, current);
		const requests = buckets[at + 1] ?? 0;
		if (leavesAt(start) <= now) continue;
		count += requests;
		if (kept.length > 0 && kept[kept.length - 2] === start) kept[kept.length - 1] = (kept.at(-1) ?? 0) + requests;
		else kept.push(start, requests);
	}
	if (count + 1 > limit.requests) return { waitMs: waitFor(count + 1 - limit.requests), buckets: kept };
	if (kept.length > 0 && kept[kept.length - 2] === current) kept[kept.length - 1] = (kept.at(-1) ?? 0) + 1;
	else kept.push(current, 1);
	return { waitMs: 0, buckets: kept };

	/** The bucket's last possible request lies at its end less one ms; a window later it no longer counts. */
	function leavesAt(start: number): number {
		return start + width + limit.windowMs;
	}

	/** Until enough of the oldest requests have left. */
	function waitFor(excess: number): number {
		let gone = 0;
		for (let at = 0; at + 1 < kept.length; at += 2) {
			gone += kept[at + 1] ?? 0;
			if (gone >= excess) return Math.max(1, leavesAt(kept[at] ?? 0) - now);
		}
		return limit.windowMs; // A limit of no requests at all: nothing ever makes room.
	}
}
