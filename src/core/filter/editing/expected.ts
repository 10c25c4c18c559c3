/** What may be written at an offset of an expression. */
import { operatorNamed } from '../dialect.ts';
import type { Dialect, OperatorSpec } from '../dialect.ts';
import { isLiteral } from '../print.ts';
import { scan, Scanner } from '../scan.ts';
import type { Literal, Parsed, Path, Span } from '../syntax.ts';

export type Expected =
	| { readonly kind: 'field'; readonly replace: Span }
	| { readonly kind: 'operator'; readonly field: Path; readonly replace: Span }
	| {
			readonly kind: 'value';
			readonly field: Path | undefined;
			readonly operator: OperatorSpec | undefined;
			/** The other values of the list. */
			readonly used: readonly Literal[];
			readonly replace: Span;
			/** The value that is replaced. */
			readonly current: Literal | undefined;
	  };

/** @param at  may lie beyond the text, where only blanks follow it */
export function expectedAt(parsed: Parsed, at: number, dialect: Dialect): Expected | undefined {
	const { field, operator } = parsed.filter;
	if (field.kind === 'path' && touches(field, at)) return { kind: 'field', replace: field };
	if (operator.kind === 'operator' && touches(operator, at)) {
		return field.kind === 'path' ? { kind: 'operator', field, replace: operator } : undefined;
	}
	if (field.kind === 'missing')
		return mayBeginField(parsed, at, dialect) ? { kind: 'field', replace: empty(at) } : undefined;
	if (at < field.end) return undefined;
	if (operator.kind === 'missing') return operatorInstead(parsed, field, at);
	return at < operator.start ? undefined : valueAt(parsed, at, dialect);
}

function mayBeginField({ text, filter }: Parsed, at: number, dialect: Dialect): boolean {
	const isEmpty = new Scanner(text, dialect).nextPart().kind === 'end';
	return isEmpty || (filter.operator.kind === 'operator' && at <= filter.operator.start);
}

/** A word behind the field that is no operator yet, or nothing. */
function operatorInstead({ filter }: Parsed, field: Path, at: number): Expected | undefined {
	const [first] = filter.values;
	if (first?.kind === 'literal') {
		if (touches(first, at) && first.type === 'unknown') return { kind: 'operator', field, replace: first };
		if (at >= first.start) return undefined;
	}
	if (filter.rest !== undefined && at >= filter.rest.start) return undefined;
	return { kind: 'operator', field, replace: empty(at) };
}

function valueAt({ text, filter }: Parsed, at: number, dialect: Dialect): Expected | undefined {
	const { field, operator, values, rest } = filter;
	if (operator.kind !== 'operator' || (rest !== undefined && at >= rest.start)) return undefined;
	const nth = commasBefore(text, operator.end, at, dialect);
	const value = values[nth];
	if (value === undefined) return undefined;
	const current = isLiteral(value) ? value : undefined;
	if (current !== undefined && (!touches(current, at) || isBehindClosed(current, at))) return undefined;
	return {
		kind: 'value',
		field: field.kind === 'path' ? field : undefined,
		operator: operatorNamed(dialect, operator.text),
		used: values.filter(isLiteral).filter((other) => other !== current),
		replace: current ?? empty(at),
		current,
	};
}

function isBehindClosed({ quote, isClosed, end }: Literal, at: number): boolean {
	return quote !== undefined && isClosed && at === end;
}

function commasBefore(text: string, from: number, at: number, dialect: Dialect): number {
	const tokens = scan(text, dialect);
	return tokens.filter(({ kind, start, end }) => kind === 'comma' && start >= from && end <= at).length;
}

function touches({ start, end }: Span, at: number): boolean {
	return at >= start && at <= end;
}

function empty(at: number): Span {
	return { start: at, end: at };
}
