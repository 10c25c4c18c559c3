/** Finds the byte at which a body stops being JSON (RFC 8259) in UTF-8. Only used once `JSON.parse` has refused it. */

export interface JsonFault {
	/** 0-based; equal to the body's length where it simply ends too early. */
	readonly offset: number;
	readonly isTruncated: boolean;
}

const ascii = (text: string): number => text.charCodeAt(0);
const [quote, backslash, colon, comma] = [ascii('"'), ascii('\\'), ascii(':'), ascii(',')];
const [openObject, closeObject, openArray, closeArray] = [ascii('{'), ascii('}'), ascii('['), ascii(']')];

/** What may come next: a value, a value or the end of an array, a name, a name or the end of an object, `,` or an end. */
type Expected = 'value' | 'valueOrEnd' | 'name' | 'nameOrEnd' | 'more';

/** @returns `undefined` where the whole body is sound JSON */
export function findJsonFault(body: Uint8Array): JsonFault | undefined {
	const open: number[] = [];
	let expected: Expected = 'value';
	let at = skipSpace(body, body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0);
	for (;;) {
		const byte = body[at];
		if (expected === 'more' && open.length === 0) return byte === undefined ? undefined : fault(body, at);
		if (byte === undefined) return fault(body, at);
		const top = open.at(-1);
		if (expected === 'more') {
			if (byte === comma) expected = top === openObject ? 'name' : 'value';
			else if (byte === (top === openObject ? closeObject : closeArray)) open.pop();
			else return fault(body, at);
			at++;
		} else if (
			(expected === 'valueOrEnd' && byte === closeArray) ||
			(expected === 'nameOrEnd' && byte === closeObject)
		) {
			open.pop();
			expected = 'more';
			at++;
		} else if (expected === 'name' || expected === 'nameOrEnd') {
			const end = byte === quote ? endOfString(body, at) : ~at;
			if (end < 0) return fault(body, ~end);
			at = skipSpace(body, end);
			if (body[at] !== colon) return fault(body, at);
			at++;
			expected = 'value';
		} else if (byte === openObject || byte === openArray) {
			open.push(byte);
			expected = byte === openObject ? 'nameOrEnd' : 'valueOrEnd';
			at++;
		} else {
			const end = byte === quote ? endOfString(body, at) : endOfPlain(body, at);
			if (end < 0) return fault(body, ~end);
			at = end;
			expected = 'more';
		}
		at = skipSpace(body, at);
	}
}

function fault(body: Uint8Array, offset: number): JsonFault {
	return { offset, isTruncated: offset >= body.length };
}

function skipSpace(body: Uint8Array, from: number): number {
	let at = from;
	while (body[at] === 0x20 || body[at] === 0x0a || body[at] === 0x0d || body[at] === 0x09) at++;
	return at;
}

/** The offset after a string's closing quote, or the bitwise complement of where it goes wrong. */
function endOfString(body: Uint8Array, from: number): number {
	let at = from + 1;
	for (;;) {
		const byte = body[at];
		if (byte === undefined || byte < 0x20) return ~at;
		if (byte === quote) return at + 1;
		if (byte === backslash) {
			const escaped = body[at + 1];
			if (escaped === undefined) return ~(at + 1);
			if (escaped === ascii('u')) {
				for (let digit = at + 2; digit < at + 6; digit++) if (!isHex(body[digit])) return ~digit;
				at += 6;
			} else if ('"\\/bfnrt'.includes(String.fromCharCode(escaped))) at += 2;
			else return ~(at + 1);
		} else if (byte < 0x80) at++;
		else {
			const end = endOfCharacter(body, at, byte);
			if (end < 0) return end;
			at = end;
		}
	}
}

function isHex(byte: number | undefined): boolean {
	return byte !== undefined && /[0-9a-fA-F]/.test(String.fromCharCode(byte));
}

/** Skips one UTF-8 character of several bytes; surrogates, over-long forms and stray bytes are faults. */
function endOfCharacter(body: Uint8Array, at: number, lead: number): number {
	const more =
		lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
	if (more === 0) return ~at;
	for (let index = 1; index <= more; index++) {
		const byte = body[at + index];
		if (byte === undefined) return ~(at + index);
		const low = index > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
		const high = index > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
		if (byte < low || byte > high) return ~at;
	}
	return at + more + 1;
}

/** The offset after a number or one of the three words. */
function endOfPlain(body: Uint8Array, from: number): number {
	// 400 bytes hold any number a vendor sends; longer ones are read on.
	let length = 400;
	for (;;) {
		const text = String.fromCharCode(...body.subarray(from, from + length));
		const word = ['true', 'false', 'null'].find((candidate) => candidate.startsWith(text.charAt(0)));
		if (word !== undefined) return text.startsWith(word) ? from + word.length : ~(from + commonLength(text, word));
		const match = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(text);
		if (match === null) return ~(from + (text.startsWith('-') ? 1 : 0));
		if (match[0].length < length) return endOfNumber(body, from + match[0].length);
		length *= 2;
	}
}

/** A number that stops at `.`, `e` or the body's end is cut or malformed there. */
function endOfNumber(body: Uint8Array, end: number): number {
	const byte = body[end];
	if (byte !== ascii('.') && byte !== ascii('e') && byte !== ascii('E')) return end;
	const next = body[end + 1];
	return byte !== ascii('.') && (next === ascii('+') || next === ascii('-')) ? ~(end + 2) : ~(end + 1);
}

function commonLength(text: string, word: string): number {
	let length = 0;
	while (length < word.length && text[length] === word[length]) length++;
	return length;
}
