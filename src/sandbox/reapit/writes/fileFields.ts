/** Documents, images and identity documents: their content is taken out of the request and kept with the record. */
import { createHash } from 'node:crypto';
import { isJsonObject } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { contentField } from '../reading/download.ts';
import { contentOf } from '../uploads/content.ts';
import type { WriteOrder } from './writeContext.ts';

/**
 * @returns the fields to store: content instead of `fileData`, `data` and `fileUrl`
 * @throws ReapitRefusal 422
 */
export function withFiles(order: WriteOrder, fields: JsonObject): JsonObject {
	switch (order.match.operation.resource) {
		case 'documents':
			return document(order, fields);
		case 'propertyImages':
			return image(order, fields);
		case 'identityChecks':
			return identityCheck(order, fields);
		default:
			return fields;
	}
}

function document(order: WriteOrder, fields: JsonObject): JsonObject {
	const { fileData: _, fileUrl: __, ...rest } = fields;
	const content = contentOf(order.uploads, order.caller, fields, 'fileData');
	return content === undefined ? rest : { ...rest, [contentField]: base64(content.bytes) };
}

function image(order: WriteOrder, fields: JsonObject): JsonObject {
	const { records, caller, match } = order;
	if (match.operation.endpoint.method !== 'POST') return fields;
	const { data: _, fileUrl: __, ...rest } = fields;
	const content = contentOf(order.uploads, caller, fields, 'data');
	let position = 1;
	for (const each of records.all(caller.customer, 'propertyImages'))
		if (each.propertyId === fields.propertyId) position = Math.max(position, Number(each.order ?? 0) + 1);
	const bytes = content?.bytes ?? Buffer.alloc(0);
	const name = createHash('sha256').update(bytes).digest('hex').slice(0, 24);
	const url = `https://images.sandbox.example/${caller.customer}/${name}_${position}.jpg`;
	return { ...rest, url, thumbnailUrl: `${url}?width=200`, order: position, [contentField]: base64(bytes) };
}

/** Files of an identity check become documents of the contact. */
function identityCheck(order: WriteOrder, fields: JsonObject): JsonObject {
	const names = ['identityDocument1', 'identityDocument2'] as const;
	// All contents are read before the first document is made: a refused request leaves nothing behind.
	const parts = names.map((name) => {
		const part = fields[name];
		const given = isJsonObject(part) ? part : undefined;
		const content = given && contentOf(order.uploads, order.caller, given, 'fileData', `${name}.`);
		return { name, given, content };
	});
	const contactId = order.match.operation.endpoint.method === 'POST' ? fields.contactId : undefined;
	const result: Record<string, JsonObject[string]> = { ...fields };
	for (const { name, given, content } of parts) {
		if (given === undefined) continue;
		const { fileData: _, fileUrl: __, name: fileName, ...rest } = given;
		result[name] = rest;
		if (content === undefined) continue;
		const made = order.records.insert(order.caller.customer, 'documents', {
			associatedType: 'contact',
			associatedId: contactId ?? null,
			typeId: 'IDN',
			name: fileName ?? 'Identity document',
			isPrivate: true,
			[contentField]: base64(content.bytes),
		});
		result[name] = { ...rest, documentId: made.id };
	}
	return result;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
