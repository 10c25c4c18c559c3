/** JSON Schemas of custom entity types, kept at Reapit as text. */
import { FreeholdError } from '../../../errors.ts';
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { Created } from '../entities/created.ts';
import { createdAt, uncertain } from '../entities/created.ts';
import type { CustomerApi } from '../entities/customerApi.ts';
import { atTheirFields } from '../entities/writeErrors.ts';
import type { WrittenDocument } from '../entities/writeErrors.ts';
import type { CompiledSchema } from './documentSchema.ts';
import { compileSchema } from './documentSchema.ts';
import { isBuiltIn } from './entityTypes.ts';
import { pagesOf } from './metadataPages.ts';
import { newSchema, replacedSchema, schemaCollection, schemaPath } from './metadataRequests.ts';

export interface SchemaRecord {
	readonly id: string;
	readonly modified: string | undefined;
	/** JSON, as text. */
	readonly schema: string;
}

export class MetadataSchemas {
	readonly #api: CustomerApi;
	readonly #compiled = new Map<string, Promise<CompiledSchema | undefined>>();

	constructor(api: CustomerApi) {
		this.#api = api;
	}

	/** The schema that documents of a type are checked by; `undefined` where it has none. Asked for once. */
	ofType(entityType: string, signal: AbortSignal): Promise<CompiledSchema | undefined> {
		const known = this.#compiled.get(entityType) ?? this.#find(entityType, signal);
		this.#compiled.set(entityType, known);
		// What failed is asked for again.
		known.catch(() => this.#compiled.delete(entityType));
		return known;
	}

	/** The same as far as it was asked for already: nobody is asked by this. */
	async known(entityType: string): Promise<CompiledSchema | undefined> {
		try {
			return await this.#compiled.get(entityType);
		} catch {
			// Whoever asked for it is told.
			return undefined;
		}
	}

	async *list(entityType: string | undefined, signal: AbortSignal): AsyncGenerator<readonly SchemaRecord[]> {
		const query = entityType === undefined ? [] : [['entityType', entityType] as const];
		for await (const rows of pagesOf(this.#api, schemaCollection, query, signal)) yield rows.map(schemaOf);
	}

	async get(id: string, signal: AbortSignal): Promise<SchemaRecord> {
		const label = `Schema ${id}`;
		const { json, requestId } = await this.#api.read({ path: schemaPath(id), label }, signal);
		if (isJsonObject(json)) return schemaOf(json);
		throw new FreeholdError('badResponse', {
			what: `${label} could not be read`,
			why: 'the answer is no schema',
			next: 'Try again; if it stays, report it to Reapit with the request id',
			requestId,
		});
	}

	async create(entityType: string, schema: WrittenDocument, signal: AbortSignal): Promise<Created> {
		const label = `New schema for ${entityType}`;
		this.#api.assertMayWrite(label);
		if (isBuiltIn(entityType)) {
			throw new FreeholdError('usage', {
				what: `${label} was not sent`,
				why: `${entityType} is one of Reapit's own entity types, and those take no schema`,
				next: 'Name an entity type of your own',
			});
		}
		await assertSchema(schema, label);
		this.#compiled.delete(entityType);
		try {
			return createdAt(await this.#api.write({ ...newSchema(entityType, schema.value), label }, signal));
		} catch (error) {
			throw uncertain(atTheirFields(error, schema, label), label);
		}
	}

	async put(id: string, schema: WrittenDocument, signal: AbortSignal): Promise<void> {
		const label = `Schema ${id}`;
		this.#api.assertMayWrite(label);
		await assertSchema(schema, label);
		// Which type it belongs to, its record does not say.
		this.#compiled.clear();
		try {
			await this.#api.write({ ...replacedSchema(id, schema.value), label }, signal);
		} catch (error) {
			throw atTheirFields(error, schema, label);
		}
	}

	async #find(entityType: string, signal: AbortSignal): Promise<CompiledSchema | undefined> {
		const found: SchemaRecord[] = [];
		for await (const schemas of this.list(entityType, signal)) found.push(...schemas);
		const newest = found.toSorted((a, b) => (a.modified ?? '').localeCompare(b.modified ?? '')).at(-1);
		if (newest === undefined) return undefined;
		const document = parsed(newest.schema);
		return document === undefined ? { kind: 'broken', why: 'it is not JSON' } : compileSchema(document);
	}
}

/** The schema as the JSON that it is, not as the text that it travels as. */
export function shownSchema({ id, modified, schema }: SchemaRecord): JsonObject {
	// One that is no JSON is shown as it is: whoever asks for it may want to mend it.
	return { id, modified: modified ?? null, schema: parsed(schema) ?? schema };
}

/** @throws FreeholdError `badRequest` where it is no JSON Schema. One that only the vendor can judge is left to it. */
async function assertSchema({ value }: WrittenDocument, label: string): Promise<void> {
	const compiled = await compileSchema(value);
	if (compiled.kind !== 'broken') return;
	throw new FreeholdError('badRequest', {
		what: `${label} was not sent`,
		why: `it is no sound JSON Schema: ${compiled.why}`,
		next: 'Correct the schema; name its draft in $schema if it is not draft 7',
	});
}

function schemaOf({ id, modified, schema }: JsonObject): SchemaRecord {
	return {
		id: typeof id === 'string' ? id : '',
		modified: typeof modified === 'string' ? modified : undefined,
		schema: typeof schema === 'string' ? schema : JSON.stringify(schema ?? null),
	};
}

function parsed(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		// The vendor's to mend; documents are then checked by the vendor alone.
		return undefined;
	}
}
