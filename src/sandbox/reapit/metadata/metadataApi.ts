/** `/metadata/…` and `/metadata/metadataSchema…`: listing, creating, replacing, patching and deleting (domain: Reapit §2.6). */
import { jsonAnswer } from '../../answer.ts';
import type { Answer, SandboxRequest } from '../../answer.ts';
import { isJsonObject } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import type { ReapitCaller, ReapitRecords } from '../contract.ts';
import { builtInTypes } from '../entityTypes.ts';
import { createdAnswer, emptyAnswer } from '../emptyAnswers.ts';
import type { OperationMatch } from '../operations.ts';
import { pageAnswer, queryValues } from '../pagedBody.ts';
import { ReapitRefusal, invalid } from '../refusal.ts';
import type { FieldProblem } from '../refusal.ts';
import { jsonBody, objectBody } from '../requestBody.ts';
import type { ReapitWritingSwitches } from '../writingOptions.ts';
import { patched } from './jsonPatch.ts';
import type { MetadataRecord, MetadataRecords } from './records.ts';
import type { SchemaRecord, Schemas } from './schemas.ts';
import type { AttachedMetadata } from './store.ts';
import { tokenPage } from './tokenPage.ts';

export interface MetadataApiParts {
	readonly metadata: MetadataRecords;
	readonly schemas: Schemas;
	readonly store: AttachedMetadata;
	readonly records: ReapitRecords;
	readonly switches: Pick<ReapitWritingSwitches, 'metadataPages' | 'location'>;
}

const mostByNumber = 500;

export class MetadataApi {
	readonly #parts: MetadataApiParts;

	constructor(parts: MetadataApiParts) {
		this.#parts = parts;
	}

	answer(match: OperationMatch, request: SandboxRequest, caller: ReapitCaller): Answer | undefined {
		const { endpoint, resource } = match.operation;
		const { id } = match.ids;
		const isSchema = resource === 'metadata/metadataSchema';
		if (!isSchema && resource !== 'metadata') return undefined;
		switch (`${endpoint.method}${isSchema ? ' schema' : ''}${id === undefined ? '' : ' item'}`) {
			case 'GET':
				return this.#list(request, caller);
			case 'POST':
				return this.#create(request, caller);
			case 'GET item':
				return jsonAnswer(shown(this.#found(caller, id)));
			case 'PUT item':
				return this.#replace(this.#found(caller, id), caller, documentOf(objectBody(request)));
			case 'PATCH item': {
				const record = this.#found(caller, id);
				return this.#replace(record, caller, patched(record.metadata, jsonBody(request)));
			}
			case 'DELETE item':
				this.#parts.metadata.remove(caller, this.#found(caller, id).id);
				return emptyAnswer();
			case 'GET schema':
				return this.#listSchemas(request, caller);
			case 'POST schema': {
				const body = objectBody(request);
				const [entityType, schema] = texts(body, 'entityType', 'schema');
				const created = this.#parts.schemas.create(caller, entityType, schema);
				return createdAnswer(request, this.#parts.switches, `/metadata/metadataSchema/${created.id}`);
			}
			case 'GET schema item': {
				const schema = this.#parts.schemas.get(caller, id ?? '');
				if (schema === undefined) throw new ReapitRefusal(404, 'The metadata schema was not found');
				return jsonAnswer(shownSchema(schema));
			}
			case 'PUT schema item':
				this.#parts.schemas.replace(caller, id ?? '', texts(objectBody(request), 'schema')[0]);
				return emptyAnswer();
			default:
				return undefined;
		}
	}

	#list(request: SandboxRequest, caller: ReapitCaller): Answer {
		const { metadata, store, switches } = this.#parts;
		const [entityType] = queryValues(request, 'entityType');
		const [ids, entityIds] = [queryValues(request, 'id'), queryValues(request, 'entityId')];
		const isAsked = store.matches(queryValues(request, 'filter'));
		const found = metadata
			.all(caller)
			.filter(
				(record) =>
					(entityType === undefined || record.entityType === entityType) &&
					(ids.length === 0 || ids.includes(record.id)) &&
					(entityIds.length === 0 || entityIds.includes(record.entityId)) &&
					isAsked(record.metadata),
			);
		const [useTokens] = queryValues(request, 'useTokenBasedPaging');
		if (useTokens?.toLowerCase() === 'true') return tokenPage(request, found, shown);
		// "Page numbers break beyond 500 records": one call was once cut there (#10990).
		const reached = switches.metadataPages === 'first500' ? found.slice(0, mostByNumber) : found;
		return pageAnswer(request, '/metadata/', reached.map(shown));
	}

	#create(request: SandboxRequest, caller: ReapitCaller): Answer {
		const { metadata, store, records, switches } = this.#parts;
		const body = objectBody(request);
		const [entityType] = texts(body, 'entityType');
		const document = documentOf(body);
		const { entityId } = body;
		if (entityId !== undefined && entityId !== null && typeof entityId !== 'string')
			throw invalid([{ field: 'entityId', message: 'The value must be a string' }]);
		const resource = builtInTypes.get(entityType);
		// "For custom entities, this can be left blank": only for those.
		if (resource !== undefined && !entityId) throw invalid([required('entityId')]);
		if (resource !== undefined && records.get(caller.customer, resource, entityId ?? '') === undefined)
			throw invalid([{ field: 'entityId', message: `There is no ${entityType} ${entityId ?? ''}` }]);
		const key = entityId === undefined || entityId === null || entityId === '' ? metadata.freshEntityId() : entityId;
		if (metadata.of(caller, entityType, key) !== undefined)
			throw invalid([{ field: 'entityId', message: `There is already metadata for ${entityType} ${key}` }]);
		store.attach(caller, entityType, key, document);
		const id = metadata.of(caller, entityType, key)?.id ?? '';
		return createdAnswer(request, switches, `/metadata/${encodeURIComponent(id)}`);
	}

	#replace({ entityType, entityId }: MetadataRecord, caller: ReapitCaller, document: JsonObject): Answer {
		this.#parts.store.attach(caller, entityType, entityId, document);
		return emptyAnswer();
	}

