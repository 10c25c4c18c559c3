/** A record of Reapit's API as a file. */
import { FreeholdError } from '../../../errors.ts';
import type { JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { Field } from '../../../../vendor/reapit/models.ts';
import { checkBody } from '../entities/checkBody.ts';
import type { ReapitEntities } from '../entities/entities.ts';
import type { JsonText } from '../entities/jsonText.ts';
import type { WrittenDocument } from '../entities/writeErrors.ts';
import { changedFields } from './changedFields.ts';
import type { NewResource, Resource } from './resource.ts';

/** @param path  `contacts/OXF1` */
export function recordResource(entities: ReapitEntities, path: string): Resource {
	const changesOf = (document: JsonText, base: JsonObject): JsonObject =>
		changedFields(base, objectOf(document, path), fieldsOf(entities, path, 'PATCH'));
	return {
		label: path,
		read: (signal) => entities.get(path, [], signal),
		save: async (document, base, signal) => {
			const changes = changesOf(document, base.value);
			if (Object.keys(changes).length === 0) return { outcome: 'unchanged', isReplayed: false };
			const { replays } = await entities.patch(path, within(document, changes), { base }, signal);
			return { outcome: 'sent', isReplayed: replays > 0 };
		},
		delete: (signal) => entities.delete(path, signal),
		check: (document, base) => {
			if (!entities.paths.find(path).operations.has('PATCH') || !isJsonObject(document.value))
				return Promise.resolve([]);
			const changes = changesOf(document, base.value);
			return Promise.resolve(checkBody(changes, { properties: fieldsOf(entities, path, 'PATCH') }, true));
		},
	};
}

/** @param list  `contacts` */
export function newRecord(entities: ReapitEntities, list: string): NewResource {
	return {
		label: list,
		create: async (document, signal) => (await entities.create(list, document, {}, signal)).id,
		check: (document) =>
			Promise.resolve(checkBody(document.value, { properties: fieldsOf(entities, list, 'POST') }, false)),
	};
}

/** What can be written there. @throws FreeholdError `usage` where the vendor has no such operation */
export function fieldsOf(
	{ paths, models }: ReapitEntities,
	path: string,
	method: 'PATCH' | 'POST',
): Readonly<Record<string, Field>> {
	return models[paths.operation(path, method).endpoint.body ?? '']?.properties ?? {};
}

function within(document: JsonText, value: JsonObject): WrittenDocument {
	return { value, name: document.name, positionOf: (path) => document.positionOf(path) };
}

export function objectOf({ value }: JsonText, label: string): JsonObject {
	if (isJsonObject(value)) return value;
	throw new FreeholdError('usage', {
		what: `${label} was not sent`,
		why: 'a record is a JSON object',
		next: 'Begin it with { and end it with }',
	});
}
