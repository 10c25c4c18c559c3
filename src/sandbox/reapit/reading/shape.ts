/** Gives a record the shape of the vendor's model: every field of it, null where there is no value, and nothing else. */
import type { FieldType, Model } from '../../../vendor/reapit/models.ts';
import type { Json, JsonObject } from '../contract.ts';

export function shaped(model: Model, record: JsonObject): Record<string, Json> {
	const out: Record<string, Json> = {};
	for (const [name, field] of Object.entries(model.properties)) out[name] = shapedValue(field, record[name]);
	return out;
}

function shapedValue(type: FieldType, value: Json | undefined): Json {
	if (value === undefined) return type.type === 'array' ? [] : null;
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) {
		const { items } = type;
		const list = value as readonly Json[];
		return items?.properties === undefined ? list : list.map((each) => shapedValue(items, each));
	}
	const { properties } = type;
	if (properties === undefined) return value;
	const out: Record<string, Json> = {};
	for (const [name, field] of Object.entries(properties)) out[name] = shapedValue(field, (value as JsonObject)[name]);
	return out;
}
