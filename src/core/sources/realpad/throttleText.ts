/** Reads from a 429's text when Realpad may be asked again: the seed says that the body tells it, not in which words. */

const unitMs: readonly (readonly [RegExp, number])[] = [
	[/(\d+(?:[.,]\d+)?)\s*(?:h\b|hours?\b|hodin|hod\b)/i, 3_600_000],
	[/(\d+(?:[.,]\d+)?)\s*(?:m\b|min(?:\.|s\b|ut|\b))/i, 60_000],
	[/(\d+(?:[.,]\d+)?)\s*(?:s\b|sec(?:\.|s\b|ond|\b)|sek(?:\.|und|\b))/i, 1000],
];
/** The vendor's offices and customers; times without a zone are meant there. */
const vendorZone = 'Europe/Prague';
const dayMs = 86_400_000;
const longestMs = dayMs + 3_600_000;

/**
 * The wait that a text names: "in 243 seconds", "za 4 min 3 s", "at 14:05:32", "after 2026-05-01T12:05:00Z".
 *
 * @param serverTime  the vendor's clock, ms
 * @returns ms from then; `undefined` where the text names no moment within a day (a ban lasts 24 h at most)
 */
export function waitInText(text: string, serverTime: number): number | undefined {
	return momentIn(text, serverTime) ?? durationIn(text);
}

function durationIn(text: string): number | undefined {
	let ms: number | undefined;
	for (const [pattern, unit] of unitMs) {
		const found = pattern.exec(text)?.[1];
		if (found !== undefined) ms = (ms ?? 0) + Number(found.replace(',', '.')) * unit;
	}
	return ms === undefined || ms > longestMs ? undefined : Math.ceil(ms);
}

function momentIn(text: string, serverTime: number): number | undefined {
	const full =
		/(\d{4})-(\d{2})-(\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?/.exec(text) ??
		czechMoment(text);
	if (full !== null) {
		const [, year, month, day, hour, minute, second = '00', zone] = full;
		const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
		return within(zone === undefined ? inVendorZone(wall) : wall - zoneMs(zone), serverTime);
	}
	const clock = /\b(\d{1,2}):(\d{2})(?::(\d{2}))?\b/.exec(text);
	if (clock === null) return undefined;
	const [, hour, minute, second = '00'] = clock;
	const local = new Date(serverTime + offsetMs(serverTime));
	const wall = Date.UTC(
		local.getUTCFullYear(),
		local.getUTCMonth(),
		local.getUTCDate(),
		Number(hour),
		Number(minute),
		Number(second),
	);
	const at = inVendorZone(wall);
	return within(at >= serverTime ? at : at + dayMs, serverTime);
}

/** `1. 5. 2026 14:05`, brought into the order of ISO. */
function czechMoment(text: string): readonly (string | undefined)[] | null {
	const found = /(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text);
	if (found === null) return null;
	const [whole, day, month, year, hour, minute, second] = found;
	return [whole, year, month, day, hour, minute, second];
}

function within(at: number, serverTime: number): number | undefined {
	const ms = at - serverTime;
	return ms >= 0 && ms <= longestMs ? ms : undefined;
}

function zoneMs(zone: string): number {
	if (zone === 'Z') return 0;
	const sign = zone.startsWith('-') ? -1 : 1;
	return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}

function inVendorZone(wall: number): number {
	// Twice, because the offset before a change of the clocks is not the one after it.
	return wall - offsetMs(wall - offsetMs(wall));
}

function offsetMs(at: number): number {
	const parts = new Intl.DateTimeFormat('en-US', { timeZone: vendorZone, timeZoneName: 'longOffset' }).formatToParts(
		at,
	);
	const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
	const found = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
	if (found === null) return 0;
	const [, sign, hours, minutes] = found;
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
