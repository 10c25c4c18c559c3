/** Where each character of a YAML text stands in the file: as it is, escaped, or folded over lines. */
import type { Scalar } from 'yaml';
import { OffsetMap } from '../../filter/editing/offsetMap.ts';
import type { Piece } from '../../filter/editing/offsetMap.ts';
import type { Span } from '../../filter/syntax.ts';

export interface ScalarText {
	readonly value: string;
	readonly map: OffsetMap;
	/** Whether each character is known; otherwise the map only leads to the whole. */
	readonly isExact: boolean;
	/** Of what is written, without quotes. */
	readonly span: Span;
	/** How text that is inserted is to be written. */
	readonly write: (text: string) => string;
	readonly isQuoted: boolean;
}

const escapes: Readonly<Record<string, string>> = {
	...{ '0': '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b' },
	...{ ' ': ' ', '"': '"', '/': '/', '\\': '\\', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029' },
};

/** @returns `undefined` for what is no text, or was not read from one */
export function readScalar({ value, range, type }: Scalar, text: string): ScalarText | undefined {
	if (typeof value !== 'string' || range === undefined || range === null) return undefined;
	const quote = type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE' ? text.charAt(range[0]) : '';
	const start = range[0] + quote.length;
	const isClosed = quote === '' || (range[1] > start && text.charAt(range[1] - 1) === quote);
	const end = range[1] - (isClosed ? quote.length : 0);
	const span = { start, end };
	const pieces = type?.startsWith('BLOCK') === true ? undefined : piecesOf(text.slice(start, end), start, quote);
	const write = writer(quote);
	const isQuoted = quote !== '';
	if (pieces?.map((piece) => piece.text).join('') === value) {
		return { value, map: new OffsetMap(pieces, start), isExact: true, span, write, isQuoted };
	}
	const whole = [{ inFilter: 0, inFile: start, length: value.length, fileLength: end - start }];
	return { value, map: new OffsetMap(value === '' ? [] : whole, start), isExact: false, span, write, isQuoted };
}

type WrittenPiece = Piece & { readonly text: string };

function piecesOf(raw: string, start: number, quote: string): readonly WrittenPiece[] {
	const pieces: WrittenPiece[] = [];
	let inFilter = 0;
	let at = 0;
	while (at < raw.length) {
		const [length, decoded] = next(raw, at, quote);
		pieces.push({ inFilter, inFile: start + at, length: decoded.length, fileLength: length, text: decoded });
		inFilter += decoded.length;
		at += length;
	}
	// What stands for nothing (an escaped line break) has no place in the filter.
	return pieces.filter(({ length }) => length > 0);
}

/** How many characters of the file make which text. */
function next(raw: string, at: number, quote: string): readonly [length: number, decoded: string] {
	const rest = raw.slice(at, at + 2_000);
	// A line break is a blank, and each empty line below it a line break.
	const [fold, breaks] = /^[ \t]*((?:\r?\n[ \t]*)+)/.exec(rest) ?? [];
	if (fold !== undefined && breaks !== undefined) {
		const lines = breaks.split('\n').length - 1;
		return [fold.length, lines === 1 ? ' ' : '\n'.repeat(lines - 1)];
	}
	if (quote === "'" && rest.startsWith("''")) return [2, "'"];
	if (quote === '"' && rest.startsWith('\\')) return escaped(rest);
	const plain = /^[^'"\\\r\n \t]+/.exec(rest)?.[0] ?? rest.charAt(0);
	return [plain.length, plain];
}

function escaped(rest: string): readonly [number, string] {
	const [code, hex] = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))/i.exec(rest)?.filter(Boolean) ?? [];
	if (code !== undefined && hex !== undefined) {
		const point = Number.parseInt(hex, 16);
		return [code.length, point > 0x10ffff ? '' : String.fromCodePoint(point)];
	}
	const [folded] = /^\\[ \t]*\r?\n[ \t]*/.exec(rest) ?? [];
	if (folded !== undefined) return [folded.length, ''];
	return [2, escapes[rest.charAt(1)] ?? rest.charAt(1)];
}

function writer(quote: string): ScalarText['write'] {
	if (quote === "'") return (text) => text.replaceAll("'", "''");
	if (quote === '"') return (text) => JSON.stringify(text).slice(1, -1);
	return (text) => text;
}
