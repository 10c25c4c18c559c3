/** Turns ISO 8601 text into Excel's day numbers. The way back is `serialDate.ts`. */

const DAY_MS = 86_400_000;
/** Days from 1899-12-30 to 1970-01-01. */
const EPOCH_1900 = 25_569;
/** 1900-03-01. Before that Excel counts a day that never was, and before 1900 none at all. */
const FIRST_DAY = 61;
const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})0*)?)?)?(Z|[+-]\d\d:?\d\d)?$/;
const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})0*)?)?$/;

export interface Serial {
	readonly days: number;
	readonly hasMilliseconds: boolean;
}

/**
 * @param text  a date, with a time or without; of one with a zone the time in UTC is given, because Excel knows no zones
 * @returns `undefined` for what Excel cannot hold as it is: years before 1900, fractions finer than milliseconds
 */
export function serialOfDate(text: string): Serial | undefined {
	const found = DATE_TIME.exec(text);
	if (found === null) return undefined;
	const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0));
	const milliseconds = millisecondsOf(found[7]);
	const at = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, milliseconds);
	// 31 February, 25 o'clock: a calendar would silently make another day of it.
	const same = new Date(at).toISOString();
	const [isDay, isClock] = [same.slice(0, 10) === text.slice(0, 10), Number(same.slice(11, 13)) === hour];
	const isTime = Number(same.slice(14, 16)) === minute && Number(same.slice(17, 19)) === second;
	if (!isDay || !isClock || !isTime) return undefined;
	const days = (at - offsetOf(found[8])) / DAY_MS + EPOCH_1900;
	return days < FIRST_DAY ? undefined : { days, hasMilliseconds: milliseconds !== 0 };
}

/** A time of day, as a fraction of one. */
export function serialOfTime(text: string): Serial | undefined {
	const [, hours, minutes, seconds = '0', fraction] = TIME.exec(text) ?? [];
	const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
	if (!(hour < 24 && minute < 60 && second < 60)) return undefined;
	const milliseconds = millisecondsOf(fraction);
	const ms = ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
	return { days: ms / DAY_MS, hasMilliseconds: milliseconds !== 0 };
}

function millisecondsOf(fraction: string | undefined): number {
	return fraction === undefined ? 0 : Number(fraction.padEnd(3, '0'));
}

function offsetOf(zone: string | undefined): number {
	if (zone === undefined || zone === 'Z') return 0;
	const [sign, hours, minutes] = [zone.startsWith('-') ? -1 : 1, Number(zone.slice(1, 3)), Number(zone.slice(-2))];
	return sign * (hours * 60 + minutes) * 60_000;
}
