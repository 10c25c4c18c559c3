/** What changed between two versions of an entity, as the vendor's events say it: `{ "email": [old, new] }`. */
import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';

export function difference(before: JsonObject, after: JsonObject): JsonObject {
	const result: Record<string, Json> = {};
	for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
		const [old, now] = [before[name] ?? null, after[name] ?? null];
		if (JSON.stringify(old) === JSON.stringify(now)) continue;
		result[name] = isObject(old) && isObject(now) ? difference(old, now) : [old, now];
	}
	return result;
}

/** "Events that only contain changes to etags and/or modified dates". */
export function isETagOnly(diff: JsonObject): boolean {
	return Object.keys(diff).every((name) => name === 'modified' || name === '_eTag');
}

function isObject(value: Json): value is JsonObject {
	return isJsonObject(value);
}
