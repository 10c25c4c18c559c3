/** Turns Excel's day numbers into zone-less local ISO text, without ever passing through a time zone. */
import type { Cell, MarkedCell } from './cell.ts';
import type { FormatKind } from './numberFormat.ts';

const DAY_MS = 86_400_000;
/** Days from 1899-12-30, 1899-12-31 and 1904-01-01 to 1970-01-01. */
const EPOCH_1900 = 25_569;
const EPOCH_1900_EARLY = 25_568;
const EPOCH_1904 = 24_107;
/** Excel knows no date after 9999-12-31. */
const LAST_DAY_1900 = 2_958_465;
const KEPT_DAYS = 20_000;

/** Makes date cells; one per workbook, because the epoch is the workbook's. */
export class SerialDates {
	readonly #is1904: boolean;
	/** Sheets repeat the same days again and again. */
	readonly #days = new Map<number, MarkedCell>();

	constructor(is1904: boolean) {
		this.#is1904 = is1904;
	}

	/** The cell for a number shown by a format; the number itself where it is no date. */
	cell(serial: number, kind: FormatKind): Cell {
		if (kind === 'number' || !(serial >= 0)) return serial;
		const ms = Math.round(serial * DAY_MS);
		if (kind === 'elapsed') return ms / DAY_MS > LAST_DAY_1900 ? serial : { kind: 'time', text: clock(ms) };
		const day = Math.floor(ms / DAY_MS);
		const rest = ms - day * DAY_MS;
		if (day > (this.#is1904 ? LAST_DAY_1900 - 1462 : LAST_DAY_1900)) return serial;
		if (kind === 'time' && day === 0) return { kind: 'time', text: clock(rest) };
		// A format that hides the time of day does not remove it: what the cell holds is kept.
		if (kind === 'date' && rest === 0) return this.#day(day);
		return { kind: 'datetime', text: `${this.#day(day).text}T${clock(rest)}` };
	}

	#day(day: number): MarkedCell {
		const known = this.#days.get(day);
		if (known !== undefined) return known;
		const cell: MarkedCell = { kind: 'date', text: civil(day - this.#epoch(day)) };
		if (this.#days.size < KEPT_DAYS) this.#days.set(day, cell);
		return cell;
	}

	#epoch(day: number): number {
		if (this.#is1904) return EPOCH_1904;
		// Excel counts a 29 February 1900 (day 60) that never was; the days before it are one off, and day 60 itself is
		// told as the 28th, as openpyxl does.
		return day < 60 ? EPOCH_1900_EARLY : EPOCH_1900;
	}
}

/** The date of a day since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function civil(daysSince1970: number): string {
	const shifted = daysSince1970 + 719_468;
	const era = Math.floor(shifted / 146_097);
	const dayOfEra = shifted - era * 146_097;
	const yearOfEra = Math.floor(
		(dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
	);
	const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
	const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
	const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
	const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
	return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** `HH:MM:SS`, with milliseconds only where there are any. */
function clock(ms: number): string {
	const seconds = Math.floor(ms / 1000);
	const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
	const fraction = ms - seconds * 1000;
	return fraction === 0 ? text : `${text}.${String(fraction).padStart(3, '0')}`;
}

function two(value: number): string {
	return value < 10 ? `0${value}` : String(value);
}
