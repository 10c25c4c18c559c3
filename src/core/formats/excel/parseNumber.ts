/** Parses decimal numbers straight from bytes, exactly as `Number` would. */
import { damaged } from './problems.ts';

const MINUS = 45;
const DOT = 46;
const MOST_EXACT_DIGITS = 15;
/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: MOST_EXACT_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

export function parseNumber(bytes: Buffer, start: number, end: number): number {
	let at = start;
	const isNegative = bytes[at] === MINUS;
	if (isNegative) at++;
	let mantissa = 0;
	let decimals = -1;
	const digitsStart = at;
	for (; at < end; at++) {
		const byte = bytes[at] ?? 0;
		if (byte >= 48 && byte <= 57) {
			mantissa = mantissa * 10 + byte - 48;
			if (decimals >= 0) decimals++;
		} else if (byte === DOT && decimals < 0) decimals = 0;
		else return slowly(bytes, start, end);
	}
	const digits = at - digitsStart - (decimals < 0 ? 0 : 1);
	// Up to 15 digits both the mantissa and the power are exact, so one division rounds correctly (Clinger 1990).
	if (digits < 1 || digits > MOST_EXACT_DIGITS) return slowly(bytes, start, end);
	const value = decimals > 0 ? mantissa / (POWERS[decimals] ?? 1) : mantissa;
	return isNegative ? -value : value;
}

function slowly(bytes: Buffer, start: number, end: number): number {
	const text = bytes.toString('latin1', start, end).trim();
	const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
	if (Number.isFinite(value)) return value;
	throw damaged(`'${text.slice(0, 40)}' stands where a number should`);
}
