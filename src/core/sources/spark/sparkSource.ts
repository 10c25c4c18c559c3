/** The Spark source: RESO replication (seed 004) and contacts export (seed 003) behind the contract of all sources. */
import { FreeholdError } from '../../errors.ts';
import { backoff } from '../../http/backoff.ts';
import { noTraffic } from '../../http/statistics.ts';
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { Batch, Dataset, OpenSource, ReadRequest, SourceOutside } from '../source.ts';
import { contactDatasets, contactExports } from './contactDatasets.ts';
import type { ContactExport } from './contactDatasets.ts';
import { contactsCount, contactsCountLink, contactsPlan, walkContacts } from './contactsWalk.ts';
import { getRequest } from './door.ts';
import { parseEdmx } from './edmx.ts';
import type { EdmModel } from './edmxModel.ts';
import type { ResoSurface } from './resoRequests.ts';
import { countLink, legs, recordLink, rowsPlan } from './resoRequests.ts';
import { resoDatasets } from './resoDatasets.ts';
import { retryRecords } from './resoRetry.ts';
import { walk } from './resoWalk.ts';
import type { OpenDoors } from './sparkDoors.ts';
import { openDoors } from './sparkDoors.ts';
import type { SparkHosts } from './sparkHosts.ts';
import { selectColumns } from './selectColumns.ts';
import { sparkHosts } from './sparkHosts.ts';
import type { SparkSettings } from './sparkSettings.ts';

const maxMetadataReads = 3;

/** @throws FreeholdError `configuration` where the settings name no usable address; nothing is sent yet */
export function openSparkSource(settings: SparkSettings, outside: SourceOutside): OpenSource {
	return new SparkSource(settings, outside);
}

class SparkSource implements OpenSource {
	readonly #settings: SparkSettings;
	readonly #outside: SourceOutside;
	readonly #hosts: SparkHosts;
	readonly #surface: ResoSurface;
	#opening: Promise<OpenDoors> | undefined;
	#doors: OpenDoors | undefined;

	constructor(settings: SparkSettings, outside: SourceOutside) {
		this.#settings = settings;
		this.#outside = outside;
		this.#hosts = sparkHosts(settings);
		this.#surface = { base: this.#hosts.reso, maxTop: settings.replication ? 1000 : 25 };
	}

	async datasets(signal: AbortSignal): Promise<readonly Dataset[]> {
		const { select, connection, keyType } = this.#settings;
		const reso = (await this.#resoDatasets(signal)).map((one) => selectColumns(one, select?.[one.id], connection));
		if (keyType !== 'private') return reso;
		// The exports keep their names; a RESO resource of the same name would be the same contacts by another way.
		const contacts = contactDatasets().map((one) => selectColumns(one, select?.[one.id], connection, true));
		return [...reso.filter((one) => !contacts.some(({ id }) => id === one.id)), ...contacts];
	}

	async *read(dataset: Dataset, request: ReadRequest, signal: AbortSignal): AsyncGenerator<Batch, void, undefined> {
		const { decoder, clock, random } = this.#outside;
		const parts = { doors: await this.#open(), decoder, clock, random, signal, dataset };
		const contacts = this.#contactExport(dataset);
		const { origin, native } = this.#hosts;
		if (request.phase === 'retry') {
			const linkOf = (key: string): string =>
				contacts === undefined
					? recordLink(this.#surface, dataset, key, request.relations)
					: `${native}/contacts/${encodeURIComponent(key)}`;
			const plan = contacts === undefined ? rowsPlan(dataset, request.relations) : contactsPlan(dataset);
			yield* retryRecords({ ...parts, origin, keys: request.keys, plan, linkOf, isBare: contacts === undefined });
		} else if (contacts === undefined) {
			const { checkpoint } = request;
			const isStrict = request.phase === 'initial' && (request.strict ?? this.#settings.strictInitial);
			const asked = request.phase === 'initial' ? { ...request, strict: isStrict } : request;
			const count = (): Promise<number | undefined> => this.count(dataset, signal);
			yield* walk({ ...parts, origin, legs: legs(this.#surface, dataset, asked), checkpoint, count });
		} else if (request.phase === 'sweep') {
			throw new FreeholdError('usage', {
				what: `${dataset.id} cannot be purged by keys`,
				why: 'the export is paged by number, so that absence from a list of keys proves nothing',
				next: 'Read it in full: that finds what was deleted',
			});
		} else {
			yield* walkContacts({ ...parts, base: native, kind: contacts, request });
		}
	}

	async count(dataset: Dataset, signal: AbortSignal): Promise<number | undefined> {
		const { patient } = await this.#open();
		const contacts = this.#contactExport(dataset);
		const link =
			contacts === undefined ? countLink(this.#surface, dataset) : contactsCountLink(this.#hosts.native, contacts);
		const { body, requestId } = await patient.send(getRequest(link, `the count of ${dataset.id}`), signal);
		const document = parsed(body, dataset.id, requestId);
		if (contacts !== undefined) return contactsCount(document);
		const count = isJsonObject(document) ? document['@odata.count'] : undefined;
		const number = typeof count === 'string' ? Number(count) : count;
		return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
	}

	statistics(): ReturnType<OpenSource['statistics']> {
		return this.#doors?.statistics() ?? noTraffic;
	}

	async #resoDatasets(signal: AbortSignal): Promise<readonly Dataset[]> {
		try {
			return resoDatasets(await this.#metadata(signal));
		} catch (error) {
			// The legacy signature is documented for the native surface alone; contacts are had with it all the same.
			const hasContactsOnly = this.#settings.auth === 'apiSig' && this.#settings.keyType === 'private';
			if (!hasContactsOnly || !FreeholdError.is(error, 'credentials', 'forbidden')) throw error;
			this.#outside.log.write('warn', `The RESO surface refuses ApiSig; only contacts are offered: ${error.why}`);
			return [];
		}
	}

	async #metadata(signal: AbortSignal): Promise<EdmModel> {
		const { patient } = await this.#open();
		const { clock, random } = this.#outside;
		const request = getRequest(`${this.#surface.base}/$metadata`, '$metadata', 'xml');
		for (let attempt = 1; ; attempt++) {
			const { body } = await patient.send(request, signal);
			try {
				return parseEdmx(new TextDecoder().decode(body));
			} catch (error) {
				// A document cut under HTTP 200 mostly comes whole the next time.
				if (attempt === maxMetadataReads || !FreeholdError.is(error, 'badResponse')) throw error;
				await clock.sleep(backoff(attempt, random), signal);
			}
		}
	}

	#contactExport(dataset: Dataset): ContactExport | undefined {
		if (this.#settings.keyType !== 'private') return undefined;
		return contactExports.find(({ id }) => id === dataset.id);
	}

	/** The secrets are asked for when the first request is sent; a failure (a missing one) is not remembered. */
	async #open(): Promise<OpenDoors> {
		this.#opening ??= openDoors(this.#settings, this.#outside);
		try {
			this.#doors = await this.#opening;
			return this.#doors;
		} catch (error) {
			this.#opening = undefined;
			throw error;
		}
	}
}

function parsed(body: Uint8Array, dataset: string, requestId: string): Json {
	try {
		return JSON.parse(new TextDecoder().decode(body)) as Json;
	} catch (cause) {
		throw new FreeholdError('badResponse', {
			what: `The count of ${dataset} could not be read`,
			why: `the answer of ${body.length} bytes is not complete JSON`,
			next: 'Run it again: it goes on where it stopped',
			requestId,
			cause,
		});
	}
}
