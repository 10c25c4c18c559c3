/** Checks that the operator exists and is written as documented. */
import { distance } from './distance.ts';
import { operatorMeant } from './dialect.ts';
import type { Dialect, OperatorName, OperatorSpec } from './dialect.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import type { Filter, Literal, Missing, Operator } from './syntax.ts';

/** Operators that other languages write in two words, the second of which is read as a value here. */
const twoWords: Readonly<Record<string, OperatorName>> = {
	'not in': '$nin',
	'not equal': '$ne',
	'not equals': '$ne',
	'is not': '$ne',
	'is in': '$in',
};

/** @param spec  of the operator, where it exists */
export function checkOperator(
	{ operator, values }: Filter,
	spec: OperatorSpec | undefined,
	dialect: Dialect,
	found: Finding[],
): void {
	if (operator.kind === 'missing') return;
	if (spec === undefined) found.push(unknown(operator, values[0], dialect));
	else if (spec.name !== operator.text) {
		const fix = replacement(`Change to ${spec.name}`, operator, spec.name, true);
		found.push(finding('FH112', operator, `Operators are written in lower case: ${spec.name}`, [fix]));
	}
}

function unknown(operator: Operator, next: Literal | Missing | undefined, dialect: Dialect): Finding {
	const { text } = operator;
	if (text.toLowerCase() === '$neq') {
		const why = "'$neq' is refused; the vendor's examples are older than its name '$ne'";
		return finding('FH111', operator, why, [replacement('Change to $ne', operator, '$ne', true)]);
	}
	const both = next?.kind === 'literal' ? twoWords[`${text} ${next.text}`.toLowerCase()] : undefined;
	if (next !== undefined && both !== undefined) {
		const span = { start: operator.start, end: next.end };
		return finding('FH110', span, `Did you mean ${both}?`, [replacement(`Change to ${both}`, span, both, true)]);
	}
	const meant = operatorMeant(dialect, text)?.name ?? nearest(text, dialect);
	const names = dialect.operators.map(({ name }) => name).join(' ');
	const fixes = meant === undefined ? [] : [replacement(`Change to ${meant}`, operator, meant, true)];
	const hint = meant === undefined ? `The operators are ${names}` : `Did you mean ${meant}?`;
	return finding('FH110', operator, `There is no operator '${text}'. ${hint}`, fixes);
}

/** Of two that are as near, neither is meant more than the other. */
function nearest(text: string, dialect: Dialect): string | undefined {
	const near = dialect.operators.filter(({ name }) => distance(text.toLowerCase(), name, 1) <= 1);
	return near.length === 1 ? near[0]?.name : undefined;
}
