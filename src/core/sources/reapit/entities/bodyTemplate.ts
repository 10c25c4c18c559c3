/** A body to be filled in: the fields that the vendor requires, each empty, so that none is sent by mistake. */
import type { Json, JsonObject } from '../../../json.ts';
import type { Field, FieldType } from '../../../../vendor/reapit/models.ts';

export function bodyTemplate(properties: Readonly<Record<string, Field>>): JsonObject {
	const required = Object.entries(properties).filter(([, field]) => field.required === true);
	return Object.fromEntries(required.map(([name, field]) => [name, emptyOf(field)]));
}

function emptyOf({ type, properties = {} }: FieldType): Json {
	switch (type) {
		case 'array':
			return [];
		case 'object':
			return bodyTemplate(properties);
		// Numbers and flags have no empty value but this one; the check before sending names what is missing.
		case 'number':
		case 'boolean':
			return null;
		default:
			return '';
	}
}
