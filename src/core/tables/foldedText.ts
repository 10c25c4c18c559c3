/** Case in SQL: SQLite folds A to Z alone, and fast; texts with other letters are folded by a function of ours. */
import { isAscii } from '../filter/compare.ts';
import { wholeText } from './longCells.ts';
import type { SqlCondition } from './table.ts';
import { tableFunctions } from './tableFunctions.ts';

/** SQLite takes no longer patterns than 50,000 bytes. */
const MOST_PATTERN = 20_000;

/** SQL of a text in lower case, as it is needed to be compared with another one in lower case. */
export function folded(value: string, other: string): string {
	return isAscii(other) ? `lower(${value})` : `${tableFunctions.fold}(${wholeText(value)})`;
}

/** Text that is part of a value, in either case. */
export function containsText(value: string, text: string): SqlCondition {
	const wanted = text.toLowerCase();
	const found = `instr(${folded(value, text)}, ?) > 0`;
	const isOdd = hasMoreBytes(value);
	// The sign for kelvin is a k in lower case, which any text may have.
	if (!isAscii(text)) return { sql: isAscii(wanted) ? found : `(${isOdd} AND ${found})`, params: [wanted] };
	const caseless = longest(text.match(/[^a-z]+/gi) ?? []);
	if (caseless === text) return { sql: `instr(${value}, ?) > 0`, params: [text] };
	// What has no case is found without folding, and is seldom there.
	if (/[^ ]/.test(caseless)) return { sql: `(instr(${value}, ?) > 0 AND ${found})`, params: [caseless, wanted] };
	// A pattern ends at its NUL as well.
	if (text.length > MOST_PATTERN || text.includes('\0')) return { sql: found, params: [wanted] };
	// LIKE folds as it compares: twice as fast as making each text anew.
	const like = `${value} LIKE ? ESCAPE '!'`;
	const pattern = `%${wanted.replaceAll(/[!%_]/g, '!$&')}%`;
	return {
		sql: `(${like} OR (${isOdd} AND ${found}))`,
		params: [pattern, wanted],
		nulFree: { text: value, sql: like, params: [pattern] },
	};
}

/** SQL of whether a text has a NUL in it. */
export function hasNul(value: string): string {
	return `(${hasMoreBytes(value)} AND instr(${value}, char(0)) > 0)`;
}

/** Characters and bytes are as many but in a text that has letters beyond ASCII, or a NUL, where LIKE ends. */
function hasMoreBytes(value: string): string {
	return `length(${value}) <> octet_length(${value})`;
}

function longest(parts: readonly string[]): string {
	return parts.reduce((best, part) => (part.length > best.length ? part : best), '');
}
