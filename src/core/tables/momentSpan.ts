/** Dates as people write them: as exact as they are meant. `2026-05` is a whole month, `2026-05-01 10:30` a minute. */

/** Keys that sort as moments do, the end excluded. */
export interface MomentSpan {
	readonly from: string;
	readonly to: string;
}

const FORM =
	/^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9})\d*)?)?)?\s?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i;
/** What a moment that is told less exactly lacks. */
const MIDNIGHT = '0000-01-01T00:00:00.000';
/** The shortest text that is longer than any part of it: sorts behind all that begin with the text before it. */
const BEHIND = '~';

/**
 * A moment as text that sorts as moments do: UTC, no zone; without one the text counts as UTC.
 *
 * @returns `undefined` where the text is no date
 */
export function momentKey(text: string): string | undefined {
	// By far the commonest: as replicas keep moments, and days.
	if (text.length === 24 && text.charCodeAt(23) === 90 && text.charCodeAt(10) === 84) return text.slice(0, 23);
	const from = momentSpan(text)?.from;
	return from === undefined ? undefined : from + MIDNIGHT.slice(from.length);
}

/** @returns `undefined` where the text is no date */
export function momentSpan(text: string): MomentSpan | undefined {
	const [found, year, month, day, hour, minute, second, fraction, zone] = FORM.exec(text.trim()) ?? [];
	if (found === undefined) return undefined;
	if (!isCalendar(year, month, day, hour, minute, second)) return undefined;
	const parts = [year, month, day].filter((part) => part !== undefined).join('-');
	if (hour === undefined) return { from: parts, to: parts + BEHIND };
	const time = [hour, minute, second].filter((part) => part !== undefined).join(':');
	const whole = `${parts}T${time}`;
	const rest = fraction === undefined ? '' : `.${fraction.replace(/0+$/, '').padEnd(3, '0')}`;
	const from = (zone === undefined || /^z$/i.test(zone) ? whole : inUtc(whole, zone)) + rest;
	return { from, to: from + BEHIND };
}

/** To the same part of a moment as before: minutes stay minutes. */
function inUtc(text: string, zone: string): string {
	const full = text + MIDNIGHT.slice(text.length);
	const digits = zone.replaceAll(/\D/g, '');
	const minutes = (zone.startsWith('-') ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
	// A leap second is no moment to JavaScript: told as the one before it, and counted on.
	const isLeap = full.slice(16, 19) === ':60';
	const whole = isLeap ? full.replace(':60', ':59') : full;
	const time = Date.parse(`${whole}Z`) + (isLeap ? 1000 : 0) - minutes * 60_000;
	return withinYears(new Date(time).toISOString()).slice(0, Math.max(16, text.length));
}

/** Years of more than four digits would not sort as moments do. */
function withinYears(text: string): string {
	if (text.startsWith('+')) return '9999-12-31T23:59:59.999';
	return text.startsWith('-') ? MIDNIGHT : text;
}

function isCalendar(year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00'): boolean {
	const days = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
	const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days;
	return isDay && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 61;
}
