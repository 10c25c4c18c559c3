/**
 * A metadata document as a file. The vendor keeps no version of it: what it has now is compared with what was read, right
 * before the change is sent.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { BodyProblem } from '../entities/checkBody.ts';
import type { JsonText } from '../entities/jsonText.ts';
import type { Collision } from '../entities/replay.ts';
import { entityConflict } from '../entities/writeErrors.ts';
import type { TheirVersion } from '../entities/writeErrors.ts';
import { isBuiltIn } from '../metadata/entityTypes.ts';
import { makePatch } from '../metadata/jsonPatch.ts';
import type { ReapitMetadata } from '../metadata/metadataApi.ts';
import { objectOf } from './recordResource.ts';
import type { NewResource, Resource } from './resource.ts';

export function metadataResource(metadata: ReapitMetadata, entityType: string, id: string): Resource {
	const label = `metadata/${id}`;
	const read = async (signal: AbortSignal): Promise<TheirVersion> => {
		const { metadata: value } = await metadata.get(id, signal);
		return { value: isJsonObject(value) ? value : {}, etag: undefined };
	};
	return {
		label,
		read,
		save: async (document, base, signal) => {
			const yours = objectOf(document, label);
			if (isDeepStrictEqual(yours, base.value)) return { outcome: 'unchanged', isReplayed: false };
			const theirs = await read(signal);
			const { merged, collisions } = merge(base.value, yours, theirs.value);
			if (collisions.length > 0) throw entityConflict(label, collisions, theirs, undefined);
			// The schema is that of the whole document; its fields are those of the text.
			await metadata.assertFits(entityType, { value: merged, name: document.name }, label, signal);
			const operations = await makePatch(theirs.value, merged);
			if (operations.length > 0) await metadata.patch(id, { value: [...operations] }, { isUnchecked: true }, signal);
			return { outcome: 'sent', isReplayed: !isDeepStrictEqual(theirs.value, base.value) };
		},
		delete: (signal) => metadata.delete(id, signal),
		learn: (signal) => learn(metadata, entityType, signal),
		check: (document) => problemsOf(metadata, entityType, document),
	};
}

/** @param askEntityId  of the record that it belongs to; `undefined`: the vendor makes one up */
export function newMetadataResource(
	metadata: ReapitMetadata,
	entityType: string,
	askEntityId: () => Promise<string | undefined>,
): NewResource {
	return {
		label: `metadata/${entityType}`,
		create: async (document, signal) => {
			const entityId = await askEntityId();
			return (await metadata.create({ entityType, entityId, document }, {}, signal)).id;
		},
		learn: (signal) => learn(metadata, entityType, signal),
		check: (document) => problemsOf(metadata, entityType, document),
	};
}

async function learn(metadata: ReapitMetadata, entityType: string, signal: AbortSignal): Promise<void> {
	// Types of the vendor's own have no schema.
	if (!isBuiltIn(entityType)) await metadata.schemas.ofType(entityType, signal);
}

async function problemsOf(
	metadata: ReapitMetadata,
	entityType: string,
	{ value }: JsonText,
): Promise<readonly BodyProblem[]> {
	const schema = await metadata.schemas.known(entityType);
	return schema?.kind === 'ready' ? schema.check(value) : [];
}

/** What yours changed of the top level, made again on theirs. */
function merge(
	base: JsonObject,
	yours: JsonObject,
	theirs: JsonObject,
): { readonly merged: JsonObject; readonly collisions: readonly Collision[] } {
	const merged: Record<string, Json> = { ...theirs };
	const collisions: Collision[] = [];
	for (const field of new Set([...Object.keys(base), ...Object.keys(yours)])) {
		const [was, mine, other] = [base[field], yours[field], theirs[field]];
		if (isDeepStrictEqual(was, mine) || isDeepStrictEqual(mine, other)) continue;
		if (!isDeepStrictEqual(was, other))
			collisions.push({ field, base: was, theirs: other, yours: mine ?? null, isHidden: false });
		else if (mine === undefined) Reflect.deleteProperty(merged, field);
		else merged[field] = mine;
	}
	return { merged, collisions };
}
