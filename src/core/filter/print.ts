/** Writes a filter: as people read it, and as it goes over the wire. */
import { operatorNamed } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import type { Filter, Literal, Missing } from './syntax.ts';

/** Whether every part is there and closed, and nothing is left over: only then does it mean something. */
export function isComplete(filter: Filter): boolean {
	const { field, operator, values, rest } = filter;
	return field.kind === 'path' && operator.kind === 'operator' && rest === undefined && values.every(isClosed);
}

function isClosed(value: Literal | Missing): boolean {
	return isLiteral(value) && value.isClosed;
}

export function isLiteral(value: Literal | Missing): value is Literal {
	return value.kind === 'literal';
}

/** The values that are there: nearly always all of them. */
export function literalsOf({ values }: Filter): readonly Literal[] {
	return values.every(isLiteral) ? values : values.filter(isLiteral);
}

/**
 * One blank between the parts, none around commas, the operator in lower case. What is not complete stays as it was
 * written: a formatter must not guess.
 */
export function print({ text, filter }: { readonly text: string; readonly filter: Filter }, dialect: Dialect): string {
	const { field, operator, values } = filter;
	if (!isComplete(filter) || field.kind !== 'path' || operator.kind !== 'operator') return text.trim();
	const name = operatorNamed(dialect, operator.text)?.name ?? operator.text;
	return `${field.text} ${name} ${values.map((value) => (isLiteral(value) ? value.text : '')).join(',')}`;
}

/**
 * The filters of one set as the server takes them: a list comes last, because it fails with another filter behind it
 * (#10796), and a lone item of `$con` is named twice, because one alone is taken for text (#7740).
 */
export function wire(
	filters: readonly { readonly text: string; readonly filter: Filter }[],
	dialect: Dialect,
): readonly string[] {
	const texts = filters.map((parsed) => ({ text: wireText(parsed, dialect), isList: isList(parsed.filter, dialect) }));
	return [...texts.filter(({ isList: list }) => !list), ...texts.filter(({ isList: list }) => list)].map(
		({ text }) => text,
	);
}

/** `metadata=…&metadata=…`, percent-encoded. */
export function wireQuery(parameter: string, expressions: readonly string[]): string {
	return expressions.map((text) => `${encode(parameter)}=${encode(text)}`).join('&');
}

/** Also the apostrophe, which some proxies rewrite, and everything else but letters, digits and `-_.~`. */
export function encode(text: string): string {
	return encodeURIComponent(text.toWellFormed()).replaceAll(
		/[!'()*]/g,
		(char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

export function isList(filter: Filter, dialect: Dialect): boolean {
	const { operator } = filter;
	return operator.kind === 'operator' && operatorNamed(dialect, operator.text)?.takes === 'list';
}

function wireText(parsed: { readonly text: string; readonly filter: Filter }, dialect: Dialect): string {
	const printed = print(parsed, dialect);
	const { operator, values } = parsed.filter;
	const [only] = values;
	const isLone =
		operator.kind === 'operator' && operatorNamed(dialect, operator.text)?.name === '$con' && values.length === 1;
	return isLone && only?.kind === 'literal' ? `${printed},${only.text}` : printed;
}
