/** Gives a record the shape of the vendor's model: every field of it, null where there is no value, and nothing else. */
import type { FieldType, Model } from '../../../vendor/reapit/models.ts';
import type { Json, JsonObject } from '../contract.ts';

/** Made once for a model and then used for every record of it. */
export type Shape = (record: JsonObject) => Record<string, Json>;

/** "This is later removed from the response" (vendor: ContactModel, CompanyModel); they are had as an embed. */
const internal: readonly string[] = ['relationships'];

type ValueShape = (value: Json | undefined) => Json;

export function shapeOf(model: Pick<Model, 'properties'>): Shape {
	const fields = Object.entries(model.properties)
		.filter(([name]) => !internal.includes(name))
		.map(([name, field]) => [name, valueShape(field)] as const);
	return (record) => {
		const out: Record<string, Json> = {};
		for (const [name, shape] of fields) out[name] = shape(record[name]);
		return out;
	};
}

function valueShape(type: FieldType): ValueShape {
	const absent: Json = type.type === 'array' ? [] : null;
	const { properties } = type;
	const inner = type.items?.properties;
	const within = properties === undefined ? undefined : shapeOf({ properties });
	const each = inner === undefined ? undefined : shapeOf({ properties: inner });
	return (value) => {
		if (value === undefined) return absent;
		if (typeof value !== 'object' || value === null) return value;
		if (Array.isArray(value)) {
			const list = value as readonly Json[];
			return each === undefined ? list : list.map((entry) => (isFields(entry) ? each(entry) : entry));
		}
		return within === undefined ? value : within(value as JsonObject);
	};
}

function isFields(value: Json): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
