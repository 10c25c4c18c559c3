/** The value of a query parameter as it is written in a request file, and as the server reads it. */
import { scan } from '../scan.ts';
import type { Dialect } from '../dialect.ts';
import type { Span } from '../syntax.ts';
import { encode } from '../print.ts';
import { OffsetMap } from './offsetMap.ts';
import type { Piece } from './offsetMap.ts';

export interface PercentText {
	/** Decoded. */
	readonly text: string;
	readonly map: OffsetMap;
	/** Signs that mean something else in an address, in offsets of the file. */
	readonly rawSigns: readonly Span[];
}

/** @param start  offset in the file */
export function readPercentText(raw: string, start: number, dialect: Dialect): PercentText {
	const pieces: Piece[] = [];
	const rawSigns: Span[] = [];
	const quoted = quotedSpans(raw, dialect);
	let text = '';
	let at = 0;
	const add = (decoded: string, fileLength: number): void => {
		pieces.push({ inFilter: text.length, inFile: start + at, length: decoded.length, fileLength });
		text += decoded;
		at += fileLength;
	};
	while (at < raw.length) {
		const [encoded] = /^(?:%[0-9a-f]{2})+/i.exec(raw.slice(at, at + 12)) ?? [];
		const decoded = encoded === undefined ? undefined : firstCharacter(encoded);
		const char = raw.charAt(at);
		if (decoded !== undefined) add(decoded.text, decoded.length);
		else if (char === '+' && !isPlus(raw, at, quoted)) add(' ', 1);
		else {
			if (/[&#+%]/.test(char)) rawSigns.push({ start: start + at, end: start + at + 1 });
			const plain = /^[^&#+%]+/.exec(raw.slice(at))?.[0] ?? char;
			add(plain, plain.length);
		}
	}
	return { text, map: new OffsetMap(pieces, start), rawSigns };
}

/** How inserted text is written beside what is there: blanks stay readable unless they are encoded already. */
export function percentWriter(raw: string): (text: string) => string {
	const isEncoded = /%[0-9a-f]{2}/i.test(raw) && !raw.includes(' ');
	return (text) => (isEncoded ? encode(text) : text.replaceAll(/[&#+%]/g, encode));
}

/** The shortest sequence of bytes that is a character. */
function firstCharacter(encoded: string): { readonly text: string; readonly length: number } | undefined {
	for (let length = 3; length <= Math.min(12, encoded.length); length += 3) {
		try {
			return { text: decodeURIComponent(encoded.slice(0, length)), length };
		} catch (error) {
			if (!(error instanceof URIError)) throw error;
		}
	}
	return undefined;
}

/** A plus that was meant as one: in text, before a number, in the offset of a moment. Elsewhere it is a blank. */
function isPlus(raw: string, at: number, quoted: readonly Span[]): boolean {
	if (quoted.some(({ start, end }) => at > start && at < end)) return true;
	return /^\+\d/.test(raw.slice(at, at + 2)) && /(?:^|[\s,\d])$/.test(raw.slice(Math.max(0, at - 1), at));
}

function quotedSpans(raw: string, dialect: Dialect): readonly Span[] {
	return scan(decodedInPlace(raw), dialect).filter(({ kind }) => kind === 'string');
}

/** What the server sees of quotes and blanks, with each sign in the place that it has in the file. */
export function decodedInPlace(raw: string): string {
	return raw.replaceAll('%27', "  '").replaceAll('%22', '  "').replaceAll('%20', '   ').replaceAll('+', ' ');
}
