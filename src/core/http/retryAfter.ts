/** Reads how long a vendor asks us to wait. Realpad, Reapit and Spark all answer 429, each in its own way. */

/** Dates and counts beyond a year are nonsense; they are cut so that sums of waits stay numbers that clocks can show. */
const longestMs = 366 * 24 * 3_600_000;

/**
 * The wait that a response asks for.
 *
 * @param value  the `Retry-After` header: whole seconds, or an HTTP date (RFC 9110 §10.2.3)
 * @param serverTime  the server's clock in ms (its `Date` header), so that a wrong local clock cannot stretch the wait
 * @returns ms from now, at least 0; `undefined` where the header is absent or unreadable
 */
export function retryAfter(value: string | null, serverTime: number): number | undefined {
	if (value === null) return undefined;
	const text = value.trim();
	if (/^\d+$/.test(text)) return Math.min(longestMs, Number(text) * 1000);
	// Only dates that begin with a weekday: `Date.parse` would also take "-5" or "1.5" for a date.
	if (!/^[A-Z][a-z]{2,8},? /.test(text)) return undefined;
	const at = Date.parse(text);
	return Number.isNaN(at) ? undefined : Math.min(longestMs, Math.max(0, at - serverTime));
}
