/** Dates and times of Parquet as ISO 8601, with all digits that the file has. */

const DAY_SECONDS = 86_400n;
/** Within these a `Date` of JavaScript knows a day. */
const MOST_SECONDS = 8_640_000_000_000n;

export type TimeUnit = 'MILLIS' | 'MICROS' | 'NANOS';
const PER_SECOND: Readonly<Record<TimeUnit, bigint>> = { MILLIS: 1000n, MICROS: 1_000_000n, NANOS: 1_000_000_000n };

/** @param days  since 1970-01-01 */
export function dateText(days: number): string {
	const at = new Date(days * 86_400_000);
	if (Number.isNaN(at.getTime())) return String(days);
	const text = at.toISOString();
	return text.slice(0, text.indexOf('T'));
}

/** @param count  of units since 1970-01-01. Without a zone: only the column knows whether it has one. */
export function momentText(count: bigint, unit: TimeUnit): string {
	const seconds = floorDivide(count, PER_SECOND[unit]);
	if (seconds > MOST_SECONDS || seconds < -MOST_SECONDS) return String(count);
	const whole = new Date(Number(seconds) * 1000).toISOString().replace(/\.000Z$/, '');
	return whole + fractionText(count - seconds * PER_SECOND[unit], unit);
}

/** @param count  of units since midnight */
export function clockText(count: bigint, unit: TimeUnit): string {
	const seconds = floorDivide(count, PER_SECOND[unit]);
	if (seconds < 0n || seconds >= DAY_SECONDS) return String(count);
	const clock = new Date(Number(seconds) * 1000).toISOString().slice(11, 19);
	return clock + fractionText(count - seconds * PER_SECOND[unit], unit);
}

/** Twelve bytes: months, days and milliseconds, as an ISO 8601 duration. */
export function durationText(bytes: Uint8Array): string {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const [months, days, milliseconds] = [view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true)];
	const seconds = `T${milliseconds / 1000}S`;
	return `P${months === 0 ? '' : `${months}M`}${days === 0 ? '' : `${days}D`}${milliseconds === 0 && months + days > 0 ? '' : seconds}`;
}

/** None, three, six or nine digits. */
function fractionText(rest: bigint, unit: TimeUnit): string {
	if (rest === 0n) return '';
	const digits = String(rest).padStart(String(PER_SECOND[unit]).length - 1, '0');
	return `.${digits.replace(/(?:000)+$/, '')}`;
}

function floorDivide(value: bigint, by: bigint): bigint {
	const quotient = value / by;
	return value < 0n && quotient * by !== value ? quotient - 1n : quotient;
}
