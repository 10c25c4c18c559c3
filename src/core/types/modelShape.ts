/** The shape of a Reapit record, from the vendor's own model. */
import type { Field, FieldType, Model } from '../../vendor/reapit/models.ts';
import { UNKNOWN } from './shape.ts';
import type { FieldShape, ObjectShape, Shape } from './shape.ts';

export function modelShape({ properties }: Model): ObjectShape {
	return objectOf(properties);
}

function objectOf(properties: Readonly<Record<string, Field>>, rest?: FieldType): ObjectShape {
	const fields = Object.entries(properties).map(([name, field]): readonly [string, FieldShape] => [
		name,
		// The models mark few fields as required, and `null` comes for most of them: only records tell more.
		{ shape: shapeOf(field), isOptional: field.required !== true, isNullable: true, description: field.description },
	]);
	const other = rest === undefined ? undefined : { shape: shapeOf(rest), isNullable: true };
	return { kind: 'object', fields: new Map(fields), rest: other };
}

function shapeOf({ type, format, enum: values, items, properties, additional }: FieldType): Shape {
	switch (type) {
		case 'string':
			return { kind: 'text', format, values: values?.map(String) };
		case 'number':
		case 'boolean':
			return { kind: type };
		case 'array':
			return { kind: 'list', items: { shape: items === undefined ? UNKNOWN : shapeOf(items), isNullable: false } };
		case 'object':
			return properties === undefined && additional === undefined
				? { kind: 'object', fields: new Map(), rest: { shape: UNKNOWN, isNullable: false } }
				: objectOf(properties ?? {}, additional);
		default:
			return UNKNOWN;
	}
}
