/**
 * Sends requests so that a change to a record of Reapit names the version that it was made on. Where somebody else has
 * changed other fields meanwhile, it is made again on theirs; where the same ones, nothing is sent.
 */
import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { ReapitConnection } from '../../project/project.ts';
import { EntityPaths } from '../../sources/reapit/entities/entityPaths.ts';
import type { EntityPath, Method } from '../../sources/reapit/entities/entityPaths.ts';
import { readableFields } from '../../sources/reapit/entities/readableFields.ts';
import { compareVersions } from '../../sources/reapit/entities/replay.ts';
import { entityConflict } from '../../sources/reapit/entities/writeErrors.ts';
import type { EntityConflict } from '../../sources/reapit/entities/writeErrors.ts';
import { reapitEndpoints } from '../../../vendor/reapit/endpoints.ts';
import { reapitModels } from '../../../vendor/reapit/models.ts';
import type { ModelIndex } from '../../../vendor/reapit/models.ts';
import { headerOf } from '../plainRequest.ts';
import type { PlainRequest } from '../plainRequest.ts';
import type { ResolvedRequest } from '../resolve/resolveRequest.ts';
import { assertMayChange, isWrite } from '../send/consent.ts';
import type { Exchange } from '../send/exchange.ts';
import type { RequestSender, SendOptions } from '../send/requestSender.ts';
import { EntityVersions } from './entityVersions.ts';
import type { ReadVersion, RecordAddress } from './entityVersions.ts';

export interface SentVersioned {
	readonly exchange: Exchange;
	/** What was done beside what stands in the file. */
	readonly notes: readonly string[];
}

/** A record that changes under every attempt is under somebody's script: a person has to look. */
const MAX_REPLAYS = 8;

interface Known {
	readonly paths: EntityPaths;
	readonly models: ModelIndex['models'];
}

interface RecordTarget {
	readonly resolved: ResolvedRequest & { readonly connection: ReapitConnection };
	readonly at: EntityPath;
	readonly address: RecordAddress;
}

interface MetConflict {
	readonly address: RecordAddress;
	readonly base: ReadVersion;
	readonly theirs: ReadVersion;
}

export class VersionedSender {
	readonly #sender: RequestSender;
	readonly #versions = new EntityVersions();
	readonly #conflicts = new WeakMap<EntityConflict, MetConflict>();
	#known: Promise<Known> | undefined;

	constructor(sender: RequestSender) {
		this.#sender = sender;
	}

