/** Checks operator against the type of the criteria, which is what the server looks at (#7740). */
import { checkCount, checkMixed } from './checkLists.ts';
import { criteriaType } from './criteriaType.ts';
import type { CriteriaType, Dialect, OperatorSpec } from './dialect.ts';
import type { FieldType } from './fieldIndex.ts';
import { finding, replacement } from './findings.ts';
import type { Finding, Fix } from './findings.ts';
import { typeOfText } from './literal.ts';
import { literalsOf } from './print.ts';
import type { Filter, Literal } from './syntax.ts';

/**
 * @param spec  of the operator, where it exists
 * @param held  what the field holds, where the data tells
 */
export function checkTypes(
	filter: Filter,
	spec: OperatorSpec | undefined,
	dialect: Dialect,
	held: FieldType | undefined,
	found: Finding[],
): void {
	const { operator } = filter;
	const values = literalsOf(filter);
	if (spec === undefined || operator.kind !== 'operator' || values.length === 0) return;
	checkCount(spec, operator, values, dialect, held, found);
	checkMixed(values, found);
	for (const value of values) {
		const type = criteriaType(value);
		if (type !== undefined && !spec.types.includes(type)) found.push(wrongType(spec, value, type, held));
	}
	if (spec.name === '$con') checkNumbersInArrays(values, found);
	else if (spec.name !== '$gte' && spec.name !== '$lt' && held !== 'date') checkDates(spec, filter, values, found);
	if (spec.name === '$ne' || spec.name === '$nin')
		found.push(finding('FH133', operator, 'Records without the field are not returned'));
}

function wrongType(spec: OperatorSpec, value: Literal, type: CriteriaType, held: FieldType | undefined): Finding {
	const fixes: Fix[] = [];
	const inner = typeof value.value === 'string' ? typeOfText(value.value) : 'unknown';
	if (type === 'string' && (inner === 'number' || inner === 'date' || inner === 'datetime'))
		fixes.push(replacement('Remove the quotes', value, String(value.value), held !== 'string'));
	const message = `${spec.name} works for ${spec.types.join(' and ')}, not for ${type}`;
	const found = finding('FH131', value, message, fixes);
	// Undocumented, not known to fail: the service's page lists strings, and the issue is about a lone item.
	return spec.name === '$con' ? { ...found, severity: 'warning' } : found;
}

function checkNumbersInArrays(values: readonly Literal[], found: Finding[]): void {
	const number = values.find(({ type }) => type === 'number');
	if (number !== undefined) found.push(finding('FH146', number, 'The examples of $con show text only'));
}

/** A day meets moments: for $gte and $lt both readings give the same answer, for the others they do not. */
function checkDates(spec: OperatorSpec, { field }: Filter, values: readonly Literal[], found: Finding[]): void {
	for (const value of values) {
		if (value.type !== 'date' || field.kind !== 'path') continue;
		const fixes: Fix[] = [];
		if (spec.name === '$eq') {
			const day = `${field.text} $gte ${value.text}\n${field.text} $lt ${dayAfterText(value.text)}`;
			fixes.push(replacement('Ask for the whole day (two filters)', { start: field.start, end: value.end }, day));
		}
		const why = 'If the field holds moments: the whole day, or midnight? Not documented';
		const doubtful = finding('FH132', value, why, fixes);
		const isEquality = spec.name === '$eq' || spec.name === '$ne';
		found.push(isEquality ? doubtful : { ...doubtful, severity: 'information' });
	}
}

function dayAfterText(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
