/** Whether a document satisfies a metadata filter. A missing field satisfies none, `$ne` neither (#6229, #6648). */
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import { readInstant, ticksPerDay } from '../../instants.ts';
import type { Instant } from '../../instants.ts';
import type { Scalar } from './criteria.ts';
import type { Expression } from './expression.ts';

export function satisfies(document: JsonObject | undefined, { path, operation, criteria }: Expression): boolean {
	const value = document === undefined ? undefined : valueAt(document, path);
	if (value === undefined || value === null) return false;
	const isAnyOf = (): boolean => criteria.items.some((item) => isEqual(value, item));
	switch (operation) {
		case '$eq':
		case '$in':
			return isAnyOf();
		case '$ne':
		case '$nin':
			return !isAnyOf();
		case '$con':
			return Array.isArray(value) && value.some((member: Json) => criteria.items.some((item) => isEqual(member, item)));
		default:
			return criteria.items.every((item) => {
				const order = compare(value, item);
				if (order === undefined) return false;
				if (operation === '$gt') return order > 0;
				if (operation === '$lt') return order < 0;
				return operation === '$gte' ? order >= 0 : order <= 0;
			});
	}
}

/** Names are matched as they are first, then without regard to case. */
function valueAt(document: JsonObject, path: readonly string[]): Json | undefined {
	let value: Json | undefined = document;
	for (const name of path) {
		if (!isJsonObject(value)) return undefined;
		const fields: JsonObject = value;
		const found: string | undefined = Object.hasOwn(fields, name)
			? name
			: Object.keys(fields).find((each) => each.toLowerCase() === name.toLowerCase());
		value = found === undefined ? undefined : fields[found];
	}
	return value;
}

/** Types are strict: `'100'` is not 100. */
function isEqual(value: Json, item: Scalar): boolean {
	if (item.type === 'string') return typeof value === 'string' && value.toLowerCase() === item.value.toLowerCase();
	if (item.type === 'boolean') return value === item.value;
	return compare(value, item) === 0;
}

/** @returns below, at or above 0 as the value comes before, with or after the criteria; undefined across types */
function compare(value: Json, item: Scalar): number | undefined {
	if (item.type === 'numeric') return typeof value === 'number' ? value - item.value : undefined;
	if (item.type !== 'datetime' || typeof value !== 'string') return undefined;
	const instant = readInstant(value);
	return instant === undefined ? undefined : compareInstants(instant, item.value);
}

/** A date without a time means the whole day in UTC. */
function compareInstants(value: Instant, asked: Instant): number {
	if (value.ticks < asked.ticks) return -1;
	if (asked.isDateOnly) return value.ticks < asked.ticks + ticksPerDay ? 0 : 1;
	return value.ticks === asked.ticks ? 0 : 1;
}
