/** Checks a request against the vendor's model: required, type, enumeration, forms of dates, unknown fields. */
import type { Field, FieldType, Model } from '../../../vendor/reapit/models.ts';
import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { readInstant, instantOf } from '../instants.ts';
import type { FieldProblem } from '../refusal.ts';

export interface Checked {
	/** The request with its times in UTC, as the vendor gives them back. */
	readonly body: JsonObject;
	readonly problems: readonly FieldProblem[];
}

export interface ModelRules {
	/** `Contact` of `CreateContactModel`: names of enumerations start with it. */
	readonly noun: string;
	/** A PATCH may leave everything out. */
	readonly isPartial: boolean;
	readonly unknownFields: 'refuse' | 'ignore';
	/** Fields that a PATCH may not empty: those that creation requires. */
	readonly neverEmpty: ReadonlySet<string>;
}

export function checkModel(model: Model, body: JsonObject, rules: ModelRules): Checked {
	const problems: FieldProblem[] = [];
	const checked = checkFields(model.properties, body, '', rules, problems);
	return { body: checked, problems };
}

/** `CreateContactModel` → `Contact` */
export function nounOf(model: string): string {
	return model.replace(/^(Create|Update|Insert)/, '').replace(/(Model|Request)$/, '');
}

export const required = (field: string): FieldProblem => ({ field, message: 'The field is required' });

function checkFields(
	fields: Readonly<Record<string, Field>>,
	body: JsonObject,
	prefix: string,
	rules: ModelRules,
	problems: FieldProblem[],
): JsonObject {
	const result: Record<string, Json> = {};
	for (const [name, value] of Object.entries(body)) {
		const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
		const path = prefix + name;
		if (type === undefined || type.readonly === true) {
			// Neither documented: a client that misspells a field must not believe that it was stored.
			if (rules.unknownFields === 'refuse')
				problems.push({ field: path, message: 'The field is not known or cannot be written' });
			continue;
		}
		if (value === undefined) continue;
		if (value === null) {
			if (rules.isPartial && prefix === '' && rules.neverEmpty.has(name)) problems.push(required(path));
			result[name] = null;
			continue;
		}
		result[name] = checkValue(type, value, path, name, rules, problems);
	}
	for (const [name, field] of Object.entries(fields)) {
		if (field.required !== true || (rules.isPartial && prefix === '')) continue;
		if (isEmpty(result[name])) problems.push(required(prefix + name));
	}
	if (rules.isPartial && prefix === '')
		for (const name of rules.neverEmpty)
			if (name in result && result[name] !== null && isEmpty(result[name])) problems.push(required(name));
	return result;
}

function checkValue(
	type: FieldType,
	value: Json,
	path: string,
	name: string,
	rules: ModelRules,
	problems: FieldProblem[],
): Json {
	const wrong = (message: string): Json => {
		problems.push({ field: path, message });
		return value;
	};
	switch (type.type) {
		case 'string':
			if (typeof value !== 'string') return wrong('The value must be a string');
			if (type.format !== undefined && value !== '') return checkDate(type.format, value, wrong);
			break;
		case 'number':
			if (typeof value !== 'number') return wrong('The value must be a number');
			break;
		case 'boolean':
			if (typeof value !== 'boolean') return wrong('The value must be true or false');
			break;
		case 'array': {
			if (!Array.isArray(value)) return wrong('The value must be a list');
			const { items } = type;
			if (items === undefined) return value as readonly Json[];
			return (value as readonly Json[]).map((each, i) =>
				checkValue(items, each, `${path}[${i}]`, name, rules, problems),
			);
		}
		case 'object': {
			if (!isJsonObject(value)) return wrong('The value must be an object');
			if (type.properties === undefined) return value;
			return checkFields(type.properties, value, `${path}.`, rules, problems);
		}
		default:
			return value;
	}
	// The vendor's own example: "The enum value provided for AreaType is incorrect" (seed 002).
	if (type.enum !== undefined && !type.enum.some((each) => each === value))
		return wrong(`The enum value provided for ${enumName(rules.noun, name)} is incorrect`);
	return value;
}

/** "Date only fields will not accept a time component"; a time needs its zone (seed 001, Timestamps). */
function checkDate(format: 'date' | 'date-time', value: string, wrong: (message: string) => Json): Json {
	const instant = readInstant(value);
	if (instant === undefined)
		return wrong('The date must adhere to ISO-8601; a time must be accompanied by a time zone designator');
	if (format === 'date') return instant.isDateOnly ? value : wrong('The field does not accept a time component');
	return instantOf(instant);
}

function isEmpty(value: Json | undefined): boolean {
	return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function enumName(noun: string, field: string): string {
	const pascal = field.charAt(0).toUpperCase() + field.slice(1);
	return ['Type', 'Status'].includes(pascal) ? noun + pascal : pascal;
}
