/** The JSON schema of freehold.yaml for editors, made from the same shape that the validator reads. */
import type { JsonObject } from '../json.ts';
import { DURATION_PATTERN } from './duration.ts';
import { PROJECT_SHAPE } from './projectShape.ts';
import type { ObjectShape, Shape, VariantShape } from './shape.ts';

export function projectJsonSchema(): JsonObject {
	return {
		$schema: 'http://json-schema.org/draft-07/schema#',
		title: 'Freehold project',
		...shapeSchema(PROJECT_SHAPE),
	};
}

function shapeSchema(shape: Shape): JsonObject {
	switch (shape.kind) {
		case 'text':
			return { type: 'string', minLength: 1, ...(shape.pattern === undefined ? {} : { pattern: shape.pattern }) };
		case 'scalar':
			return { type: ['string', 'number', 'boolean'] };
		case 'choice':
			return { enum: shape.values };
		case 'version':
			return { const: shape.value };
		case 'flag':
			return { type: 'boolean' };
		case 'whole':
			return { type: 'integer', minimum: shape.min, maximum: shape.max };
		case 'duration':
			return { type: 'string', pattern: DURATION_PATTERN };
		case 'origin':
			return { type: 'string', pattern: '^https?://[^/?#@]+/?$' };
		case 'list': {
			const list = { type: 'array', items: shapeSchema(shape.of) };
			return shape.orOne ? { anyOf: [shapeSchema(shape.of), list] } : list;
		}
		case 'map':
			return {
				type: 'object',
				propertyNames: { pattern: shape.namePattern },
				additionalProperties: shapeSchema(shape.of),
			};
		case 'variant':
			return variantSchema(shape);
		case 'object':
			return objectSchema(shape);
	}
}

function objectSchema(shape: ObjectShape): JsonObject {
	const keys = Object.entries(shape.keys);
	return {
		type: 'object',
		properties: Object.fromEntries(
			keys.map(([name, key]) => [
				name,
				{
					description: key.description,
					...(key.default === undefined ? {} : { default: key.default }),
					...shapeSchema(key.shape),
				},
			]),
		),
		required: keys.flatMap(([name, key]) => (key.isRequired === true ? [name] : [])),
		additionalProperties: false,
	};
}

function variantSchema(shape: VariantShape): JsonObject {
	return { oneOf: shape.variants.map((variant) => objectSchema(variant.shape)) };
}
