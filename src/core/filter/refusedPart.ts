/** Where a refusal of the server belongs in a set of filters, told from its words. */
import type { Dialect } from './dialect.ts';
import { isList, print, wire } from './print.ts';
import type { Filter, Parsed, Path, Span } from './syntax.ts';

/** A part of one expression of the set. */
export interface RefusedPart extends Span {
	/** Which expression. */
	readonly nth: number;
}

/** @returns `undefined` where the words name none of several filters */
export function refusedPart(words: string, set: readonly Parsed[], dialect: Dialect): RefusedPart | undefined {
	const quoted = quotedFilter(words, set, dialect);
	if (quoted !== undefined) return { nth: quoted.nth, ...namedPart(quoted.rest, quoted.parsed.filter) };
	const nth = unnamedFilter(words, set, dialect);
	const found = nth === undefined ? undefined : set[nth];
	return nth === undefined || found === undefined ? undefined : { nth, ...namedPart(words, found.filter) };
}

/** The only one there is, or the list whose placeholders run into those of the next filter (#10796). */
function unnamedFilter(words: string, set: readonly Parsed[], dialect: Dialect): number | undefined {
	if (/:param\d/.test(words)) return set.findIndex(({ filter }) => isList(filter, dialect));
	return set.length === 1 ? 0 : undefined;
}

interface Quoted {
	readonly nth: number;
	readonly parsed: Parsed;
	/** The words without the filter. */
	readonly rest: string;
}

/** The server repeats what it was sent, which is not always what was written. */
function quotedFilter(words: string, set: readonly Parsed[], dialect: Dialect): Quoted | undefined {
	const found = set.flatMap((parsed, nth) => {
		const texts = [parsed.text.trim(), print(parsed, dialect), ...wire([parsed], dialect)];
		return texts.filter((text) => text !== '' && words.includes(text)).map((text) => ({ nth, parsed, text }));
	});
	// `metadata.a $eq 1` also stands in `metadata.a $eq 10`.
	const [longest] = found.sort((a, b) => b.text.length - a.text.length);
	if (longest === undefined) return undefined;
	return { nth: longest.nth, parsed: longest.parsed, rest: words.replace(longest.text, '') };
}

/** What the words set in apostrophes: an operator, a name of the path; otherwise the whole filter. */
function namedPart(words: string, { start, end, field, operator }: Filter): Span {
	for (const [, word = ''] of words.matchAll(/'([^']+)'/g)) {
		const isOperator = operator.kind === 'operator' && operator.text.toLowerCase() === word.toLowerCase();
		if (isOperator) return { start: operator.start, end: operator.end };
		const name = field.kind === 'path' ? nameIn(field, word) : undefined;
		if (name !== undefined) return name;
	}
	return { start, end };
}

function nameIn({ start, text }: Path, word: string): Span | undefined {
	if (text.toLowerCase() === word.toLowerCase()) return { start, end: start + text.length };
	let at = start;
	for (const name of text.split('.')) {
		if (name.toLowerCase() === word.toLowerCase()) return { start: at, end: at + name.length };
		at += name.length + 1;
	}
	return undefined;
}
