/** Cuts SQL into the tokens that SQLite sees (https://www.sqlite.org/draft/tokenreq.html). Any text can be cut. */

export interface Span {
	/** In UTF-16 units of the whole text. */
	readonly start: number;
	readonly end: number;
}

export type TokenKind =
	| 'space'
	| 'comment'
	/** A keyword or a bare name: only its place tells which. */
	| 'word'
	/** A name in double quotes, backticks or brackets. */
	| 'quoted'
	| 'string'
	| 'blob'
	| 'number'
	/** `?`, `?1`, `:name`, `@name`, `$name`. */
	| 'parameter'
	| 'operator'
	| 'open'
	| 'close'
	| 'comma'
	| 'dot'
	| 'semicolon'
	/** What SQLite takes for nothing, such as text whose quote is never closed. */
	| 'unknown';

export interface Token extends Span {
	readonly kind: TokenKind;
	readonly text: string;
}

const NAME = '[A-Za-z_\\u0080-\\uffff][A-Za-z0-9_$\\u0080-\\uffff]*';
const DIGITS = '\\d+(?:_\\d+)*';

/** In the order in which they are tried. A byte order mark is a space to SQLite. */
const RULES: readonly (readonly [TokenKind, RegExp])[] = [
	['space', /[ \t\n\f\r\uFEFF]+/y],
	['comment', /--[^\n]*|\/\*(?:[^]*?\*\/|[^]+$)/y],
	['blob', /[xX]'(?:[0-9a-fA-F]{2})*'/y],
	['word', new RegExp(NAME, 'y')],
	[
		'number',
		new RegExp(`(?:0[xX][0-9a-fA-F]+|(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?)`, 'y'),
	],
	['parameter', new RegExp(`\\?\\d*|[:@$][A-Za-z0-9_$\\u0080-\\uffff]+`, 'y')],
	['operator', /->>|->|\|\||<<|>>|<=|>=|<>|==|!=|[-+*/%&|~<>=]/y],
	['open', /\(/y],
	['close', /\)/y],
	['comma', /,/y],
	['dot', /\./y],
	['semicolon', /;/y],
];

const QUOTES: ReadonlyMap<string, TokenKind> = new Map([
	["'", 'string'],
	['"', 'quoted'],
	['`', 'quoted'],
	['[', 'quoted'],
]);

/** All of them, the spaces too: put together they are the text. */
export function tokensOf(text: string): readonly Token[] {
	const tokens: Token[] = [];
	for (let start = 0; start < text.length;) {
		const token = tokenAt(text, start);
		tokens.push(token);
		start = token.end;
	}
	return tokens;
}

function tokenAt(text: string, start: number): Token {
	const quote = text.charAt(start);
	const kind = QUOTES.get(quote);
	if (kind !== undefined) {
		const end = quotedEnd(text, start, quote === '[' ? ']' : quote);
		return token(text, end === undefined ? 'unknown' : kind, start, end ?? text.length);
	}
	for (const [of, rule] of RULES) {
		rule.lastIndex = start;
		const found = rule.exec(text)?.[0];
		if (found === undefined) continue;
		if (of === 'number') return numberAt(text, start, start + found.length);
		return token(text, of, start, start + found.length);
	}
	return token(text, 'unknown', start, start + 1);
}

/** A doubled quote stands for one, but for brackets, which have no such thing. */
function quotedEnd(text: string, start: number, quote: string): number | undefined {
	for (let at = start + 1; ; at += 2) {
		at = text.indexOf(quote, at);
		if (at === -1) return undefined;
		if (quote === ']' || text.charAt(at + 1) !== quote) return at + 1;
	}
}

/** `12ab` is no number and no name. */
function numberAt(text: string, start: number, end: number): Token {
	const rest = /[A-Za-z0-9_$\u0080-\uffff]+/y;
	rest.lastIndex = end;
	const glued = rest.exec(text)?.[0];
	return glued === undefined ? token(text, 'number', start, end) : token(text, 'unknown', start, end + glued.length);
}

function token(text: string, kind: TokenKind, start: number, end: number): Token {
	return { kind, start, end, text: text.slice(start, end) };
}

export function isTrivia({ kind }: Token): boolean {
	return kind === 'space' || kind === 'comment';
}

/** Whether it is this keyword, whatever its case. */
export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
	return token?.kind === 'word' && words.includes(token.text.toUpperCase());
}

/** Whether it may be the name of something. */
export function isName(token: Token | undefined): token is Token {
	return token?.kind === 'word' || token?.kind === 'quoted';
}
