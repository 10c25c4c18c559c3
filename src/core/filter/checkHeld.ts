/** Checks operator and criteria against what the field holds in the data. */
import { criteriaType } from './criteriaType.ts';
import { operatorNamed } from './dialect.ts';
import type { Dialect, OperatorSpec } from './dialect.ts';
import { mainType } from './fieldIndex.ts';
import type { FieldFacts, FieldType } from './fieldIndex.ts';
import { finding, replacement } from './findings.ts';
import type { Finding, Fix } from './findings.ts';
import { quote, typeOfText } from './literal.ts';
import { isLiteral } from './print.ts';
import type { Filter, Literal, Operator } from './syntax.ts';

export function checkHeld(filter: Filter, facts: FieldFacts, dialect: Dialect): readonly Finding[] {
	const { operator } = filter;
	const type = mainType(facts);
	const values = filter.values.filter(isLiteral);
	if (operator.kind !== 'operator' || type === undefined) return [];
	const spec = operatorNamed(dialect, operator.text);
	if (spec === undefined) return [];
	if (type === 'array' && spec.name !== '$con') return [arrayField(filter, spec, facts)];
	if (spec.name === '$con') return type === 'array' ? [] : [noArrayField(operator, facts, type)];
	const held = type === 'date' || type === 'datetime' ? 'datetime' : type;
	const isTaken = (one: string): boolean => spec.types.some((taken) => taken === one);
	// What is wrong with the criteria by itself is told by `checkTypes`.
	if (!isTaken(held) && values.every((value) => isTaken(criteriaType(value) ?? ''))) {
		const message = `'${facts.path}' holds ${plural(type)}, and ${spec.name} works for ${spec.types.join(' and ')}`;
		return [finding('FH131', operator, message)];
	}
	return values.flatMap((value) => checkValue(value, facts, type, dialect));
}

function noArrayField(operator: Operator, { path }: FieldFacts, type: FieldType): Finding {
	const fix = replacement('Change to $in', operator, '$in', true);
	return finding('FH154', operator, `'${path}' holds ${plural(type)}, and $con looks into arrays`, [fix]);
}

function arrayField(filter: Filter, spec: OperatorSpec, facts: FieldFacts): Finding {
	const { operator } = filter;
	const values = filter.values.filter(isLiteral);
	const [first] = values;
	const fixes: Fix[] = [];
	if (first !== undefined && operator.kind === 'operator' && /^\$?(eq|in)$/i.test(operator.text)) {
		const twice = values.length === 1 ? [{ start: first.end, end: first.end, text: `,${first.text}` }] : [];
		fixes.push({
			title: 'Change to $con',
			edits: [{ start: operator.start, end: operator.end, text: '$con' }, ...twice],
			isPreferred: true,
		});
	}
	const found = finding('FH153', operator, `'${facts.path}' holds arrays, and only $con is documented for them`, fixes);
	// "Works for datetime and numeric data types" (seed 001).
	return spec.types.includes('string') ? found : { ...found, severity: 'error' };
}

function checkValue(value: Literal, facts: FieldFacts, type: FieldType, dialect: Dialect): readonly Finding[] {
	const given = criteriaType(value);
	if (given === undefined) return [];
	const held = type === 'date' || type === 'datetime' ? 'datetime' : type;
	if (given === held) return [];
	const message = `'${facts.path}' holds ${plural(type)}; ${value.text} is compared as ${given} and will not match`;
	const fixes: Fix[] = [];
	if (given === 'string' && typeof value.value === 'string' && fits(value.value, held)) {
		fixes.push(replacement('Remove the quotes', value, value.value, true));
	}
	if (held === 'string') fixes.push(replacement('Quote it', value, quote(value.text, dialect), true));
	const found = finding('FH152', value, message, fixes);
	// An unquoted value on a field of text is not "contained within apostrophes" (seed 001).
	return [held === 'string' ? { ...found, severity: 'error' } : found];
}

function fits(text: string, held: string): boolean {
	const type = typeOfText(text);
	return type === held || (held === 'datetime' && type === 'date');
}

function plural(type: FieldType): string {
	const words: Readonly<Record<FieldType, string>> = {
		string: 'text',
		number: 'numbers',
		boolean: 'true or false',
		date: 'dates',
		datetime: 'moments',
		array: 'arrays',
		object: 'objects',
		null: 'nothing',
	};
	return words[type];
}
