/** Reads `ExportTimestamp`, the server's clock at the time of a contacts export (seed 003). */

const quarterMs = 15 * 60_000;
const hourMs = 3_600_000;
/** How far the export's time may lie from a whole zone offset: the export takes a while, `Date` has whole seconds. */
const slackMs = 5 * 60_000;

/**
 * The moment of an export, in ms since 1970.
 *
 * The vendor's sample carries no zone, so it may be UTC or the MLS's own time. The answer's `Date` header decides: zones
 * differ by quarters of an hour, so the offset between both clocks, rounded to such quarters, is the zone. Where it is
 * near none (a clock that is wrong), the earliest moment that the text can mean is taken: 14 hours before it as UTC. An
 * update then reads too much, never too little.
 *
 * @param value as it stands in the answer
 * @param serverTime the answer's `Date`
 * @returns never later than `serverTime`; that itself where the value is absent or no time
 */
export function exportMoment(value: unknown, serverTime: number): number {
	if (typeof value !== 'string') return serverTime;
	const text = value.trim().replace(' ', 'T');
	const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text);
	const time = Date.parse(hasZone ? text : `${text}Z`);
	if (Number.isNaN(time)) return serverTime;
	if (hasZone) return Math.min(time, serverTime);
	const offset = Math.round((time - serverTime) / quarterMs) * quarterMs;
	const isZone = Math.abs(offset) <= 14 * hourMs && Math.abs(time - serverTime - offset) <= slackMs;
	return Math.min(isZone ? time - offset : time - 14 * hourMs, serverTime);
}
