/** Reads, creates, changes and deletes single records of one customer, so that no update is ever lost silently. */
import { FreeholdError } from '../../../errors.ts';
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import { reapitEndpoints } from '../../../../vendor/reapit/endpoints.ts';
import type { Endpoint } from '../../../../vendor/reapit/endpoints.ts';
import { reapitModels } from '../../../../vendor/reapit/models.ts';
import type { ModelIndex } from '../../../../vendor/reapit/models.ts';
import { embeddedCalls } from '../billing.ts';
import { reapitProblem } from '../reapitProblem.ts';
import { bodyTemplate } from './bodyTemplate.ts';
import { checkBody } from './checkBody.ts';
import { checkQuery } from './checkQuery.ts';
import type { Query } from './checkQuery.ts';
import type { Answer, CustomerApi } from './customerApi.ts';
import { embeddedCounts } from './embeddedCounts.ts';
import { EntityPaths } from './entityPaths.ts';
import type { EntityPath } from './entityPaths.ts';
import { entityTag, requireTag } from './entityTag.ts';
import { createdAt, uncertain } from './created.ts';
import type { Created } from './created.ts';
import { compareVersions } from './replay.ts';
import { readableFields } from './readableFields.ts';
import { assertValid, atTheirFields, entityConflict } from './writeErrors.ts';
import type { WrittenDocument } from './writeErrors.ts';

export interface Entity {
	readonly path: string;
	readonly value: JsonObject;
	/** With its quotation marks; `undefined` where the vendor gives the record no version. */
	readonly etag: string | undefined;
	readonly requestId: string;
}

export interface WriteOptions {
	/** Sends the body without comparing it with the vendor's model. */
	readonly isUnchecked?: boolean | undefined;
}

export interface PatchOptions extends WriteOptions {
	/** The version that the change was made on; absent: the one that the vendor has now. */
	readonly base?: Pick<Entity, 'value' | 'etag'> | undefined;
}

export interface Patched {
	/** The record already was as the change wants it, and nothing was sent. */
	readonly isAlreadySo: boolean;
	/** How often the change was made again, because somebody else had changed other fields. */
	readonly replays: number;
}

/** A record that changes under every attempt is under somebody's script: a person has to look. */
const maxReplays = 8;

export class ReapitEntities {
	readonly api: CustomerApi;
	readonly paths: EntityPaths;
	readonly models: ModelIndex['models'];

	constructor(api: CustomerApi, paths: EntityPaths, models: ModelIndex['models']) {
		this.api = api;
		this.paths = paths;
		this.models = models;
	}

	static async open(api: CustomerApi): Promise<ReapitEntities> {
		const [endpoints, { models }] = await Promise.all([reapitEndpoints(), reapitModels()]);
		return new ReapitEntities(api, new EntityPaths(endpoints), models);
	}

	/**
	 * A record or a page of a collection, as the vendor gives it.
	 *
	 * @throws FreeholdError `usage` for parameters that the vendor would ignore
	 */
	async read(text: string, query: Query, signal: AbortSignal): Promise<Answer> {
		const { at, endpoint } = this.paths.operation(text, 'GET');
		const answer = await this.api.read({ path: at.path, query: checkQuery(endpoint, query), label: at.path }, signal);
		this.api.charge(embeddedCalls(embeddedCounts(answer.json)));
		return answer;
	}

	/** @throws FreeholdError `badResponse` where the answer is no record */
	async get(text: string, query: Query, signal: AbortSignal): Promise<Entity> {
		const { path } = this.paths.find(text);
		const answer = await this.read(text, query, signal);
		const { json: value, requestId } = answer;
		if (isJsonObject(value)) return { path, value, etag: entityTag(answer, value), requestId };
		throw new FreeholdError('badResponse', {
			what: `${path} could not be read`,
			why: 'the answer is not one record',
			next: 'Name a single record; if it is one, report it to Reapit with the request id',
			requestId,
		});
	}

	/** @throws InvalidFields before anything is sent or for a 422; `FreeholdError` otherwise */
	async create(text: string, document: WrittenDocument, options: WriteOptions, signal: AbortSignal): Promise<Created> {
		const { at, endpoint } = this.paths.operation(text, 'POST');
		const label = `New record in ${at.path}`;
		this.api.assertMayWrite(label);
		if (options.isUnchecked !== true) this.check(endpoint, document, label);
		try {
			const call = { method: 'POST' as const, path: at.path, body: document.value, label };
			return createdAt(await this.api.write(call, signal));
		} catch (error) {
			throw uncertain(atTheirFields(error, document, label), label);
		}
	}

