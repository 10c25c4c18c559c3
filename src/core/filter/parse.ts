/** Reads one filter expression. Never throws: what is missing is a node of its own, what is too much is the rest. */
import type { Dialect } from './dialect.ts';
import { operatorMeant } from './dialect.ts';
import { literal, typeOfText } from './literal.ts';
import { Scanner } from './scan.ts';
import type { Filter, Literal, Missing, Operator, Parsed, Path, Rest, Span } from './syntax.ts';

export function parse(text: string, dialect: Dialect): Parsed {
	return { text, filter: new Parser(text, dialect).filter() };
}

class Parser {
	readonly #text: string;
	readonly #dialect: Dialect;
	/** Stands at the part that is looked at. */
	readonly #scanner: Scanner;
	/** End of the part before it. */
	#end: number | undefined;

	constructor(text: string, dialect: Dialect) {
		this.#text = text;
		this.#dialect = dialect;
		this.#scanner = new Scanner(text, dialect).nextPart();
	}

	filter(): Filter {
		const start = this.#scanner.kind === 'end' ? 0 : this.#scanner.start;
		const field = this.#field();
		const operator = this.#operator();
		const values = this.#values();
		const rest = this.#rest();
		return { kind: 'filter', start, end: this.#end ?? this.#text.length, field, operator, values, rest };
	}

	#field(): Path | Missing {
		const { kind, start, end } = this.#scanner;
		if (kind !== 'word') return this.#missing('field');
		const text = this.#text.slice(start, end);
		// `metadata.in $eq 5`: a field may be called like an operator of another language.
		const isField = this.#scanner.kindBehind() === 'operator' || operatorMeant(this.#dialect, text) === undefined;
		if (!isField) return this.#missing('field');
		this.#take();
		return path(text, start, this.#dialect);
	}

	#operator(): Operator | Missing {
		const { kind, start, end } = this.#scanner;
		if (kind !== 'operator' && kind !== 'word') return this.#missing('operator');
		const text = this.#text.slice(start, end);
		const isOperator = kind === 'operator' || isOperatorWord(text, this.#dialect) || this.#isFollowedByValue(text);
		if (!isOperator) return this.#missing('operator');
		this.#take();
		return { kind: 'operator', start, end, text };
	}

	#values(): readonly (Literal | Missing)[] {
		const values = [this.#value()];
		while (this.#scanner.kind === 'comma') {
			this.#take();
			values.push(this.#value());
		}
		return values;
	}

	#value(): Literal | Missing {
		const { kind } = this.#scanner;
		if (kind === 'end' || kind === 'comma' || kind === 'punctuation') return this.#missing('value');
		const value = literal(this.#text, this.#scanner, this.#dialect);
		this.#take();
		return value;
	}

	#rest(): Rest | undefined {
		if (this.#scanner.kind === 'end') return undefined;
		const { start } = this.#scanner;
		this.#takeAll();
		const end = this.#end ?? start;
		return { kind: 'rest', start, end, text: this.#text.slice(start, end) };
	}

	#take(): void {
		this.#end = this.#scanner.end;
		this.#scanner.nextPart();
	}

	#takeAll(): void {
		while (this.#scanner.kind !== 'end') this.#take();
	}

	#isFollowedByValue(text: string): boolean {
		if (typeOfText(text) !== 'unknown') return false;
		const behind = this.#scanner.kindBehind();
		return behind === 'word' || behind === 'string';
	}

	/** Where it should stand: behind what came before, and before what comes next. */
	#missing(what: Missing['what']): Missing {
		const at = this.#end ?? this.#scanner.start;
		return { kind: 'missing', what, start: at, end: at };
	}
}

function path(text: string, start: number, dialect: Dialect): Path {
	const hasPrefix = beginsWithPrefix(text, dialect);
	const names = namesOf(hasPrefix ? text.slice(dialect.prefix.length + 1) : text);
	return { kind: 'path', start, end: start + text.length, text, hasPrefix, names };
}

function beginsWithPrefix(text: string, { prefix }: Dialect): boolean {
	const { length } = prefix;
	if (text.charAt(length) !== '.') return false;
	return text.startsWith(prefix) || text.slice(0, length).toLowerCase() === prefix;
}

/** Most paths have one name, and need not be split. */
function namesOf(names: string): readonly string[] {
	return names.includes('.') ? names.split('.') : [names];
}

function isOperatorWord(text: string, dialect: Dialect): boolean {
	return operatorMeant(dialect, text) !== undefined || /^[=<>!]+$/.test(text);
}

/** A span that two others enclose. */
export function covering(a: Span, b: Span): Span {
	return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
