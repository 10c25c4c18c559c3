/**
 * Checks query parameters before they are sent: the vendor ignores a name that it does not know and answers more than was
 * asked for (reapit/foundations #8906).
 */
import { FreeholdError } from '../../../errors.ts';
import type { Endpoint, QueryParameter } from '../../../../vendor/reapit/endpoints.ts';
import { dayProblem, instantProblem } from './dateForms.ts';
import { nearestName } from './nearestName.ts';

export type Query = readonly (readonly [name: string, value: string])[];

/**
 * @returns the query with the vendor's own spelling of each name; links of the vendor write `PageNumber`
 * @throws FreeholdError `usage`
 */
export function checkQuery({ path, query = [] }: Endpoint, given: Query): Query {
	const seen = new Set<string>();
	return given.map(([name, value]) => {
		const parameter = query.find((known) => known.name.toLowerCase() === name.toLowerCase());
		if (parameter === undefined) throw unknown(path, name, query);
		if (seen.has(parameter.name) && parameter.repeatable !== true) {
			throw refused(path, `${parameter.name} is given twice, and takes one value`, 'Give it once');
		}
		seen.add(parameter.name);
		const problem = valueProblem(parameter, value);
		if (problem !== undefined) throw refused(path, `${parameter.name} cannot be '${value}'`, problem);
		return [parameter.name, value];
	});
}

function valueProblem({ type, format, enum: values }: QueryParameter, value: string): string | undefined {
	if (values !== undefined && !values.includes(value)) {
		const near = nearestName(value, values);
		return near === undefined ? `Choose one of: ${values.join(', ')}` : `Did you mean '${near}'?`;
	}
	if (format === 'date') return dayProblem(value);
	if (format === 'date-time') return instantProblem(value);
	if (type === 'boolean') return value === 'true' || value === 'false' ? undefined : 'Write true or false';
	if (type === 'integer') return /^-?\d+$/.test(value) ? undefined : 'Write a whole number';
	if (type === 'number') return /^-?\d+(?:\.\d+)?$/.test(value) ? undefined : 'Write a number such as 250000.50';
	return undefined;
}

function unknown(path: string, name: string, query: readonly QueryParameter[]): FreeholdError {
	const names = query.map((one) => one.name);
	const near = nearestName(name, names);
	const choice = names.length === 0 ? 'It takes none' : `It takes: ${names.join(', ')}`;
	const why = `it has no parameter ${name}; Reapit would ignore it and answer more than was asked for`;
	return refused(path, why, near === undefined ? choice : `Did you mean '${near}'?`);
}

function refused(path: string, why: string, next: string): FreeholdError {
	return new FreeholdError('usage', { what: `${path} was not asked for`, why, next });
}
