/** Cuts the text of a filter into tokens. Never fails: every character belongs to one. Each is looked at once. */
import type { Dialect } from './dialect.ts';
import type { Quote, Token, TokenKind } from './syntax.ts';

const [lineFeed, carriageReturn, backslash] = [0x0a, 0x0d, 0x5c];
const [apostrophe, doubleQuote, comma, dollar] = [0x27, 0x22, 0x2c, 0x24];

export function scan(text: string, dialect: Dialect): readonly Token[] {
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		const token = next(text, at, dialect);
		tokens.push(token);
		at = token.end;
	}
	return tokens;
}

function next(text: string, start: number, dialect: Dialect): Token {
	const first = text.charCodeAt(start);
	if (isNewline(first)) return until(text, start, 'newline', endsNewline);
	if (isBlank(first)) return until(text, start, 'blank', endsBlank);
	if (first === comma) return token(text, start, start + 1, 'comma');
	if (isPunctuation(first)) return token(text, start, start + 1, 'punctuation');
	if (first === apostrophe) return quoted(text, start, 'straight', dialect);
	if (first === doubleQuote || isDoubleCurly(first)) return quoted(text, start, 'double', dialect);
	if (isCurly(first)) return quoted(text, start, 'curly', dialect);
	return until(text, start, first === dollar ? 'operator' : 'word', endsWord);
}

function quoted(text: string, start: number, quote: Quote, dialect: Dialect): Token {
	const closing = quote === 'double' ? doubleQuote : apostrophe;
	const isTypographic = text.charCodeAt(start) !== closing;
	const closes = quote === 'double' ? isDoubleCurly : isCurly;
	let at = start + 1;
	while (at < text.length) {
		const code = text.charCodeAt(at);
		if (isNewline(code)) break;
		if (code === backslash && dialect.escape === 'backslash' && at + 1 < text.length) at += 2;
		else if (isTypographic ? !closes(code) : code !== closing) at += 1;
		else if (dialect.escape !== 'backslash' && !isTypographic && text.charCodeAt(at + 1) === code) at += 2;
		else return token(text, start, at + 1, 'string', quote, true);
	}
	return token(text, start, Math.min(at, text.length), 'string', quote, false);
}

function until(text: string, start: number, kind: TokenKind, ends: (code: number) => boolean): Token {
	let at = start + 1;
	while (at < text.length && !ends(text.charCodeAt(at))) at += 1;
	return token(text, start, at, kind);
}

function token(text: string, start: number, end: number, kind: TokenKind, quote?: Quote, isClosed?: boolean): Token {
	return { kind, start, end, text: text.slice(start, end), quote, isClosed };
}

function endsNewline(code: number): boolean {
	return !isNewline(code);
}

function endsBlank(code: number): boolean {
	return isNewline(code) || !isBlank(code);
}

/** A word may hold quotes: in `O'Brien` none of them opens a string. */
function endsWord(code: number): boolean {
	return isBlank(code) || code === comma || isPunctuation(code);
}

function isNewline(code: number): boolean {
	return code === lineFeed || code === carriageReturn;
}

/** What `\s` is, and the blank of no width. */
function isBlank(code: number): boolean {
	if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
	if (code < 0x1680) return code === 0xa0;
	return (code >= 0x2000 && code <= 0x200b) || rareBlanks.has(code);
}

const rareBlanks: ReadonlySet<number> = new Set([0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]);

/** Parentheses and the semicolon. */
function isPunctuation(code: number): boolean {
	return code === 0x28 || code === 0x29 || code === 0x3b;
}

/** ‘ ’ ‚ ‛ */
/** “ ” „ ‟ */
function isDoubleCurly(code: number): boolean {
	return code >= 0x201c && code <= 0x201f;
}

function isCurly(code: number): boolean {
	return code >= 0x2018 && code <= 0x201b;
}
