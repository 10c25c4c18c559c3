/**
 * Finds the number literals of a JSON body that a double may round, without reading every byte, and wraps those that it
 * would: a page with a handful of them is then parsed by the engine's own parser instead of one six times slower.
 */
import { isReproduced } from '../exactNumbers.ts';

/** A literal with fewer digits is always exact. */
const shortest = 16;

/** Name of the one property of the object that stands for a wrapped literal. No vendor's property begins with NUL. */
export const wrapper = '\u0000number';
const before = Buffer.from(`{${JSON.stringify(wrapper)}:"`);
const after = Buffer.from('"}');

/** Bytes of JSON's punctuation and digits. */
const ascii = {
	zero: 48,
	nine: 57,
	dot: 46,
	minus: 45,
	plus: 43,
	quote: 34,
	backslash: 92,
	colon: 58,
	comma: 44,
	bracket: 91,
};
const { zero, nine, dot, minus, plus, quote, backslash, colon, comma, bracket } = ascii;
const [smallE, largeE] = [101, 69];

export type LongNumbers =
	/** No double rounds anything. */
	| { readonly kind: 'none' }
	/** A literal that would be rounded may be a number, or text that looks like one: only a full parse can tell. */
	| { readonly kind: 'unclear' }
	/** The same document with each such literal wrapped, and the names of the properties that hold them. */
	| {
			readonly kind: 'wrapped';
			readonly body: Uint8Array;
			readonly names: ReadonlySet<string>;
			readonly count: number;
	  };

/** @param bytes a JSON document in UTF-8; whether it is well-formed is for the parser to say */
export function wrapLongNumbers(bytes: Uint8Array): LongNumbers {
	const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const parts: Buffer[] = [];
	const names = new Set<string>();
	let copied = 0;
	let count = 0;
	// A run of 16 digits covers at least one of every 16 bytes, so that 15 of 16 bytes are never looked at.
	for (let at = shortest - 1; at < body.length; at += shortest) {
		if (!isDigit(body[at])) continue;
		let start = at;
		while (start > 0 && isDigit(body[start - 1])) start--;
		let end = at + 1;
		while (end < body.length && isDigit(body[end])) end++;
		at = lastPlaceBefore(end);
		// Most long runs are keys: text, as their quote says.
		if (end - start < shortest || body[start - 1] === quote) continue;
		const found = literalAt(body, start, end);
		if (found === undefined) continue;
		if (found.name === undefined) return { kind: 'unclear' };
		parts.push(body.subarray(copied, found.start), before, body.subarray(found.start, found.end), after);
		copied = found.end;
		names.add(found.name);
		count++;
	}
	if (count === 0) return { kind: 'none' };
	parts.push(body.subarray(copied));
	return { kind: 'wrapped', body: joined(parts), names, count };
}

/** In memory of its own, so that it can be given to another thread; `Buffer.concat` takes small ones from a shared pool. */
function joined(parts: readonly Buffer[]): Uint8Array {
	const whole = Buffer.allocUnsafeSlow(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) at += part.copy(whole, at);
	return whole;
}

/** The literal around a run of digits, if a double would round it; its name only where it surely is a number. */
function literalAt(
	body: Buffer,
	digits: number,
	digitsEnd: number,
): { readonly start: number; readonly end: number; readonly name: string | undefined } | undefined {
	const start = body[digits - 1] === minus ? digits - 1 : digits;
	const end = exponentEnd(body, digitsEnd);
	const last = skipSpaceBack(body, start);
	if (body[last] !== colon && body[last] !== comma && body[last] !== bracket) return undefined;
	const literal = body.toString('latin1', start, end);
	const value = Number(literal);
	if (Number.isNaN(value) || isReproduced(value, literal)) return undefined;
	return { start, end, name: body[last] === colon ? nameBefore(body, last) : undefined };
}

/**
 * The property name that ends before a colon. The quotes found may also be the end of one string and the beginning of
 * another, with only punctuation, numbers and literals between them: such a "name" is no proof.
 */
function nameBefore(body: Buffer, colonAt: number): string | undefined {
	const close = skipSpaceBack(body, colonAt);
	if (body[close] !== quote || body[close - 1] === backslash) return undefined;
	let open = close - 1;
	while (open >= 0 && body[open] !== quote) {
		if (body[open] === backslash) return undefined;
		open--;
	}
	const name = body.toString('utf8', open + 1, close);
	return open < 0 || /^[\s,:[\]{}\d.eE+\-truefalsn]*$/.test(name) ? undefined : name;
}

function exponentEnd(body: Buffer, digitsEnd: number): number {
	if (body[digitsEnd] !== smallE && body[digitsEnd] !== largeE) return digitsEnd;
	let end = digitsEnd + 1;
	if (body[end] === minus || body[end] === plus) end++;
	const first = end;
	while (isDigit(body[end]) && body[end] !== dot) end++;
	return end === first ? digitsEnd : end;
}

function skipSpaceBack(body: Buffer, from: number): number {
	let at = from - 1;
	while (at >= 0 && (body[at] === 32 || body[at] === 10 || body[at] === 13 || body[at] === 9)) at--;
	return at;
}

function isDigit(byte: number | undefined): boolean {
	return byte !== undefined && ((byte >= zero && byte <= nine) || byte === dot);
}

/** The last of the places that are looked at which lies before `end`. */
function lastPlaceBefore(end: number): number {
	return end - 1 - (end % shortest);
}

/**
 * Turns each wrapped literal back by `make`, in place. Rows hold them as their own properties mostly, so those are looked
 * up by name, and only what is nested is searched.
 *
 * @returns how many were found; fewer than were wrapped means that one of them was text
 */
export function unwrapNumbers(
	document: unknown,
	names: ReadonlySet<string>,
	make: (literal: string) => unknown,
): number {
	if (typeof document !== 'object' || document === null) return 0;
	let count = 0;
	if (Array.isArray(document)) {
		for (const item of document as unknown[]) count += unwrapNumbers(item, names, make);
		return count;
	}
	const holder = document as Record<string, unknown>;
	for (const name of names) {
		const value = holder[name];
		if (typeof value !== 'object' || value === null) continue;
		const literal = (value as Readonly<Record<string, unknown>>)[wrapper];
		if (typeof literal !== 'string') continue;
		holder[name] = make(literal);
		count++;
	}
	for (const name in holder) {
		const value = holder[name];
		if (typeof value === 'object' && value !== null && !names.has(name)) count += unwrapNumbers(value, names, make);
	}
	return count;
}
