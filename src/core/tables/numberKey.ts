/** Numbers of any length as text that sorts as they do: digits are compared, never rounded. */

const LITERAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
/** Exponents are moved so far that none is negative, and none becomes larger than a double holds. */
const EXPONENT_BASE = 4_500_000_000_000_000;

/** @returns `undefined` where the text is no number */
export function numberKey(text: string): string | undefined {
	const [found, sign, whole = '', fraction = '', exponent = '0'] = LITERAL.exec(text.trim()) ?? [];
	if (found === undefined || whole + fraction === '') return undefined;
	const all = (whole + fraction).replace(/^0+/, '');
	const digits = all.replace(/0+$/, '');
	if (digits === '') return '1';
	// As 0.digits × 10 to that power.
	const power = Number(exponent) + all.length - fraction.length;
	const bounded = Math.max(1 - EXPONENT_BASE, Math.min(power, EXPONENT_BASE - 1));
	const key = String(bounded + EXPONENT_BASE).padStart(16, '0') + digits;
	return sign === '-' ? `0${key.replaceAll(/\d/g, (digit) => String(9 - Number(digit)))}~` : `2${key}`;
}
