/** Fields of an upload beside the file, as people write them: NAME=VALUE. */
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';

/** `a.b=1` sets a field of a nested object; true and false are taken as such, everything else as text. */
export function uploadFields(pairs: readonly (readonly [name: string, value: string])[]): JsonObject {
	return pairs.reduce<JsonObject>((fields, [name, value]) => withField(fields, name.split('.'), valueOf(value)), {});
}

function withField(fields: JsonObject, [name = '', ...rest]: readonly string[], value: Json): JsonObject {
	const inner = fields[name];
	return { ...fields, [name]: rest.length === 0 ? value : withField(isJsonObject(inner) ? inner : {}, rest, value) };
}

function valueOf(text: string): Json {
	return text === 'true' || text === 'false' ? text === 'true' : text;
}
