/** Checks that the operator exists and is written as documented. */
import { distance } from './distance.ts';
import { operatorMeant, operatorNamed } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import type { Filter } from './syntax.ts';

export function checkOperator({ operator }: Filter, dialect: Dialect): readonly Finding[] {
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
	const meant = operatorMeant(dialect, text)?.name ?? nearest(text, dialect);
	const names = dialect.operators.map(({ name }) => name).join(' ');
	const fixes = meant === undefined ? [] : [replacement(`Change to ${meant}`, operator, meant, true)];
	const hint = meant === undefined ? `The operators are ${names}` : `Did you mean ${meant}?`;
	return [finding('FH110', operator, `There is no operator '${text}'. ${hint}`, fixes)];
}

function nearest(text: string, dialect: Dialect): string | undefined {
	const wanted = text.toLowerCase();
	const [best] = dialect.operators
		.map(({ name }) => ({ name, away: distance(wanted, name) }))
		.sort((a, b) => a.away - b.away);
	return best !== undefined && best.away <= 1 ? best.name : undefined;
}
