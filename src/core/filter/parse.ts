/** Reads one filter expression. Never throws: what is missing is a node of its own, what is too much is the rest. */
import type { Dialect } from './dialect.ts';
import { operatorMeant } from './dialect.ts';
import { literal, typeOfText } from './literal.ts';
import { scan } from './scan.ts';
import type { Filter, Literal, Missing, Operator, Parsed, Path, Rest, Span, Token } from './syntax.ts';

export function parse(text: string, dialect: Dialect): Parsed {
	const tokens = scan(text, dialect);
	return { text, tokens, filter: new Parser(text, tokens, dialect).filter() };
}

class Parser {
	readonly #text: string;
	readonly #dialect: Dialect;
	readonly #tokens: readonly Token[];
	/** The token that is looked at, never a blank: those separate and mean nothing. */
	#next: number;
	/** End of the token before it. */
	#end: number | undefined;

	constructor(text: string, tokens: readonly Token[], dialect: Dialect) {
		this.#text = text;
		this.#dialect = dialect;
		this.#tokens = tokens;
		this.#next = skipBlanks(tokens, 0);
	}

	filter(): Filter {
		const start = this.#peek()?.start ?? 0;
		const field = this.#field();
		const operator = this.#operator();
		const values = this.#values();
		const rest = this.#rest();
		return { kind: 'filter', start, end: this.#end ?? this.#text.length, field, operator, values, rest };
	}

	#field(): Path | Missing {
		const token = this.#peek();
		if (
			token?.kind !== 'word' ||
			(!this.#isFollowedByOperator() && operatorMeant(this.#dialect, token.text) !== undefined)
		)
			return this.#missing('field');
		this.#take(token);
		return path(token, this.#dialect);
	}

	#operator(): Operator | Missing {
		const token = this.#peek();
		if (token === undefined) return this.#missing('operator');
		const isWord = token.kind === 'word' && (isOperatorWord(token.text, this.#dialect) || this.#isFollowedByValue());
		if (token.kind !== 'operator' && !isWord) return this.#missing('operator');
		this.#take(token);
		return { kind: 'operator', start: token.start, end: token.end, text: token.text };
	}

	#values(): readonly (Literal | Missing)[] {
		const values: (Literal | Missing)[] = [];
		for (;;) {
			values.push(this.#value());
			const comma = this.#peek();
			if (comma?.kind !== 'comma') return values;
			this.#take(comma);
		}
	}

	#value(): Literal | Missing {
		const token = this.#peek();
		if (token === undefined || token.kind === 'comma' || token.kind === 'punctuation') return this.#missing('value');
		this.#take(token);
		return literal(token, this.#dialect);
	}

	#rest(): Rest | undefined {
		const first = this.#peek();
		if (first === undefined) return undefined;
		for (let token: Token | undefined = first; token !== undefined; token = this.#peek()) this.#take(token);
		const end = this.#end ?? first.end;
		return { kind: 'rest', start: first.start, end, text: this.#text.slice(first.start, end) };
	}

	#take(token: Token): void {
		this.#end = token.end;
		this.#next = skipBlanks(this.#tokens, this.#next + 1);
	}

	#peek(): Token | undefined {
		return this.#tokens[this.#next];
	}

	/** `metadata.in $eq 5`: a field may be called like an operator of another language. */
	#isFollowedByOperator(): boolean {
		return this.#after()?.kind === 'operator';
	}

	#isFollowedByValue(): boolean {
		const after = this.#after();
		const token = this.#peek();
		if (after === undefined || token === undefined || typeOfText(token.text) !== 'unknown') return false;
		return after.kind === 'word' || after.kind === 'string';
	}

	#after(): Token | undefined {
		return this.#tokens[skipBlanks(this.#tokens, this.#next + 1)];
	}

	/** Where it should stand: behind what came before, and before what comes next. */
	#missing(what: Missing['what']): Missing {
		const at = this.#end ?? this.#peek()?.start ?? this.#text.length;
		return { kind: 'missing', what, start: at, end: at };
	}
}

function skipBlanks(tokens: readonly Token[], from: number): number {
	let at = from;
	for (;;) {
		const kind = tokens[at]?.kind;
		if (kind !== 'blank' && kind !== 'newline') return at;
		at += 1;
	}
}

function path(token: Token, dialect: Dialect): Path {
	const { start, end, text } = token;
	const { length } = dialect.prefix;
	const hasPrefix = text.charAt(length) === '.' && text.slice(0, length).toLowerCase() === dialect.prefix;
	const names = (hasPrefix ? text.slice(length + 1) : text).split('.');
	return { kind: 'path', start, end, text, hasPrefix, names };
}

function isOperatorWord(text: string, dialect: Dialect): boolean {
	return operatorMeant(dialect, text) !== undefined || /^[=<>!]+$/.test(text);
}

/** A span that two others enclose. */
export function covering(a: Span, b: Span): Span {
	return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
