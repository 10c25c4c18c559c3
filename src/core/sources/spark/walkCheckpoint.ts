/** How far a walk along next links has come: what a batch's checkpoint holds. */
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';

export interface WalkCheckpoint {
	/** Which of the read's walks this is; only a strict initial read with relations has two. */
	readonly leg: number;
	/** Link of the next page to read; null after the last. */
	readonly next: string | null;
	/** Number of that page, for messages. */
	readonly page: number;
	/** Server time of the read's first response, ms, or of the earliest one where the vendor's clock went back. */
	readonly serverStart: number;
	/** Rows of this read so far. */
	readonly done: number;
	/** Rows of this walk so far, pages that came twice not counted. */
	readonly seen: number;
	/** The vendor's count at the first page of this walk. */
	readonly total: number | null;
	/** Key of the last row, where the walk is over keys alone. */
	readonly lastKey: string | null;
	/** Whether pages were counted by number (`$skip`, as on the normal host), so that they shift when records come or go. */
	readonly isByPosition: boolean;
	/** How often the walk had to begin anew because its link had died. */
	readonly restarts: number;
}

const version = 1;

export function writeCheckpoint(checkpoint: WalkCheckpoint): Json {
	return { version, ...checkpoint };
}

/** @returns undefined for a checkpoint of another make: the read then begins anew */
export function readCheckpoint(json: Json | undefined): WalkCheckpoint | undefined {
	if (!isJsonObject(json) || json.version !== version) return undefined;
	const { leg, next, page, serverStart, done, seen, total, lastKey, isByPosition, restarts } = json;
	if (typeof next !== 'string' && next !== null) return undefined;
	if (typeof leg !== 'number' || typeof page !== 'number' || typeof serverStart !== 'number') return undefined;
	if (typeof done !== 'number' || typeof seen !== 'number' || typeof restarts !== 'number') return undefined;
	return {
		leg,
		next,
		page,
		serverStart,
		done,
		seen,
		total: typeof total === 'number' ? total : null,
		lastKey: typeof lastKey === 'string' ? lastKey : null,
		isByPosition: isByPosition === true,
		restarts,
	};
}

/**
 * The moment from which the next update asks. A vendor's clock may be set back while a walk is under way, and its servers
 * need not agree: what changes from then on carries earlier times than the first response did.
 *
 * @param known  0 before the first response
 */
export function earliest(known: number, serverTime: number): number {
	return known === 0 ? serverTime : Math.min(known, serverTime);
}
