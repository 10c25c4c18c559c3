/** Operators of the metadata filter language on a column: `$in 'a','b'`. */
import { check } from '../filter/check.ts';
import { comparison } from '../filter/compare.ts';
import type { Compare } from '../filter/compare.ts';
import { operatorNamed, reapitDialect } from '../filter/dialect.ts';
import type { OperatorName } from '../filter/dialect.ts';
import { parse } from '../filter/parse.ts';
import { isComplete, isLiteral } from '../filter/print.ts';
import type { Parsed } from '../filter/syntax.ts';

interface ColumnOperator {
	readonly name: OperatorName;
	readonly compare: Compare;
}

/** A filter is about a field: a column that is meant by its place takes the place of one. */
const field = `${reapitDialect.prefix}.column `;

/** @returns why it cannot be read, `undefined` where it can */
export function problemOfOperator(text: string): string | undefined {
	return problemOfFilter(parse(field + text, reapitDialect));
}

/** @returns why an expression cannot be read, `undefined` where it can */
export function problemOfFilter(parsed: Parsed): string | undefined {
	const found = check(parsed, { dialect: reapitDialect }).find(({ severity }) => severity === 'error');
	return found?.message ?? (isComplete(parsed.filter) ? undefined : 'the expression is not complete');
}

/**
 * A test whether values meet an operator. What the language leaves open, because nobody knows the server's rule, is let
 * through: above a column people look for what may be meant.
 *
 * @returns takes a value as SQLite has it, and the type of its column
 */
export function operatorTest(text: string): (value: unknown, type: string) => boolean {
	const { name, compare } = columnOperator(text);
	const ifMissing = name === '$ne' || name === '$nin';
	return (value, type) => {
		const held = heldValue(value, type);
		return held === undefined ? ifMissing : compare(held) !== false;
	};
}

function columnOperator(text: string): ColumnOperator {
	const { filter } = parse(field + text, reapitDialect);
	const { operator, values } = filter;
	const spec = operator.kind === 'operator' ? operatorNamed(reapitDialect, operator.text) : undefined;
	if (spec === undefined) throw new Error(`there is no operator in ${text}`);
	return { name: spec.name, compare: comparison(spec.name, values.filter(isLiteral)) };
}

/** As a document would hold it. */
function heldValue(value: unknown, type: string): unknown {
	if (value === null || value === '') return undefined;
	if (type === 'boolean') return Number(value) === 1 || (typeof value === 'string' && value.toLowerCase() === 'true');
	if (type === 'integer' || type === 'decimal') return Number(value);
	if (typeof value === 'bigint') return Number(value);
	if (type !== 'json' || typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch {
		// A column that once held plain text is not JSON throughout.
		return value;
	}
}
