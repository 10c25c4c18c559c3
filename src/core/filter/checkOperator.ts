/** Checks that the operator exists and is written as documented. */
import { distance } from './distance.ts';
import { operatorMeant, operatorNamed } from './dialect.ts';
import type { Dialect, OperatorName } from './dialect.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import type { Filter } from './syntax.ts';

/** Operators that other languages write in two words, the second of which is read as a value here. */
const twoWords: Readonly<Record<string, OperatorName>> = {
	'not in': '$nin',
	'not equal': '$ne',
	'not equals': '$ne',
	'is not': '$ne',
	'is in': '$in',
};

export function checkOperator({ operator, values }: Filter, dialect: Dialect): readonly Finding[] {
	if (operator.kind === 'missing') return [];
	const { text } = operator;
	const spec = operatorNamed(dialect, text);
	if (spec !== undefined) {
		if (spec.name === text) return [];
		return [
			finding('FH112', operator, `Operators are written in lower case: ${spec.name}`, [
				replacement(`Change to ${spec.name}`, operator, spec.name, true),
			]),
		];
	}
	if (text.toLowerCase() === '$neq') {
		const why = "'$neq' is refused; the vendor's examples are older than its name '$ne'";
		return [finding('FH111', operator, why, [replacement('Change to $ne', operator, '$ne', true)])];
	}
	const [next] = values;
	const both = next?.kind === 'literal' ? twoWords[`${text} ${next.text}`.toLowerCase()] : undefined;
	if (next !== undefined && both !== undefined) {
		const span = { start: operator.start, end: next.end };
		return [finding('FH110', span, `Did you mean ${both}?`, [replacement(`Change to ${both}`, span, both, true)])];
	}
	const meant = operatorMeant(dialect, text)?.name ?? nearest(text, dialect);
	const names = dialect.operators.map(({ name }) => name).join(' ');
	const fixes = meant === undefined ? [] : [replacement(`Change to ${meant}`, operator, meant, true)];
	const hint = meant === undefined ? `The operators are ${names}` : `Did you mean ${meant}?`;
	return [finding('FH110', operator, `There is no operator '${text}'. ${hint}`, fixes)];
}

/** Of two that are as near, neither is meant more than the other. */
function nearest(text: string, dialect: Dialect): string | undefined {
	const near = dialect.operators.filter(({ name }) => distance(text.toLowerCase(), name, 1) <= 1);
	return near.length === 1 ? near[0]?.name : undefined;
}
