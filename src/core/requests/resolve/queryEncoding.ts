/** Writes the values of a query so that the server reads what stands in the file. */
import type { TextPiece } from './expandedText.ts';

/**
 * The value of a parameter on a line of its own, where signs stand for themselves: `& # + %` become `%26 %23 %2B %25`.
 * What is encoded already stays as it is. Everything else is left to `URL`, as in all tools.
 */
export function encodeLineValue(value: string): string {
	// `a%20b+c`, without a blank anywhere: somebody has encoded this, and meant the plus as a blank.
	const isEncoded = /%[0-9a-f]{2}/i.test(value) && !/\s/.test(value);
	const quoted = [...value.matchAll(/(?<=^|[=\s,(])(?:'(?:[^'\\]|\\.|'')*'|"[^"]*")/g)];
	return value.replaceAll(/[&#+]|%(?![0-9a-f]{2})/gi, (sign, at: number) => {
		if (sign !== '+') return encodeURIComponent(sign);
		const isQuoted = quoted.some(({ index, 0: text }) => at > index && at < index + text.length);
		return !isEncoded && (isQuoted || isPlus(value, at)) ? '%2B' : '+';
	});
}

/** A plus that was meant as one: beside a blank, before the digits of a number or of a time zone. */
function isPlus(value: string, at: number): boolean {
	const [before, after] = [value.charAt(at - 1), value.charAt(at + 1)];
	if (/\s/.test(before) || /\s/.test(after)) return true;
	return /\d/.test(after) && /^$|[,\d]/.test(before);
}

/** The value of a parameter within an address: what stands there is encoded already, what a variable holds is not. */
export function encodeAddressValue(pieces: readonly TextPiece[]): string {
	return pieces.map(({ text, isVariable }) => (isVariable ? encodeLineValue(text) : text)).join('');
}

/** A form as httpYac and REST Client send it: what may not stand in an address is encoded, what is encoded stays. */
export function encodeForm(text: string): string {
	return text.toWellFormed().replaceAll(/[^!#-;=?-_a-z|~]+|%(?![0-9a-f]{2})/gi, encodeURIComponent);
}

/** As a server reads it. A lone `%` is no encoding: the value is what stands there. */
export function decodedValue(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}
