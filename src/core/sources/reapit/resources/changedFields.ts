/** What a document was changed in, as the least that a PATCH has to say. */
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { Field, FieldType } from '../../../../vendor/reapit/models.ts';

/**
 * Whole fields of the top level: whether the vendor merges a nested object or replaces it is nowhere written. What was
 * taken away is null, where it can be written at all.
 *
 * @param fields  that can be written
 */
export function changedFields(
	before: JsonObject,
	after: JsonObject,
	fields: Readonly<Record<string, Field>>,
): JsonObject {
	const changes: Record<string, Json> = {};
	for (const [name, value] of Object.entries(after)) {
		if (isDeepStrictEqual(before[name], value)) continue;
		changes[name] = writable(value, before[name], Object.hasOwn(fields, name) ? fields[name] : undefined);
	}
	for (const name of goneFrom(before, after, fields)) changes[name] = null;
	return changes;
}

function goneFrom(before: JsonObject, after: JsonObject, fields: object): readonly string[] {
	return Object.keys(before).filter(
		(name) => !Object.hasOwn(after, name) && Object.hasOwn(fields, name) && before[name] !== null,
	);
}

/** Without what the vendor shows within it and does not take, unless it is what was changed: then it is to be refused. */
function writable(value: Json, before: Json | undefined, type: FieldType | undefined): Json {
	if (Array.isArray(value)) {
		const old: readonly Json[] = Array.isArray(before) ? (before as readonly Json[]) : [];
		return (value as readonly Json[]).map((item, index) => writable(item, old[index], type?.items));
	}
	const { properties } = type ?? {};
	if (!isJsonObject(value) || properties === undefined) return value;
	const old = isJsonObject(before) ? before : {};
	const kept = Object.entries(value).flatMap(([name, part]) => {
		const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
		const isLeft = known === undefined && isDeepStrictEqual(part, old[name]);
		return isLeft ? [] : [[name, writable(part, old[name], known)] as const];
	});
	const gone = goneFrom(old, value, properties).map((name) => [name, null] as const);
	return Object.fromEntries([...kept, ...gone]);
}
