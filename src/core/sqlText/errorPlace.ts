/**
 * Finds the place that a message of SQLite is about. SQLite does not tell it (Node passes no offset on), but it says the same
 * thing again when a changed text is prepared: without the name in question, or up to a token.
 */
import { isSame, nameOf } from './names.ts';
import type { SqlStatement } from './statements.ts';
import { isName } from './tokens.ts';
import type { Span, Token } from './tokens.ts';

/** SQLite's message; `undefined` where it takes the text. Nothing is run. */
export type Prepare = (sql: string) => string | undefined;

export interface SqlError extends Span {
	readonly message: string;
	/** The name that is not known, where that is what is wrong. */
	readonly name?:
		| { readonly kind: 'column' | 'table' | 'function'; readonly name: string; readonly qualifier?: string | undefined }
		| undefined;
}

/** Wrong columns are looked for one by one, and nobody mends more at once. */
const MOST_ERRORS = 10;
/** A name that stands more often is marked at its first place. */
const MOST_PLACES = 50;

export function errorPlaces(statement: SqlStatement, prepare: Prepare): readonly SqlError[] {
	const found: SqlError[] = [];
	let { text } = statement;
	while (found.length < MOST_ERRORS) {
		const message = prepare(text);
		if (message === undefined) break;
		const errors = placesOf(message, { ...statement, text }, prepare);
		found.push(...errors);
		// Further errors are behind columns alone: a query can be prepared without those.
		if (errors.some(({ name }) => name?.kind !== 'column')) break;
		text = without(text, statement.body.start, errors);
	}
	return found;
}

function placesOf(message: string, statement: SqlStatement, prepare: Prepare): readonly SqlError[] {
	const [, column] = /^no such column: ("?[^"]*"?)(?: - should|$)/.exec(message) ?? [];
	if (column !== undefined) return columnErrors(message, unquoted(column), statement, prepare);
	const [, table] = /^no such table: (.*)$/.exec(message) ?? [];
	if (table !== undefined) return tableErrors(message, table, statement);
	const [, call] = /^no such function: (.*)$/.exec(message) ?? [];
	if (call !== undefined)
		return callsOf(statement, call).map((token) => ({
			...placed(message, token),
			name: { kind: 'function', name: call },
		}));
	const [, ambiguous] = /^ambiguous column name: (.*)$/.exec(message) ?? [];
	if (ambiguous !== undefined) return culprits(message, chainsOf(statement, ambiguous), statement, prepare);
	const [, misused] = /(?:function|aggregate|window function|aggregate function):? (\w+)\(\)/.exec(message) ?? [];
	if (misused !== undefined) return culprits(message, callsOf(statement, misused), statement, prepare, withArguments);
	const [, near] = /^near "([^]*)": syntax error$/.exec(message) ?? [];
	if (near !== undefined) return [syntaxError(message, near, statement, prepare)];
	const [, unknown] = /^unrecognized token: "([^]*)"?$/.exec(message) ?? [];
	if (unknown !== undefined)
		return [placed(message, statement.tokens.find(({ kind }) => kind === 'unknown') ?? statement.body)];
	const last = statement.tokens.at(-1);
	return [placed(message, message === 'incomplete input' && last !== undefined ? last : statement.body)];
}

function columnErrors(message: string, path: string, statement: SqlStatement, prepare: Prepare): readonly SqlError[] {
	const parts = path.split('.');
	const name = { kind: 'column', name: parts.at(-1) ?? path, qualifier: parts.at(-2) } as const;
	return culprits(message, chainsOf(statement, path), statement, prepare).map((error) => ({ ...error, name }));
}

/** Where a table is meant: with the same path, and not as the owner of a column. */
function tableErrors(message: string, path: string, statement: SqlStatement): readonly SqlError[] {
	const parts = path.split('.');
	const name = {
		kind: 'table',
		name: parts.at(-1) ?? path,
		qualifier: parts.length > 1 ? parts[0] : undefined,
	} as const;
	const places = chainsOf(statement, path).filter(
		({ end }) => statement.tokens.find(({ start }) => start >= end)?.kind !== 'dot',
	);
	return (places.length === 0 ? [statement.body] : places.slice(0, 1)).map((place) => ({
		...placed(message, place),
		name,
	}));
}

