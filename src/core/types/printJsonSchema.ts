/** Types as a JSON Schema (2020-12). */
import type { Json, JsonObject } from '../json.ts';
import type { FieldShape, ObjectShape, Shape, TextShape, ValueShape } from './shape.ts';

export function jsonSchema(title: string, shape: ObjectShape, description: string): JsonObject {
	const $schema = 'https://json-schema.org/draft/2020-12/schema';
	return { $schema, title, description, ...objectSchema(shape) };
}

function objectSchema({ fields, rest }: ObjectShape): JsonObject {
	const required = [...fields].filter(([, { isOptional }]) => !isOptional).map(([name]) => name);
	return {
		type: 'object',
		...(fields.size === 0 ? {} : { properties: ownProperties(fields) }),
		...(required.length === 0 ? {} : { required }),
		...(rest === undefined ? {} : { additionalProperties: valueSchema(rest) }),
	};
}

/** `Object.fromEntries` makes own properties of all names, `__proto__` too. */
function ownProperties(fields: ReadonlyMap<string, FieldShape>): JsonObject {
	return Object.fromEntries([...fields].map(([name, field]) => [name, described(valueSchema(field), field)]));
}

function described(schema: JsonObject, { description }: FieldShape): JsonObject {
	return description === undefined || description === '' ? schema : { description, ...schema };
}

function valueSchema({ shape, isNullable }: ValueShape): JsonObject {
	const schema = shapeSchema(shape);
	if (!isNullable || shape.kind === 'unknown') return schema;
	if (typeof schema.type !== 'string') return { anyOf: [...anyOf(schema), { type: 'null' }] };
	const values = schema.enum;
	return {
		...schema,
		type: [schema.type, 'null'],
		...(Array.isArray(values) ? { enum: [...(values as Json[]), null] } : {}),
	};
}

function anyOf(schema: JsonObject): readonly Json[] {
	return Array.isArray(schema.anyOf) ? (schema.anyOf as readonly Json[]) : [schema];
}

function shapeSchema(shape: Shape): JsonObject {
	switch (shape.kind) {
		case 'text':
			return textSchema(shape);
		case 'list':
			return { type: 'array', items: valueSchema(shape.items) };
		case 'object':
			return objectSchema(shape);
		case 'union':
			return { anyOf: shape.of.map(shapeSchema) };
		case 'unknown':
			return {};
		default:
			return { type: shape.kind };
	}
}

function textSchema({ format, values }: TextShape): JsonObject {
	const text = { type: 'string', ...(format === undefined ? {} : { format }) };
	return values === undefined || values.length === 0 ? text : { ...text, enum: values };
}
