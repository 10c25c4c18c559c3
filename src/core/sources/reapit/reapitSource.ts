/** The Reapit source: Foundations' lists (seeds 001 and 002) behind the contract of all sources. */
import { FreeholdError } from '../../errors.ts';
import { noTraffic } from '../../http/statistics.ts';
import type { Batch, Dataset, OpenSource, ReadEstimate, ReadRequest, SourceOutside } from '../source.ts';
import type { ReapitList } from './catalogue/lists.ts';
import { reapitLists } from './catalogue/lists.ts';
import type { ReapitDoors } from './door.ts';
import { retryGaps } from './gapRetry.ts';
import type { ReadParts } from './readParts.ts';
import { customerReader } from './readParts.ts';
import { openReapitDoors } from './reapitDoors.ts';
import { estimate } from './reapitEstimate.ts';
import { reapitHosts } from './reapitHosts.ts';
import { checkNarrowedDatasets, narrowing } from './reapitParameters.ts';
import { listing } from './reapitRequests.ts';
import type { ReapitSettings } from './reapitSettings.ts';
import { readDataset } from './reapitWalk.ts';
import { pageUrl } from './walk/listing.ts';
import { freshRecords, isRecordKey } from './webhooks/freshRecords.ts';

/** @throws FreeholdError `configuration` where the settings name no usable address; nothing is sent yet */
export function openReapitSource(settings: ReapitSettings, outside: SourceOutside): OpenSource {
	return new ReapitSource(settings, outside);
}

class ReapitSource implements OpenSource {
	readonly #settings: ReapitSettings;
	readonly #outside: SourceOutside;
	#opening: Promise<ReapitDoors> | undefined;
	#doors: ReapitDoors | undefined;
	#lists: ReadonlyMap<string, ReapitList> | undefined;

	constructor(settings: ReapitSettings, outside: SourceOutside) {
		reapitHosts(settings);
		this.#settings = settings;
		this.#outside = outside;
	}

	/** Known from the vendor's published description: nothing is asked. */
	async datasets(): Promise<readonly Dataset[]> {
		const datasets = [...(await this.#catalogue()).values()].map(({ dataset }) => dataset);
		checkNarrowedDatasets(this.#settings, datasets);
		for (const dataset of datasets) narrowing(dataset, this.#settings);
		return datasets;
	}

	async *read(dataset: Dataset, request: ReadRequest, signal: AbortSignal): AsyncGenerator<Batch, void, undefined> {
		const parts = await this.#parts(dataset, signal);
		if (request.phase === 'retry' && request.keys.every(isRecordKey)) yield* freshRecords(parts, request);
		else if (request.phase === 'retry') yield* retryGaps(parts, request);
		else yield* readDataset(parts, request);
	}

	/** Of all customers together. Lists below single records are not counted: it would take a request for each of them. */
	async count(dataset: Dataset, signal: AbortSignal): Promise<number | undefined> {
		const parts = await this.#parts(dataset, signal);
		const { list, doors } = parts;
		if (list.parent !== undefined) return undefined;
		let sum = 0;
		for (const customer of doors.customers) {
			const asked = listing({
				list,
				dataset,
				origin: doors.origin,
				customer: customer.customer,
				narrowing: parts.narrowingOf(list),
				relations: [],
			});
			const reader = customerReader(parts, customer);
			const request = { url: pageUrl(asked, 1, 1), label: `the count of ${asked.name}`, plan: asked.plan, pageSize: 1 };
			const { page, total } = await reader.read(customer.patient, request, signal);
			reader.release(page);
			const count = list.shape === 'bare' ? page.rowCount : total;
			if (count === undefined) return undefined;
			sum += count;
		}
		return sum;
	}

	async estimate(dataset: Dataset, request: ReadRequest, signal: AbortSignal): Promise<ReadEstimate> {
		return estimate(await this.#parts(dataset, signal), request);
	}

	statistics(): ReturnType<OpenSource['statistics']> {
		return this.#doors?.statistics() ?? noTraffic;
	}

	async #parts(dataset: Dataset, signal: AbortSignal): Promise<ReadParts> {
		const lists = await this.#catalogue();
		const list = lists.get(dataset.id);
		if (list === undefined) {
			throw new FreeholdError('notFound', {
				what: `${dataset.id} cannot be read`,
				why: 'Reapit has no such list',
				next: `See what there is with: freehold sources ${this.#settings.connection}`,
			});
		}
		// Before the doors open: nothing is sent for a read that is not meant as written.
		const narrowingOf = ({ dataset: asked }: ReapitList): ReturnType<typeof narrowing> =>
			narrowing(asked, this.#settings);
		narrowingOf(list);
		const { decoder, clock, random } = this.#outside;
		return { doors: await this.#open(), decoder, clock, random, signal, list, dataset, narrowingOf, lists };
	}

	async #catalogue(): Promise<ReadonlyMap<string, ReapitList>> {
		return (this.#lists ??= await reapitLists());
	}

	/** The secrets are asked for when the first request is sent; a failure (a missing one) is not remembered. */
	async #open(): Promise<ReapitDoors> {
		this.#opening ??= openReapitDoors(this.#settings, this.#outside);
		try {
			this.#doors = await this.#opening;
			return this.#doors;
		} catch (error) {
			this.#opening = undefined;
			throw error;
		}
	}
}
