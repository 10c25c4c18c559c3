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
	/** Without blanks: they separate and mean nothing. */
	readonly #tokens: readonly Token[];
	#next = 0;

	constructor(text: string, tokens: readonly Token[], dialect: Dialect) {
		this.#text = text;
		this.#dialect = dialect;
		this.#tokens = tokens.filter(({ kind }) => kind !== 'blank' && kind !== 'newline');
	}

	filter(): Filter {
		const field = this.#field();
		const operator = this.#operator();
		const values = this.#values();
		const rest = this.#rest();
		const start = this.#tokens[0]?.start ?? 0;
		const end = this.#tokens.at(-1)?.end ?? this.#text.length;
		return { kind: 'filter', start, end, field, operator, values, rest };
	}

	#field(): Path | Missing {
		const token = this.#peek();
		if (
			token?.kind !== 'word' ||
			(operatorMeant(this.#dialect, token.text) !== undefined && !this.#isFollowedByOperator())
		)
			return this.#missing('field');
		this.#next += 1;
		return path(token, this.#dialect);
	}

	#operator(): Operator | Missing {
		const token = this.#peek();
		if (token === undefined) return this.#missing('operator');
		const isWord = token.kind === 'word' && (isOperatorWord(token.text, this.#dialect) || this.#isFollowedByValue());
		if (token.kind !== 'operator' && !isWord) return this.#missing('operator');
		this.#next += 1;
		return { kind: 'operator', start: token.start, end: token.end, text: token.text };
	}

	#values(): readonly (Literal | Missing)[] {
		const values: (Literal | Missing)[] = [];
		for (;;) {
			values.push(this.#value());
			if (this.#peek()?.kind !== 'comma') return values;
			this.#next += 1;
		}
	}

	#value(): Literal | Missing {
		const token = this.#peek();
		if (token === undefined || token.kind === 'comma' || token.kind === 'punctuation') return this.#missing('value');
		this.#next += 1;
		return literal(token, this.#dialect);
	}

	#rest(): Rest | undefined {
		const first = this.#peek();
		if (first === undefined) return undefined;
		const end = this.#tokens.at(-1)?.end ?? first.end;
		return { kind: 'rest', start: first.start, end, text: this.#text.slice(first.start, end) };
	}

	#peek(): Token | undefined {
		return this.#tokens[this.#next];
	}

	/** `metadata.in $eq 5`: a field may be called like an operator of another language. */
	#isFollowedByOperator(): boolean {
		return this.#tokens[this.#next + 1]?.kind === 'operator';
	}

	#isFollowedByValue(): boolean {
		const after = this.#tokens[this.#next + 1];
		const token = this.#peek();
		if (after === undefined || token === undefined || typeOfText(token.text) !== 'unknown') return false;
		return after.kind === 'word' || after.kind === 'string';
	}

	/** Where it should stand: behind what came before, and before what comes next. */
	#missing(what: Missing['what']): Missing {
		const at = this.#tokens[this.#next - 1]?.end ?? this.#peek()?.start ?? this.#text.length;
		return { kind: 'missing', what, start: at, end: at };
	}
}

function path(token: Token, dialect: Dialect): Path {
	const { start, end, text } = token;
	const parts = text.split('.');
	const hasPrefix = parts.length > 1 && parts[0]?.toLowerCase() === dialect.prefix;
	return { kind: 'path', start, end, text, hasPrefix, names: hasPrefix ? parts.slice(1) : parts };
}

function isOperatorWord(text: string, dialect: Dialect): boolean {
	return operatorMeant(dialect, text) !== undefined || /^[=<>!]+$/.test(text);
}

/** A span that two others enclose. */
export function covering(a: Span, b: Span): Span {
	return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
