/** Values of SQLite as numbers, moments and categories, or why they are none. */
import type { SQLOutputValue } from 'node:sqlite';
import { DAY_MS } from './timeBuckets.ts';

/** `undefined` stands for no value. */
export type Read = number | 'notANumber' | 'notADate' | 'farDate' | undefined;

/** Longer texts are no categories that anybody could tell apart on a picture. */
export const MOST_CATEGORY_CHARACTERS = 200;

export function readNumber(value: SQLOutputValue | undefined): Read {
	if (value === null || value === undefined || value === '') return undefined;
	if (typeof value === 'number') return Number.isFinite(value) ? value : 'notANumber';
	if (typeof value === 'bigint') return Number(value);
	if (typeof value !== 'string' || value.trim() === '') return 'notANumber';
	const number = Number(value);
	return Number.isFinite(number) ? number : 'notANumber';
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:(Z)|([+-])(\d\d):?(\d\d))?)?$/;
/** Vendors write "no date" as the year 1 or 9999; on an axis they would hide all others. */
const FIRST_YEAR = 1700;
const LAST_YEAR = 2199;

/** @returns the day that it lies in (UTC where it says a zone), in days since 1970 */
export function readDay(value: SQLOutputValue | undefined): Read {
	if (value === null || value === undefined || value === '') return undefined;
	const parts = typeof value === 'string' ? MOMENT.exec(value) : null;
	if (parts === null) return 'notADate';
	const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
	if (year === undefined || month === undefined || day === undefined) return 'notADate';
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return 'notADate';
	// 24:00 and a leap second are written by some.
	if ((hour ?? 0) > 24 || (minute ?? 0) > 59 || (second ?? 0) > 60) return 'notADate';
	if (year < FIRST_YEAR || year > LAST_YEAR) return 'farDate';
	const [, , , , , , , , sign, offsetHours, offsetMinutes] = parts;
	const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0));
	return Math.floor((date.getTime() + ((hour ?? 0) * 60 + (minute ?? 0) - offset) * 60_000) / DAY_MS);
}

/** @returns `undefined` for no value, which an empty text is as well */
export function readCategory(value: SQLOutputValue | undefined, isBoolean: boolean): string | undefined {
	if (value === null || value === undefined || value === '') return undefined;
	if (isBoolean && typeof value === 'number') return value === 0 ? 'false' : 'true';
	return String(value)
		.slice(0, MOST_CATEGORY_CHARACTERS + 1)
		.toWellFormed();
}
