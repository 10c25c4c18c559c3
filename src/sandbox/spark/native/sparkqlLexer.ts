/** Cuts a SparkQL `_filter` into tokens (domain: Spark §4). */
import { filterRefusal } from './sparkqlProblems.ts';

export type SparkqlTokenKind =
	| 'keyword'
	| 'field'
	| 'customField'
	| 'function'
	| 'string'
	| 'integer'
	| 'decimal'
	| 'date'
	| 'time'
	| 'datetime'
	| 'boolean'
	| 'null'
	| 'sign'
	| 'end';

export interface SparkqlToken {
	readonly kind: SparkqlTokenKind;
	/** Keywords in lower case, everything else as written. */
	readonly text: string;
}

const keywords = 'and or not eq ne gt ge lt le bt add sub mul div mod'.split(' ');

const patterns: readonly (readonly [SparkqlTokenKind | 'blank' | 'word', RegExp])[] = [
	['blank', /\s+/y],
	['datetime', /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,50})?)?(?:[+-]\d{2}:?\d{2}|Z)?(?![\w:])/y],
	['date', /\d{4}-\d{2}-\d{2}(?![\w:-])/y],
	['time', /\d{2}:\d{2}(?::\d{2}(?:\.\d{1,50})?)?(?![\w:])/y],
	['decimal', /\d+\.\d+(?:[Ee]-?\d{1,2})?(?![\w.])/y],
	['integer', /\d+(?![\w.])/y],
	// A backslash escapes; doubled quotes are two literals side by side, hence a syntax error further on.
	['string', /'(?:[^'\\]|\\.)*'/sy],
	['customField', /"[^"]+"\."[^"]+"/y],
	['word', /[A-Za-z][A-Za-z0-9]*/y],
	['sign', /[(),-]/y],
];

/** @throws SparkError 400/1040 at the first character that begins no token */
export function sparkqlTokens(text: string): readonly SparkqlToken[] {
	const found: SparkqlToken[] = [];
	let at = 0;
	while (at < text.length) {
		const token = next(text, at);
		if (token === undefined) throw filterRefusal(text.slice(at, at + 20), `Not understood at position ${at + 1}`);
		at += token.text.length;
		if (token.kind === 'blank') continue;
		found.push(token.kind === 'word' ? word(token.text, text[at] === '(') : { kind: token.kind, text: token.text });
	}
	return [...found, { kind: 'end', text: '' }];
}

function next(text: string, at: number): { kind: SparkqlTokenKind | 'blank' | 'word'; text: string } | undefined {
	for (const [kind, pattern] of patterns) {
		pattern.lastIndex = at;
		const match = pattern.exec(text);
		if (match !== null) return { kind, text: match[0] };
	}
	return undefined;
}

function word(text: string, opens: boolean): SparkqlToken {
	const lower = text.toLowerCase();
	if (opens && text === lower && !keywords.includes(lower)) return { kind: 'function', text };
	if (keywords.includes(lower)) return { kind: 'keyword', text: lower };
	if (text === 'true' || text === 'false') return { kind: 'boolean', text };
	if (['NULL', 'Null', 'null'].includes(text)) return { kind: 'null', text };
	if (/^[A-Z]/.test(text)) return { kind: 'field', text };
	throw filterRefusal(text, 'A field starts with a capital letter');
}

/** The text of a literal: quotes off, `\'` and `\\` resolved. */
export function unquoted(literal: string): string {
	return literal.slice(1, -1).replace(/\\(.)/gs, '$1');
}
