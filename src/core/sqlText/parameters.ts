/** Parameters of a statement, as SQLite numbers them, and values that a user has written for them. */
import type { SqlStatement } from './statements.ts';
import type { Token } from './tokens.ts';

export type ParameterValue = string | number | null;

/** By name with its sign (`:city`, `?2`); those without a name by their number (`?1`). */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** A statement all of whose parameters have names, and a value for each. */
export interface BoundStatement {
	readonly sql: string;
	readonly params: ParameterValues;
}

/** Each once, in the order in which they are met. */
export function parameterNames(tokens: readonly Token[]): readonly string[] {
	return [...new Set(parametersOf(tokens).map(({ name }) => name))];
}

/** Numbers become names, because versions of Node differ in which of `?`, `?7` and the numbers between they count. */
export function boundStatement(
	{ text, body, tokens }: Pick<SqlStatement, 'text' | 'body' | 'tokens'>,
	values: ParameterValues,
): BoundStatement {
	const params: Record<string, ParameterValue> = {};
	let sql = text;
	for (const { name, token } of parametersOf(tokens).toReversed()) {
		const bound = name.startsWith('?') ? `:freehold_${name.slice(1)}` : name;
		params[bound] = values[name] ?? null;
		sql = sql.slice(0, token.start - body.start) + bound + sql.slice(token.end - body.start);
	}
	return { sql, params };
}

interface Parameter {
	readonly name: string;
	readonly token: Token;
}

function parametersOf(tokens: readonly Token[]): readonly Parameter[] {
	const known = new Map<string, number>();
	let highest = 0;
	return tokens.flatMap((token): Parameter[] => {
		const { kind, text } = token;
		if (kind !== 'parameter') return [];
		const isNameless = text === '?';
		const isNumbered = text.startsWith('?') && !isNameless;
		const number = isNumbered ? Number(text.slice(1)) : ((isNameless ? undefined : known.get(text)) ?? highest + 1);
		highest = Math.max(highest, number);
		if (!isNameless) known.set(text, number);
		return [{ name: isNameless ? `?${number}` : text, token }];
	});
}

/**
 * What was written as a value: a number is a number, `null` is none, all else is text. Text that looks like one of these
 * stands in single quotes. What a number would change (`007`, twenty digits) is text.
 */
export function parameterValue(written: string): ParameterValue {
	const text = written.trim();
	if (/^null$/i.test(text)) return null;
	if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
	if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return written;
	const number = Number(text);
	const isKept = Number.isFinite(number) && (!/^-?\d+$/.test(text) || Number.isSafeInteger(number));
	return isKept ? number : written;
}
