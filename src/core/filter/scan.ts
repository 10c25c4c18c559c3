/** Cuts the text of a filter into tokens. Never fails: every character belongs to one. Each is looked at once. */
import type { Dialect } from './dialect.ts';
import type { Quote, Token, TokenKind } from './syntax.ts';

const [lineFeed, carriageReturn, backslash] = [0x0a, 0x0d, 0x5c];
const [apostrophe, doubleQuote, comma, dollar] = [0x27, 0x22, 0x2c, 0x24];

export function scan(text: string, dialect: Dialect): readonly Token[] {
	const tokens: Token[] = [];
	const scanner = new Scanner(text, dialect);
	for (;;) {
		const { kind, start, end, quote, isClosed } = scanner.next();
		if (kind === 'end') return tokens;
		tokens.push({ kind, start, end, quote, isClosed });
	}
}

/** Reads token after token. The one that is looked at lies in the fields, so that reading makes no garbage. */
export class Scanner {
	kind: TokenKind | 'end' = 'end';
	start = 0;
	end = 0;
	/** Of a string: which quotes it has, and whether the closing one came. */
	quote: Quote | undefined;
	isClosed: boolean | undefined;
	readonly #text: string;
	readonly #dialect: Dialect;

	constructor(text: string, dialect: Dialect) {
		this.#text = text;
		this.#dialect = dialect;
	}

	next(): this {
		const text = this.#text;
		const start = this.end;
		this.start = start;
		this.quote = undefined;
		this.isClosed = undefined;
		if (start >= text.length) {
			this.kind = 'end';
			return this;
		}
		const kind = kindOf(text.charCodeAt(start));
		this.kind = kind;
		if (kind === 'string') this.#quoted();
		else if (kind === 'word' || kind === 'operator') this.end = endOfWord(text, start + 1);
		else if (kind === 'comma' || kind === 'punctuation') this.end = start + 1;
		else this.end = endOfAlike(text, start + 1, kind);
		return this;
	}

	/** Blanks separate and mean nothing else. */
	nextPart(): this {
		do this.next();
		while (this.kind === 'blank' || this.kind === 'newline');
		return this;
	}

	/** Of the part behind this one, which its first character tells. */
	kindBehind(): TokenKind | undefined {
		const text = this.#text;
		for (let at = this.end; at < text.length; at += 1) {
			const kind = kindOf(text.charCodeAt(at));
			if (kind !== 'blank' && kind !== 'newline') return kind;
		}
		return undefined;
	}

	#quoted(): void {
		const text = this.#text;
		const { escape } = this.#dialect;
		const first = text.charCodeAt(this.start);
		const isDouble = first === doubleQuote || isDoubleCurly(first);
		const closing = isDouble ? doubleQuote : apostrophe;
		const isTypographic = first !== closing;
		const closes = isDouble ? isDoubleCurly : isCurly;
		this.quote = isDouble ? 'double' : isTypographic ? 'curly' : 'straight';
		this.isClosed = false;
		let at = this.start + 1;
		while (at < text.length) {
			const code = text.charCodeAt(at);
			if (isNewline(code)) break;
			if (code === backslash && escape === 'backslash' && at + 1 < text.length) at += 2;
			else if (isTypographic ? !closes(code) : code !== closing) at += 1;
			else if (escape !== 'backslash' && !isTypographic && text.charCodeAt(at + 1) === code) at += 2;
			else {
				this.isClosed = true;
				at += 1;
				break;
			}
		}
		this.end = Math.min(at, text.length);
	}
}

/** A word may hold quotes: in `O'Brien` none of them opens a string. */
function endOfWord(text: string, from: number): number {
	let at = from;
	while (at < text.length && !separates(kindOf(text.charCodeAt(at)))) at += 1;
	return at;
}

function endOfAlike(text: string, from: number, kind: TokenKind): number {
	let at = from;
	while (at < text.length && kindOf(text.charCodeAt(at)) === kind) at += 1;
	return at;
}

function separates(kind: TokenKind): boolean {
	return kind === 'blank' || kind === 'comma' || kind === 'newline' || kind === 'punctuation';
}

/** What begins with a character. */
function kindOf(code: number): TokenKind {
	return ascii[code] ?? kindByRule(code);
}

function kindByRule(code: number): TokenKind {
	if (isNewline(code)) return 'newline';
	if (isBlank(code)) return 'blank';
	if (code === comma) return 'comma';
	if (isPunctuation(code)) return 'punctuation';
	if (code === apostrophe || code === doubleQuote || isCurly(code) || isDoubleCurly(code)) return 'string';
	return code === dollar ? 'operator' : 'word';
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

/** “ ” „ ‟ */
function isDoubleCurly(code: number): boolean {
	return code >= 0x201c && code <= 0x201f;
}

/** ‘ ’ ‚ ‛ */
function isCurly(code: number): boolean {
	return code >= 0x2018 && code <= 0x201b;
}

/** Nearly all of what is written, looked up instead of told anew. */
const ascii: readonly TokenKind[] = Array.from({ length: 0x80 }, (_, code) => kindByRule(code));
