/** What writes of metadata and schemas send. */
import type { Json, JsonObject } from '../../../json.ts';

export interface MetadataRequest {
	readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	readonly path: string;
	readonly body?: Json;
}

export const schemaCollection = '/metadata/metadataSchema';

export function metadataPath(id: string): string {
	return `/metadata/${encodeURIComponent(id)}`;
}

export function schemaPath(id: string): string {
	return `${schemaCollection}/${encodeURIComponent(id)}`;
}

export function newMetadata(entityType: string, entityId: string | undefined, metadata: Json): MetadataRequest {
	const body: JsonObject = { entityType, ...(entityId === undefined ? {} : { entityId }), metadata };
	return { method: 'POST', path: '/metadata/', body };
}

export function replacedMetadata(id: string, metadata: Json): MetadataRequest {
	return { method: 'PUT', path: metadataPath(id), body: { metadata } };
}

/** @param operations  a JSON Patch (RFC 6902) */
export function patchedMetadata(id: string, operations: Json): MetadataRequest {
	return { method: 'PATCH', path: metadataPath(id), body: operations };
}

export function deletedMetadata(id: string): MetadataRequest {
	return { method: 'DELETE', path: metadataPath(id) };
}

/** The vendor keeps schemas as text. */
export function newSchema(entityType: string, schema: Json): MetadataRequest {
	return { method: 'POST', path: schemaCollection, body: { entityType, schema: JSON.stringify(schema) } };
}

export function replacedSchema(id: string, schema: Json): MetadataRequest {
	return { method: 'PUT', path: schemaPath(id), body: { schema: JSON.stringify(schema) } };
}
