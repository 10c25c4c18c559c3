/** The tree of one filter expression: `metadata.city $eq 'London'`. Every part knows where it stands in the text. */

/** Offsets in UTF-16 units, `end` excluded. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

export type TokenKind = 'blank' | 'newline' | 'word' | 'operator' | 'string' | 'comma' | 'punctuation';

/** Every character of a text belongs to exactly one token. */
export interface Token extends Span {
	readonly kind: TokenKind;
	/** Of a string: which quotes it has, and whether the closing one came. */
	readonly quote?: Quote | undefined;
	readonly isClosed?: boolean | undefined;
}

export type Quote = 'straight' | 'curly' | 'double';

/** Something that should stand here and does not. */
export interface Missing extends Span {
	readonly kind: 'missing';
	readonly what: 'field' | 'operator' | 'value';
}

/** `metadata.a.b`: the whole text, and its names without the prefix. */
export interface Path extends Span {
	readonly kind: 'path';
	readonly text: string;
	readonly hasPrefix: boolean;
	/** `['a', 'b']` of `metadata.a.b`. */
	readonly names: readonly string[];
}

export interface Operator extends Span {
	readonly kind: 'operator';
	/** As written: `$EQ`, `=`, `eq`. */
	readonly text: string;
}

/** What the server takes a criteria for, by its text alone (#7740). */
export type LiteralType = 'string' | 'number' | 'boolean' | 'date' | 'datetime' | 'null' | 'unknown';

export interface Literal extends Span {
	readonly kind: 'literal';
	readonly type: LiteralType;
	/** As written, quotes included. */
	readonly text: string;
	/** What it stands for: the text between the quotes, the number, the flag; instants and dates as written. */
	readonly value: string | number | boolean | null;
	readonly quote: Quote | undefined;
	readonly isClosed: boolean;
}

/** What is left when the expression is over. */
export interface Rest extends Span {
	readonly kind: 'rest';
	readonly text: string;
}

/** One expression. Several of them are additive: all must hold. */
export interface Filter extends Span {
	readonly kind: 'filter';
	readonly field: Path | Missing;
	readonly operator: Operator | Missing;
	readonly values: readonly (Literal | Missing)[];
	readonly rest: Rest | undefined;
}

export interface Parsed {
	readonly text: string;
	readonly filter: Filter;
}
