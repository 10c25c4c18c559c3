/** Completes bodies: fields and values of JSON by the vendor's model, parameters of forms. */
import type { Field, FieldType } from '../../../vendor/reapit/models.ts';
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { bodyTemplate } from '../../sources/reapit/entities/bodyTemplate.ts';
import type { JsonPath } from '../../sources/reapit/entities/jsonPath.ts';
import type { ApiBody } from './api.ts';
import { parameterAt } from './completeParameter.ts';
import { jsonPlace } from './jsonPlace.ts';
import { item, plainSnippet } from './requestCompletion.ts';
import type { RequestCompletion, RequestCompletions } from './requestCompletion.ts';
import type { RequestPlace } from './requestPlace.ts';

export function completeBody(
	document: RequestDocument,
	{ body }: RequestBlock,
	offset: number,
	place: RequestPlace | undefined,
): RequestCompletions | undefined {
	const { operation } = place ?? {};
	if (operation === undefined) return undefined;
	if (operation.parametersIn === 'form') {
		const start = document.text.lastIndexOf('\n', offset - 1) + 1;
		const after = /^.*/.exec(document.text.slice(offset))?.[0] ?? '';
		return parameterAt({ start, before: document.text.slice(start, offset), after, offset }, operation);
	}
	if (operation.body === undefined) return undefined;
	if (body === undefined) return { replace: { start: offset, end: offset }, items: [wholeBody(operation.body)] };
	return completeJson(document.text.slice(body.start, body.end), offset - body.start, body.start, operation.body);
}

function wholeBody({ name, fields }: ApiBody): RequestCompletion {
	const text = JSON.stringify(bodyTemplate(fields), null, '\t');
	return item('snippet', `{ ${name} }`, {
		detail: 'required fields',
		insertText: text === '{}' ? '{\n\t$0\n}' : plainSnippet(text),
		isSnippet: true,
	});
}

/** In a JSON text that begins at `base` of its document. */
export function completeJson(
	text: string,
	offset: number,
	base: number,
	body: ApiBody,
): RequestCompletions | undefined {
	const place = jsonPlace(text, offset);
	if (place === undefined) return undefined;
	const replace = { start: base + place.replace.start, end: base + place.replace.end };
	if (place.writes === 'value') {
		const items = valueItems(typeAt(body, place.path));
		return items.length === 0 ? undefined : { replace, items };
	}
	const fields = fieldsAt(body, place.path);
	if (fields === undefined) return undefined;
	const isFollowed = /^\s*:/.test(text.slice(place.replace.end));
	const items = Object.entries(fields)
		.filter(([name, field]) => field.readonly !== true && !place.names.includes(name))
		.map(([name, field]) => fieldItem(name, field, isFollowed));
	return { replace, items };
}

function fieldItem(name: string, field: Field, isFollowed: boolean): RequestCompletion {
	const key = JSON.stringify(name);
	return item('field', name, {
		detail: typeText(field) + (field.required === true ? ', required' : ''),
		about: field.description ?? '',
		insertText: isFollowed ? plainSnippet(key) : `${plainSnippet(key)}: ${valueSnippet(field)}`,
		isSnippet: true,
		opensNext: field.enum !== undefined,
	});
}

function valueSnippet({ type, enum: values }: FieldType): string {
	if (values !== undefined) return '"$1"';
	switch (type) {
		case 'string':
			return '"$1"';
		case 'object':
			return '{ $1 }';
		case 'array':
			return '[$1]';
		default:
			return '$1';
	}
}

export function typeText({ type, format, items }: FieldType): string {
	return type === 'array' ? `list of ${items?.type ?? 'anything'}` : (format ?? type ?? 'anything');
}

function valueItems(type: FieldType | undefined): readonly RequestCompletion[] {
	if (type?.enum !== undefined)
		return type.enum.map((value) => item('value', String(value), { insertText: JSON.stringify(value) }));
	return type?.type === 'boolean' ? ['true', 'false'].map((value) => item('value', value)) : [];
}

/** Of the object at a path. */
export function fieldsAt({ fields }: ApiBody, path: JsonPath): Readonly<Record<string, Field>> | undefined {
	return path.length === 0 ? fields : typeOfPath(fields, path)?.properties;
}

function typeAt({ fields }: ApiBody, path: JsonPath): FieldType | undefined {
	return typeOfPath(fields, path);
}

function typeOfPath(fields: Readonly<Record<string, Field>>, path: JsonPath): FieldType | undefined {
	let type: FieldType | undefined = { type: 'object', properties: fields };
	for (const part of path) {
		const properties: Readonly<Record<string, Field>> | undefined = type?.properties;
		if (typeof part === 'number') type = type?.items;
		else type = properties !== undefined && Object.hasOwn(properties, part) ? properties[part] : type?.additional;
	}
	return type;
}
