/** Checks a body against the vendor's model before it is sent: required fields, types, enumerations, dates, unknown names. */
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { Field, FieldType, Model } from '../../../../vendor/reapit/models.ts';
import { dayProblem, instantProblem } from './dateForms.ts';
import type { JsonPath } from './jsonPath.ts';
import { nearestName } from './nearestName.ts';

export interface BodyProblem {
	readonly path: JsonPath;
	/** Goes on after the field's name: "takes a day without a time". */
	readonly message: string;
}

/** @param isPartial  a PATCH: what is absent stays as it is, so nothing is required at the top */
export function checkBody(body: Json, model: Model, isPartial: boolean): readonly BodyProblem[] {
	const problems: BodyProblem[] = [];
	if (isJsonObject(body)) checkFields(body, model.properties, [], isPartial, problems);
	else problems.push({ path: [], message: `must be an object, not ${kindOf(body)}` });
	return problems;
}

function checkFields(
	object: JsonObject,
	fields: Readonly<Record<string, Field>>,
	at: JsonPath,
	isPartial: boolean,
	problems: BodyProblem[],
): void {
	for (const [name, value] of Object.entries(object)) {
		const path = [...at, name];
		const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
		if (field === undefined) problems.push({ path, message: unknownField(name, Object.keys(fields)) });
		else if (field.readonly === true) problems.push({ path, message: 'is set by Reapit and cannot be written' });
		else if (value !== null) checkValue(value, field, path, problems);
		else if (field.required === true) problems.push({ path, message: 'is required and must not be null' });
	}
	if (isPartial) return;
	for (const [name, { required }] of Object.entries(fields)) {
		if (required !== true || Object.hasOwn(object, name)) continue;
		problems.push({ path: [...at, name], message: 'is required and missing' });
	}
}

function checkValue(value: Json, type: FieldType, path: JsonPath, problems: BodyProblem[]): void {
	const kind = kindOf(value);
	if (type.type !== undefined && kind !== type.type) {
		problems.push({ path, message: `must be ${withArticle(type.type)}, not ${withArticle(kind)}` });
	} else if (Array.isArray(value)) {
		const { items } = type;
		if (items === undefined) return;
		(value as readonly Json[]).forEach((item, index) => checkValue(item, items, [...path, index], problems));
	} else if (isJsonObject(value)) {
		if (type.properties !== undefined) checkFields(value, type.properties, path, false, problems);
	} else if (typeof value !== 'object') {
		const message = plainProblem(value, type);
		if (message !== undefined) problems.push({ path, message });
	}
}

function plainProblem(value: string | number | boolean, type: FieldType): string | undefined {
	if (type.enum !== undefined && !type.enum.some((known) => known === value)) {
		const known = type.enum.map(String);
		const near = nearestName(String(value), known);
		return near === undefined
			? `must be one of ${known.join(', ')}`
			: `has no value '${String(value)}': did you mean '${near}'? (${known.join(', ')})`;
	}
	if (typeof value !== 'string') return undefined;
	if (type.format === 'date') return dayProblem(value);
	return type.format === 'date-time' ? instantProblem(value) : undefined;
}

function unknownField(name: string, known: readonly string[]): string {
	const near = nearestName(name, known);
	return near === undefined ? 'is not a field that can be written here' : `is not a field: did you mean '${near}'?`;
}

function kindOf(value: Json): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

function withArticle(kind: string): string {
	return kind === 'null' ? kind : /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