	/** @throws EntityConflict with the fields that both sides have changed, and as `RequestSender.send` */
	async send(given: ResolvedRequest, options: SendOptions, signal: AbortSignal): Promise<SentVersioned> {
		const request = (await options.prepare?.(given)) ?? given.request;
		const resolved = { ...given, request };
		const plain = { ...options, prepare: undefined };
		const target = await this.#targetOf(resolved);
		if (target === undefined) return { exchange: await this.#sender.send(resolved, plain, signal), notes: [] };
		if (isWrite(resolved)) return this.#change(target, plain, signal);
		const exchange = await this.#sender.send(resolved, plain, signal);
		this.#versions.remember(target.address, exchange);
		return { exchange, notes: [] };
	}

	/**
	 * Whether the text of a request that met a conflict shows both sides now: then it is sent again on their version. Until
	 * this is said, and where it is taken back, it is about the version before, and meets the conflict again.
	 */
	tellShown(conflict: EntityConflict, isShown: boolean): void {
		const met = this.#conflicts.get(conflict);
		if (met === undefined) return;
		const { address, base, theirs } = met;
		if (isShown) this.#versions.replace(address, base, theirs);
		else this.#versions.replace(address, theirs, base);
	}

	async #change(target: RecordTarget, options: SendOptions, signal: AbortSignal): Promise<SentVersioned> {
		const { resolved, address } = target;
		const notes: string[] = [];
		const known = this.#versions.lastRead(address);
		if (known === undefined) {
			await assertMayChange(resolved, options.consent);
			notes.push(`${address.path} was read first, for its version`);
		}
		const base = known ?? (await this.#read(target, signal));
		const changes = resolved.request.method === 'PATCH' ? changesIn(resolved.request) : undefined;
		let { etag } = base ?? {};
		let { request } = resolved;
		for (let replays = 0; ; replays++) {
			const sent = etag === undefined ? request : withVersion(request, etag);
			const exchange = await this.#sender.send({ ...resolved, request: sent }, options, signal);
			if (exchange.status < 300) this.#versions.forget(address);
			if (exchange.status !== 412 || base === undefined) return { exchange, notes };
			const theirs = await this.#read(target, signal);
			const isSame = theirs?.etag === undefined || theirs.etag === etag;
			if (isSame || changes === undefined || replays >= MAX_REPLAYS) {
				if (!isSame)
					notes.push('Somebody else has changed it since it was read; sent again, it is about their version');
				return { exchange, notes };
			}
			const body = await this.#again(target, changes, { base, theirs }, exchange.requestId);
			request = { ...request, body };
			etag = theirs.etag;
			notes.push(
				'Somebody else has changed other fields since it was read: the change was made again on their version',
			);
		}
	}

	/** @throws EntityConflict */
	async #again(
		{ at, address, resolved }: RecordTarget,
		changes: JsonObject,
		{ base, theirs }: Pick<MetConflict, 'base' | 'theirs'>,
		requestId: string,
	): Promise<PlainRequest['body']> {
		const { models } = await this.#catalogue();
		const replay = compareVersions(changes, base.value, theirs.value, readableFields(at, models));
		if (replay.kind === 'conflict') {
			const conflict = entityConflict(address.path, replay.collisions, theirs, requestId);
			this.#conflicts.set(conflict, { address, base, theirs });
			// Nobody has seen theirs yet: sent again as it is, it would go over it.
			this.#versions.replace(address, theirs, base);
			throw conflict;
		}
		// What already is so is sent all the same: it changes nothing, and the answer is the one that was asked for.
		return replay.kind === 'alreadySo' ? resolved.request.body : JSON.stringify(replay.changes);
	}

	async #read({ resolved, address }: RecordTarget, signal: AbortSignal): Promise<ReadVersion | undefined> {
		const url = new URL(resolved.request.url);
		url.search = '';
		const headers = resolved.request.headers.filter(([name]) => !/^(?:content-|if-)/i.test(name));
		const request: PlainRequest = { method: 'GET', url: url.href, headers };
		return this.#versions.remember(address, await this.#sender.send({ ...resolved, request }, {}, signal));
	}

	/** The record that a request is about; `undefined` where nothing of versions is to be done. */
	async #targetOf(resolved: ResolvedRequest): Promise<RecordTarget | undefined> {
		const { connection, request } = resolved;
		if (connection?.source !== 'reapit') return undefined;
		const isChange = isWrite(resolved);
		// The sender refuses it, before anything is read.
		if (isChange && connection.readOnly) return undefined;
		if (headerOf(request, 'if-match') !== undefined) return undefined;
		const { paths } = await this.#catalogue();
		const { pathname } = new URL(request.url);
		if (!paths.knows(pathname)) return undefined;
		const at = paths.find(pathname);
		const takesVersion = at.operations.get(request.method as Method)?.headers?.includes('If-Match') === true;
		if (isChange ? !takesVersion : request.method !== 'GET' || !at.isItem) return undefined;
		const customer = headerOf(request, 'reapit-customer');
		const address = { connection: connection.connection, path: at.path, customer };
		return { resolved: { ...resolved, connection }, at, address };
	}

	#catalogue(): Promise<Known> {
		this.#known ??= Promise.all([reapitEndpoints(), reapitModels()]).then(([endpoints, { models }]) => ({
			paths: new EntityPaths(endpoints),
			models,
		}));
		return this.#known;
	}
}

function withVersion(request: PlainRequest, etag: string): PlainRequest {
	return { ...request, headers: [...request.headers, ['If-Match', etag]] };
}

/** What a PATCH would change; `undefined` where that cannot be told, and then it is not repeated either. */
function changesIn({ body }: PlainRequest): JsonObject | undefined {
	if (typeof body !== 'string') return undefined;
	try {
		const value = JSON.parse(body) as Json;
		return isJsonObject(value) ? value : undefined;
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}