/**
 * Which of several equal names it is about: the one that SQLite still complains of when all others are taken away. Where
 * none stands alone, the first.
 */
function culprits(
	message: string,
	places: readonly Span[],
	statement: SqlStatement,
	prepare: Prepare,
	whole: (place: Span, statement: SqlStatement) => Span = (place) => place,
): readonly SqlError[] {
	const [first] = places;
	if (first === undefined) return [placed(message, statement.body)];
	if (places.length === 1 || places.length > MOST_PLACES) return [placed(message, first)];
	const guilty = places.filter((place) => {
		const others = places.filter((one) => one !== place).map((one) => whole(one, statement));
		return prepare(without(statement.text, statement.body.start, others)) === message;
	});
	return (guilty.length === 0 ? [first] : guilty).map((place) => placed(message, place));
}

/** The first token at which the text up to it is refused in the same words. */
function syntaxError(message: string, near: string, { tokens, text, body }: SqlStatement, prepare: Prepare): SqlError {
	const places = tokens.filter((token) => token.text === near).slice(0, MOST_PLACES);
	const place = places.find(({ end }) => prepare(text.slice(0, end - body.start)) === message);
	return placed(message, place ?? places[0] ?? body);
}

/** `p.Price` as one span, wherever it stands. */
function chainsOf({ tokens }: SqlStatement, path: string): readonly Span[] {
	const parts = path.split('.');
	const places: Span[] = [];
	for (let at = 0; at < tokens.length; at++) {
		const first = tokens[at];
		const last = tokens[at + 2 * (parts.length - 1)];
		if (first === undefined || last === undefined || (parts.length > 1 && tokens[at - 1]?.kind === 'dot')) continue;
		const fits = parts.every((part, nth) => {
			const token = tokens[at + 2 * nth];
			return isName(token) && isSame(nameOf(token), part) && (nth === 0 || tokens[at + 2 * nth - 1]?.kind === 'dot');
		});
		// A bare name behind a dot is another column, and before one a table.
		const isPartOfMore = parts.length === 1 && (tokens[at - 1]?.kind === 'dot' || tokens[at + 1]?.kind === 'dot');
		const isAlias = tokens[at - 1]?.text.toUpperCase() === 'AS';
		if (fits && !isPartOfMore && !isAlias) places.push({ start: first.start, end: last.end });
	}
	return places;
}

function callsOf({ tokens }: SqlStatement, name: string): readonly Token[] {
	return tokens.filter((token, at) => isName(token) && tokens[at + 1]?.kind === 'open' && isSame(nameOf(token), name));
}

/** From the name to the closing parenthesis. */
function withArguments({ start, end }: Span, { tokens }: SqlStatement): Span {
	let depth = 0;
	for (const token of tokens.filter((one) => one.start >= end)) {
		if (token.kind === 'open') depth += 1;
		else if (token.kind === 'close') depth -= 1;
		if (depth === 0) return { start, end: token.end };
	}
	return { start, end };
}

/** With NULL in place of each span, of the same length where it fits, so that all places stay. */
function without(text: string, base: number, spans: readonly Span[]): string {
	let result = text;
	for (const { start, end } of spans.toSorted((a, b) => b.start - a.start)) {
		const width = end - start;
		// Shorter names cannot hold it: a number can stand in most places as well.
		const instead = width >= 4 ? 'NULL'.padEnd(width) : '0'.padEnd(width);
		result = result.slice(0, start - base) + instead + result.slice(end - base);
	}
	return result;
}

function unquoted(name: string): string {
	return name.startsWith('"') ? name.slice(1, -1) : name;
}

function placed(message: string, { start, end }: Span): SqlError {
	return { message, start, end };
}
