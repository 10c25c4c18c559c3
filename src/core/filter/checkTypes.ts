/** Checks operator against the type of the criteria, which is what the server looks at (#7740). */
import { checkCount, checkMixed } from './checkLists.ts';
import { criteriaType } from './criteriaType.ts';
import type { Dialect, OperatorSpec } from './dialect.ts';
import type { FieldType } from './fieldIndex.ts';
import { operatorNamed } from './dialect.ts';
import { finding, replacement } from './findings.ts';
import type { Finding, Fix } from './findings.ts';
import { typeOfText } from './literal.ts';
import { isLiteral } from './print.ts';
import type { Filter, Literal, Operator } from './syntax.ts';

/** @param held  what the field holds, where the data tells */
export function checkTypes(filter: Filter, dialect: Dialect, held: FieldType | undefined): readonly Finding[] {
	const { operator } = filter;
	if (operator.kind !== 'operator') return [];
	const spec = operatorNamed(dialect, operator.text);
	const values = filter.values.filter(isLiteral);
	if (spec === undefined || values.length === 0) return [];
	return [
		...checkCount(spec, operator, values, dialect, held),
		...checkMixed(values),
		...values.flatMap((value) => checkType(spec, value, held)),
		...checkNumbersInArrays(spec, values),
		...checkDates(spec, filter, values, held),
		...checkAbsence(spec, operator),
	];
}

function checkType(spec: OperatorSpec, value: Literal, held: FieldType | undefined): readonly Finding[] {
	const type = criteriaType(value);
	if (type === undefined || spec.types.includes(type)) return [];
	const fixes: Fix[] = [];
	const inner = typeof value.value === 'string' ? typeOfText(value.value) : 'unknown';
	if (type === 'string' && (inner === 'number' || inner === 'date' || inner === 'datetime'))
		fixes.push(replacement('Remove the quotes', value, String(value.value), held !== 'string'));
	// Undocumented, not known to fail: the service's page lists strings, and the issue is about a lone item.
	const isDoubtful = spec.name === '$con';
	const message = `${spec.name} works for ${spec.types.join(' and ')}, not for ${type}`;
	const found = finding('FH131', value, message, fixes);
	return [isDoubtful ? { ...found, severity: 'warning' } : found];
}

/** A day meets moments: for $gte and $lt both readings give the same answer, for the others they do not. */
function checkDates(
	spec: OperatorSpec,
	{ field, operator }: Filter,
	values: readonly Literal[],
	held: FieldType | undefined,
): readonly Finding[] {
	if (spec.name === '$gte' || spec.name === '$lt' || spec.name === '$con' || held === 'date') return [];
	return values.flatMap((value) => {
		if (value.type !== 'date' || field.kind !== 'path' || operator.kind !== 'operator') return [];
		const fixes: Fix[] = [];
		if (spec.name === '$eq') {
			const day = `${field.text} $gte ${value.text}\n${field.text} $lt ${dayAfterText(value.text)}`;
			fixes.push(replacement('Ask for the whole day (two filters)', { start: field.start, end: value.end }, day));
		}
		const found = finding(
			'FH132',
			value,
			'If the field holds moments: the whole day, or midnight? Not documented',
			fixes,
		);
		return [spec.name === '$eq' || spec.name === '$ne' ? found : { ...found, severity: 'information' }];
	});
}

function checkNumbersInArrays(spec: OperatorSpec, values: readonly Literal[]): readonly Finding[] {
	const number = spec.name === '$con' ? values.find(({ type }) => type === 'number') : undefined;
	return number === undefined ? [] : [finding('FH146', number, 'The examples of $con show text only')];
}

function dayAfterText(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function checkAbsence(spec: OperatorSpec, operator: Operator): readonly Finding[] {
	if (spec.name !== '$ne' && spec.name !== '$nin') return [];
	return [finding('FH133', operator, 'Records without the field are not returned')];
}
