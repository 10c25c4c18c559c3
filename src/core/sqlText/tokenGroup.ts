/** Tokens of a statement, nested as its parentheses are. */
import type { Span, Token } from './tokens.ts';

const DEEPEST = 100;

/** Tokens between parentheses (or all of them). What is nested deeper is a group of its own, found by its opening token. */
export class TokenGroup implements Span {
	readonly tokens: readonly Token[];
	readonly start: number;
	readonly end: number;
	readonly #groups = new Map<Token, TokenGroup>();

	constructor(tokens: readonly Token[], { start, end }: Span, depth = 0) {
		this.start = start;
		this.end = end;
		const own: Token[] = [];
		for (let at = 0; at < tokens.length; at++) {
			const token = tokens[at];
			if (token === undefined) break;
			own.push(token);
			if (token.kind !== 'open') continue;
			const closing = closingOf(tokens, at);
			const closed = tokens[closing];
			const inside = { start: token.end, end: closed?.start ?? end };
			// Nor would SQLite read more of them.
			if (depth < DEEPEST) this.#groups.set(token, new TokenGroup(tokens.slice(at + 1, closing), inside, depth + 1));
			at = closing - 1;
		}
		this.tokens = own;
	}

	groupOf(open: Token | undefined): TokenGroup | undefined {
		return open === undefined ? undefined : this.#groups.get(open);
	}

	get groups(): readonly TokenGroup[] {
		return [...this.#groups.values()];
	}
}

/** Place of the closing one, or behind the last token. */
function closingOf(tokens: readonly Token[], open: number): number {
	let depth = 0;
	for (let at = open; at < tokens.length; at++) {
		const kind = tokens[at]?.kind;
		if (kind === 'open') depth += 1;
		else if (kind === 'close') depth -= 1;
		if (depth === 0) return at;
	}
	return tokens.length;
}