	#listSchemas(request: SandboxRequest, caller: ReapitCaller): Answer {
		const [entityType] = queryValues(request, 'entityType');
		const found = this.#parts.schemas
			.all(caller)
			.filter((schema) => entityType === undefined || schema.entityType === entityType);
		return pageAnswer(request, '/metadata/metadataSchema', found.map(shownSchema));
	}

	#found(caller: ReapitCaller, id = ''): MetadataRecord {
		const record = this.#parts.metadata.get(caller, id);
		if (record === undefined) throw new ReapitRefusal(404, 'The metadata was not found');
		return record;
	}
}

function shown({ id, modified, entityType, entityId, metadata }: MetadataRecord): JsonObject {
	return { id, modified, entityType, entityId, metadata };
}

function shownSchema({ id, modified, schema }: SchemaRecord): JsonObject {
	return { id, modified, schema };
}

/** @throws ReapitRefusal 422 */
function documentOf({ metadata }: JsonObject): JsonObject {
	if (metadata === undefined || metadata === null) throw invalid([required('metadata')]);
	// An object on the wire, whatever the captured OpenAPI document says (domain: Reapit §2.6).
	if (!isJsonObject(metadata)) throw invalid([{ field: 'metadata', message: 'The value must be an object' }]);
	return metadata;
}

/** @throws ReapitRefusal 422 with all that are missing */
function texts<const N extends readonly string[]>(body: JsonObject, ...names: N): { [K in keyof N]: string } {
	const problems: FieldProblem[] = [];
	const values = names.map((name) => {
		const value = body[name];
		if (typeof value === 'string' && value !== '') return value;
		problems.push(
			value === undefined || value === null || value === ''
				? required(name)
				: { field: name, message: 'The value must be a string' },
		);
		return '';
	});
	if (problems.length > 0) throw invalid(problems);
	return values as { [K in keyof N]: string };
}

function required(field: string): FieldProblem {
	return { field, message: 'The field is required' };
}
