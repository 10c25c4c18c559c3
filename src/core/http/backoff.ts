/** How long to wait before trying again where the vendor did not say. */
import type { Random } from '../outside.ts';

export interface BackoffRange {
	readonly baseMs: number;
	readonly capMs: number;
}

/** For answers and connections that failed. */
export const failureBackoff: BackoffRange = { baseMs: 500, capMs: 30_000 };

/** For throttles of a vendor that does not say how long (Spark documents no `Retry-After`); windows last minutes. */
export const throttleBackoff: BackoffRange = { baseMs: 2_000, capMs: 60_000 };

/** For throttles of a vendor whose window is a second (Reapit documents no `Retry-After` either). */
export const briefThrottleBackoff: BackoffRange = { baseMs: 1_000, capMs: 60_000 };

/**
 * Capped exponential back-off with full jitter: anywhere between nothing and the doubled bound, so that clients that
 * failed together do not come back together.
 *
 * @param attempt  how many attempts have failed, from 1
 */
export function backoff(attempt: number, random: Random, range: BackoffRange = failureBackoff): number {
	const bound = Math.min(range.capMs, range.baseMs * 2 ** Math.min(52, attempt - 1));
	return Math.floor(random() * bound);
}
