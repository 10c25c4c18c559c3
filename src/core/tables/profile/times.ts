/** Dates and times of cells as numbers that can be compared, and as text that is as exact as is meant. */

export type TimeUnit = 'minute' | 'hour' | 'day' | 'month' | 'quarter' | 'year' | 'decade';

const DAY = 86_400_000;
const MINUTE = 60_000;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** What may stand behind a day. */
const CLOCK = /^[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * ms since 1970; without a zone, UTC's. Millions of cells are read with it, and nearly all are days or moments in UTC.
 *
 * @returns `undefined` where the text is no date
 */
export function timeOf(text: string): number | undefined {
	const day = dayOf(text);
	if (day === undefined || text.length === 10) return day;
	if (text.length === 24 && isUtcMoment(text)) {
		return clockOf(day, digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2), digits(text, 20, 3));
	}
	const [found, hour, minute, second = '0', part = '0', zone] = CLOCK.exec(text.slice(10)) ?? [];
	if (found === undefined) return undefined;
	const time = clockOf(day, Number(hour), Number(minute), Number(second), Number(part.padEnd(3, '0')));
	return time === undefined ? undefined : time - zoneMs(zone);
}

/** `2026-05` for a month, `2026-05-01 10` for an hour. */
export function timeText(time: number, unit: TimeUnit): string {
	const text = new Date(time).toISOString();
	// Of years beyond four digits.
	if (!/^\d{4}-/.test(text)) return text;
	switch (unit) {
		case 'decade':
		case 'year':
			return text.slice(0, 4);
		case 'quarter':
		case 'month':
			return text.slice(0, 7);
		case 'day':
			return text.slice(0, 10);
		case 'hour':
			return text.slice(0, 13).replace('T', ' ');
		case 'minute':
			return text.slice(0, 16).replace('T', ' ');
	}
}

/** Of what begins with `2026-05-01`. */
function dayOf(text: string): number | undefined {
	if (text.length < 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
	const year = digits(text, 0, 4);
	const month = digits(text, 5, 2);
	const day = digits(text, 8, 2);
	if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1)) return undefined;
	const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	if (day > (month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0))) return undefined;
	// Days since 0000-03-01 of a calendar whose years begin in March: leap days come last in it.
	const years = month > 2 ? year : year - 1;
	const months = (month + 9) % 12;
	const days = 365 * years + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
	return (days + Math.floor((153 * months + 2) / 5) + day - 719_469) * DAY;
}

function isUtcMoment(text: string): boolean {
	if (text.charCodeAt(23) !== 90 || text.charCodeAt(19) !== 46) return false;
	return text.charCodeAt(10) === 84 && text.charCodeAt(13) === 58 && text.charCodeAt(16) === 58;
}

function clockOf(day: number, hour: number, minute: number, second: number, part: number): number | undefined {
	if (!(hour <= 23 && minute <= 59 && second <= 60 && part >= 0)) return undefined;
	return day + hour * 60 * MINUTE + minute * MINUTE + second * 1000 + part;
}

/** NaN where there is something else. */
function digits(text: string, at: number, length: number): number {
	let value = 0;
	for (let nth = at; nth < at + length; nth++) {
		const digit = text.charCodeAt(nth) - 48;
		if (!(digit >= 0 && digit <= 9)) return NaN;
		value = value * 10 + digit;
	}
	return value;
}

function zoneMs(zone: string | undefined): number {
	if (zone === undefined || zone === 'Z') return 0;
	const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
	return (zone.startsWith('-') ? -minutes : minutes) * MINUTE;
}
