/**
 * Checks what narrows a dataset before anything is sent: the vendor silently ignores a parameter that it does not know, and
 * then answers more than was asked for (reapit/foundations #8906).
 */
import { FreeholdError } from '../../errors.ts';
import type { Dataset, DatasetParameter } from '../source.ts';
import { nearestName } from './entities/nearestName.ts';
import type { ReapitSettings } from './reapitSettings.ts';
import { sentFilters } from './sentFilters.ts';

/** Name and value, in order; a name may come more than once (`style=form, explode=true`). */
export type Query = readonly (readonly [name: string, value: string])[];

/** @throws FreeholdError `configuration` where a parameter or filter of the connection cannot be meant */
export function narrowing(dataset: Dataset, settings: ReapitSettings): Query {
	const { connection, parameters = {}, filters = {} } = settings;
	const known = dataset.parameters ?? [];
	const pairs: (readonly [string, string])[] = [];
	for (const [name, values] of Object.entries(parameters[dataset.id] ?? {})) {
		const parameter = known.find((one) => one.name === name);
		if (parameter === undefined) throw unknownParameter(dataset, name, known, connection);
		for (const value of checkedValues(parameter, values, dataset.id, connection)) pairs.push([name, value]);
	}
	const expressions = filters[dataset.id] ?? [];
	if (expressions.length === 0) return pairs;
	const { filterParameter } = dataset;
	if (filterParameter === undefined) {
		throw wrong(connection, `${dataset.id} takes no metadata filter`, 'Leave the filter out');
	}
	const sent = sentFilters(expressions, (filter, why, next) =>
		wrong(connection, `the filter "${filter}" of ${dataset.id} cannot be sent: ${why}`, next),
	);
	return [...pairs, ...sent.map((text) => [filterParameter, text] as const)];
}

/** Names of datasets that are narrowed but do not exist, or that the connection misspells. */
export function checkNarrowedDatasets(settings: ReapitSettings, datasets: readonly Dataset[]): void {
	const names = datasets.map(({ id }) => id);
	for (const [where, map] of [['parameters', settings.parameters] as const, ['filters', settings.filters] as const]) {
		for (const id of Object.keys(map ?? {})) {
			if (names.includes(id)) continue;
			const { connection } = settings;
			const near = nearestName(id, names);
			const next =
				near === undefined
					? `'freehold sources ${connection}' lists the ${names.length} that there are`
					: `Did you mean ${near}?`;
			throw wrong(connection, `\`${where}\` names ${id}, which is no dataset of Reapit`, next);
		}
	}
}

function checkedValues(
	parameter: DatasetParameter,
	values: readonly string[],
	dataset: string,
	connection: string,
): readonly string[] {
	const { name, isRepeatable } = parameter;
	if (values.length > 1 && !isRepeatable) {
		throw wrong(connection, `parameter ${name} of ${dataset} takes one value`, 'Give it once');
	}
	return values.map((value) => {
		const says = problem(parameter, value);
		if (says === undefined) return value;
		throw wrong(connection, `parameter ${name} of ${dataset} cannot be "${value}"`, says);
	});
}

/** ISO 8601; a time needs its zone, or the vendor answers 422 (seed 001, "Timestamps"). */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const date = /^\d{4}-\d\d-\d\d$/;

function problem({ type, values }: DatasetParameter, value: string): string | undefined {
	if (values !== undefined && !values.includes(value)) return meant(value, values);
	switch (type) {
		case 'boolean':
			return value === 'true' || value === 'false' ? undefined : 'Write true or false';
		case 'whole':
			return /^-?\d+$/.test(value) ? undefined : 'Write a whole number';
		case 'number':
			return /^-?\d+(\.\d+)?$/.test(value) ? undefined : 'Write a number, with a point before decimals';
		case 'instant':
			if ((instant.test(value) || date.test(value)) && !Number.isNaN(Date.parse(value))) return undefined;
			return 'Write a time with its zone, for example 2026-05-01T09:30:00Z, or a date';
		case 'date':
			return date.test(value) && !Number.isNaN(Date.parse(value)) ? undefined : 'Write a date such as 2026-05-01';
		case 'text':
			return value === '' ? 'Write a value, or take the parameter out' : undefined;
	}
}

function unknownParameter(
	dataset: Dataset,
	name: string,
	known: readonly DatasetParameter[],
	connection: string,
): FreeholdError {
	const names = known.map((one) => one.name);
	const next = names.length === 0 ? `Take it out: ${dataset.id} takes none` : meant(name, names);
	return wrong(connection, `${dataset.id} has no parameter ${name}; Reapit would ignore it and answer more`, next);
}

function meant(name: string, names: readonly string[]): string {
	const near = nearestName(name, names);
	return near === undefined ? `Choose one of: ${names.join(', ')}` : `Did you mean ${near}?`;
}

function wrong(connection: string, why: string, next: string): FreeholdError {
	return new FreeholdError('configuration', { what: `Connection ${connection} is not narrowed as written`, why, next });
}
