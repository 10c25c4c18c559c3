/** What a PATCH leaves of the objects inside a record: the vendor replaces the fields that are sent (seed 001, Updating data). */
import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';

/**
 * Objects are merged field by field, lists and everything else are replaced.
 *
 * @returns the top-level fields to store
 */
export function merged(before: JsonObject, patch: JsonObject, mode: 'merge' | 'replace'): JsonObject {
	const result: Record<string, Json | undefined> = {};
	for (const [name, value] of Object.entries(patch)) {
		const old = before[name];
		result[name] =
			mode === 'merge' && isObject(value) && isObject(old) ? { ...old, ...merged(old, value, mode) } : value;
	}
	return result;
}

function isObject(value: Json | undefined): value is JsonObject {
	return isJsonObject(value);
}
