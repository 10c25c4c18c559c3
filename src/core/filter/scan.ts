/** Cuts the text of a filter into tokens. Never fails: every character belongs to one. */
import type { Dialect } from './dialect.ts';
import type { Quote, Token, TokenKind } from './syntax.ts';

const openingCurly = '‘’‚‛';

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
	const first = text.charAt(start);
	if (first === '\n' || first === '\r') return until(text, start, 'newline', (char) => char !== '\n' && char !== '\r');
	if (isBlank(first)) return until(text, start, 'blank', (char) => !isBlank(char) || char === '\n' || char === '\r');
	if (first === ',') return token(text, start, start + 1, 'comma');
	if (isPunctuation(first)) return token(text, start, start + 1, 'punctuation');
	if (first === "'") return quoted(text, start, 'straight', dialect);
	if (first === '"') return quoted(text, start, 'double', dialect);
	if (openingCurly.includes(first)) return quoted(text, start, 'curly', dialect);
	return until(text, start, first === '$' ? 'operator' : 'word', endsWord);
}

function quoted(text: string, start: number, quote: Quote, dialect: Dialect): Token {
	const closes = (char: string): boolean =>
		quote === 'curly' ? openingCurly.includes(char) : char === (quote === 'double' ? '"' : "'");
	let at = start + 1;
	while (at < text.length) {
		const char = text.charAt(at);
		if (char === '\n' || char === '\r') break;
		if (char === '\\' && dialect.escape === 'backslash' && at + 1 < text.length) at += 2;
		else if (!closes(char)) at += 1;
		else if (dialect.escape === 'double' && quote !== 'curly' && text.charAt(at + 1) === char) at += 2;
		else return { ...token(text, start, at + 1, 'string'), quote, isClosed: true };
	}
	return { ...token(text, start, Math.min(at, text.length), 'string'), quote, isClosed: false };
}

/** A word may hold quotes: in `O'Brien` none of them opens a string. */
function endsWord(char: string): boolean {
	return isBlank(char) || char === ',' || isPunctuation(char);
}

function until(text: string, start: number, kind: TokenKind, ends: (char: string) => boolean): Token {
	let at = start + 1;
	while (at < text.length && !ends(text.charAt(at))) at += 1;
	return token(text, start, at, kind);
}

function token(text: string, start: number, end: number, kind: TokenKind): Token {
	return { kind, start, end, text: text.slice(start, end) };
}

function isBlank(char: string): boolean {
	return /^\s$/u.test(char) || char === '\u200b' || char === '\ufeff';
}

function isPunctuation(char: string): boolean {
	return char === '(' || char === ')' || char === ';';
}