	/**
	 * Changes the named fields on the version that they were read from. Where somebody else has changed the record
	 * meanwhile, the change is made again on theirs, if no field was changed by both.
	 *
	 * @throws EntityConflict with the fields that both have changed; then nothing was sent
	 */
	async patch(text: string, document: WrittenDocument, options: PatchOptions, signal: AbortSignal): Promise<Patched> {
		const { at, endpoint } = this.paths.operation(text, 'PATCH');
		this.api.assertMayWrite(at.path);
		if (options.isUnchecked !== true) this.check(endpoint, document, at.path);
		const changes = objectOf(document, at.path);
		const read = options.base?.etag == null ? await this.get(at.path, [], signal) : undefined;
		const base = options.base ?? read;
		if (base === undefined) throw new Error('a change has a base, given or read');
		const current = read ?? base;
		// A base without a version (a list's `_eTag` may be null): what the vendor has now may not be what it was.
		const open = read === undefined || options.base === undefined ? changes : this.#still(changes, base, read, at);
		if (open === undefined) return { isAlreadySo: true, replays: 0 };
		return this.#send(at, document, { changes: open, base: base.value, etag: current.etag }, signal);
	}

	/** @throws FreeholdError as the vendor refuses */
	async put(text: string, document: WrittenDocument, options: WriteOptions, signal: AbortSignal): Promise<void> {
		const { at, endpoint } = this.paths.operation(text, 'PUT');
		this.api.assertMayWrite(at.path);
		if (options.isUnchecked !== true) this.check(endpoint, document, at.path);
		try {
			await this.api.write({ method: 'PUT', path: at.path, body: document.value, label: at.path }, signal);
		} catch (error) {
			throw atTheirFields(error, document, at.path);
		}
	}

	async delete(text: string, signal: AbortSignal): Promise<void> {
		const { at, endpoint } = this.paths.operation(text, 'DELETE');
		const label = `Deletion of ${at.path}`;
		this.api.assertMayWrite(label);
		// One of the 17 deletions names the version: checks of a renewal.
		const headers = endpoint.headers?.includes('If-Match') === true ? await this.#ifMatch(at, signal) : undefined;
		await this.api.write({ method: 'DELETE', path: at.path, headers, label }, signal);
	}

	/** @throws InvalidFields */
	check({ body, method }: Endpoint, document: WrittenDocument, label: string): void {
		const model = body === undefined ? undefined : this.models[body];
		if (model === undefined) return;
		assertValid(checkBody(document.value, model, method === 'PATCH'), document, label);
	}

	/** A body to be filled in for a write: empty for a change, whose fields are all optional. */
	template(text: string, method: 'POST' | 'PUT' | 'PATCH'): JsonObject {
		const { body = '' } = this.paths.operation(text, method).endpoint;
		return bodyTemplate(this.models[body]?.properties ?? {});
	}

	async #ifMatch(at: EntityPath, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
		const { etag, requestId } = await this.get(at.path, [], signal);
		return { 'if-match': requireTag(etag, at.path, requestId) };
	}

	async #send(
		at: EntityPath,
		document: WrittenDocument,
		from: { readonly changes: JsonObject; readonly base: JsonObject; readonly etag: string | undefined },
		signal: AbortSignal,
	): Promise<Patched> {
		let { changes, etag } = from;
		for (let replays = 0; ; replays++) {
			const tag = requireTag(etag, at.path, undefined);
			try {
				const headers = { 'if-match': tag };
				// Sent twice it does no harm: the second meets 412, and what it wanted stands there already.
				const call = {
					method: 'PATCH' as const,
					path: at.path,
					headers,
					body: changes,
					isIdempotent: true,
					label: at.path,
				};
				await this.api.write(call, signal);
				return { isAlreadySo: false, replays };
			} catch (error) {
				if (reapitProblem(error)?.precondition !== 'stale') throw atTheirFields(error, document, at.path);
				const theirs = await this.get(at.path, [], signal);
				if (theirs.etag === tag) throw error;
				const open = this.#still(changes, { value: from.base }, theirs, at);
				if (open === undefined) return { isAlreadySo: replays === 0, replays };
				if (replays >= maxReplays) throw restless(at, replays, theirs.requestId);
				changes = open;
				etag = theirs.etag;
			}
		}
	}

	/**
	 * What of a change is still to be made on their version; `undefined`: nothing.
	 *
	 * @throws EntityConflict
	 */
	#still(changes: JsonObject, base: Pick<Entity, 'value'>, theirs: Entity, at: EntityPath): JsonObject | undefined {
		const replay = compareVersions(changes, base.value, theirs.value, readableFields(at, this.models));
		if (replay.kind === 'conflict') throw entityConflict(at.path, replay.collisions, theirs, theirs.requestId);
		return replay.kind === 'alreadySo' ? undefined : replay.changes;
	}
}

function objectOf({ value }: { readonly value: Json }, label: string): JsonObject {
	if (isJsonObject(value) && Object.keys(value).length > 0) return value;
	throw new FreeholdError('usage', {
		what: `${label} was not changed`,
		why: 'a change is a JSON object with the fields to replace, and at least one of them',
		next: 'Write, for example, {"notes": "Called back"}',
	});
}

function restless(at: EntityPath, replays: number, requestId: string): FreeholdError {
	return new FreeholdError('conflict', {
		what: `${at.path} was not changed`,
		why: `Somebody else changed it before each of ${replays + 1} attempts, although in other fields; nothing was sent`,
		next: 'Try again in a moment; if it stays, a program is writing to this record all the time',
		status: 412,
		requestId,
	});
}
