/** The Realpad source: Excel exports (seed 000) behind the contract of all sources. */
import { FreeholdError } from '../../errors.ts';
import type { HttpStatistics } from '../../http/contract.ts';
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type {
	Batch,
	Dataset,
	FilePart,
	KnownTable,
	OpenSource,
	ReadRequest,
	RowPlan,
	VendorFile,
	VendorFileRequest,
} from '../source.ts';
import type { Parameters } from './checkParameters.ts';
import { allProjects, checkParameters } from './checkParameters.ts';
import { proposedFileName } from './contentDisposition.ts';
import { ExportFetcher } from './exportFetcher.ts';
import type { Loaded, RealpadOutside } from './exportFetcher.ts';
import { exportCall } from './exportRequest.ts';
import { RealpadClient } from './realpadClient.ts';
import { asDataset, assertAllowed, datasetOf, realpadDatasets } from './realpadDatasets.ts';
import type { RealpadDataset } from './realpadDatasets.ts';
import { endpointPath } from './realpadEndpoints.ts';
import { projectPlan, readProjectPlan, writeProjectPlan } from './projectPlan.ts';
import type { ProjectPlan } from './projectPlan.ts';
import type { RealpadSettings } from './realpadSettings.ts';
import { safeFileName } from './safeFileName.ts';
import { selectionWarnings } from './selectionWarnings.ts';

/** @throws FreeholdError `configuration` where the settings name no usable address; nothing is sent yet */
export function openRealpadSource(settings: RealpadSettings, outside: RealpadOutside): OpenSource {
	return new RealpadSource(settings, outside);
}

/** What `prepare` leaves for `read`. */
interface Prepared extends Loaded {
	readonly plan: ProjectPlan | undefined;
	readonly warnings: readonly string[];
}

class RealpadSource implements OpenSource {
	/** A cool-down concerns one export only: the others go on. */
	readonly isThrottledPerDataset = true;
	readonly #settings: RealpadSettings;
	readonly #outside: RealpadOutside;
	readonly #client: RealpadClient;
	readonly #fetcher: ExportFetcher;
	readonly #prepared = new Map<string, Prepared>();

	constructor(settings: RealpadSettings, outside: RealpadOutside) {
		this.#settings = settings;
		this.#outside = outside;
		this.#client = new RealpadClient(settings, outside);
		this.#fetcher = new ExportFetcher(this.#client, settings, outside);
	}

	datasets(): Promise<readonly Dataset[]> {
		return Promise.resolve(realpadDatasets().map((dataset) => asDataset(dataset, this.#settings)));
	}

	/** The key and the columns are in the export itself, so it is fetched before the replica's table is made. */
	async prepare(dataset: Dataset, known: KnownTable, signal: AbortSignal): Promise<Dataset> {
		const asked = datasetOf(dataset.id, this.#settings.connection);
		assertAllowed(asked, this.#settings);
		await this.#discard(dataset.id);
		const plan = await this.#planOf(asked, known.checkpoint, signal);
		const parameters = plan === undefined ? {} : { projectid: plan.projects[plan.next] ?? '' };
		if (plan?.projects.length === 0) throw noProjects(asked.id);
		const loaded = await this.#load(asked, parameters, known.key, signal);
		const { info } = loaded;
		const warnings = [
			...deprecation(asked),
			...info.warnings,
			...selectionWarnings(asked.id, known.columns, info.columns),
		];
		this.#prepared.set(dataset.id, { ...loaded, plan, warnings });
		return { ...dataset, key: info.key, columns: info.columns };
	}

	async *read(dataset: Dataset, request: ReadRequest, signal: AbortSignal): AsyncGenerator<Batch, void, undefined> {
		if (request.phase !== 'initial') throw fullReadsOnly(dataset.id);
		if (!this.#prepared.has(dataset.id)) {
			const key = dataset.key.length === 0 ? undefined : dataset.key;
			await this.prepare(dataset, { key, columns: undefined, checkpoint: request.checkpoint }, signal);
		}
		const prepared = this.#prepared.get(dataset.id);
		if (prepared === undefined) throw new Error(`${dataset.id} was not prepared`);
		this.#prepared.delete(dataset.id);
		const { plan } = prepared;
		if (plan === undefined) yield* this.#batches(dataset, prepared, prepared.warnings, undefined, signal);
		else yield* this.#projectBatches(dataset, prepared, plan, signal);
	}

	async count(dataset: Dataset, signal: AbortSignal): Promise<number | undefined> {
		const asked = datasetOf(dataset.id, this.#settings.connection);
		assertAllowed(asked, this.#settings);
		// One export per project would be a quarter of an hour for three of them.
		if (asked.parameters.projectid === allProjects) return undefined;
		const { thread, info } = await this.#load(asked, {}, undefined, signal);
		await this.#fetcher.release(thread);
		return info.rowCount;
	}

	async fileParts(dataset: string, parameters: Parameters, signal: AbortSignal): Promise<readonly FilePart[]> {
		const asked = datasetOf(dataset, this.#settings.connection);
		const projectid = parameters.projectid ?? asked.parameters.projectid;
		if (projectid !== allProjects) return [{ mark: '', parameters }];
		assertAllowed(asked, this.#settings);
		checkParameters(asked.endpoint, { ...asked.parameters, ...parameters });
		const projects = await this.#projectIds(signal);
		return projects.map((id) => ({ mark: `-${id}`, parameters: { ...parameters, projectid: id } }));
	}

	/** The vendor's own file, byte for byte. It is looked through all the same: an error page is no export. */
	async file(dataset: string, request: VendorFileRequest, signal: AbortSignal): Promise<VendorFile> {
		const asked = datasetOf(dataset, this.#settings.connection);
		assertAllowed(asked, this.#settings);
		const { headers } = this.#settings;
		const parameters = { ...this.#settings.parameters, ...request.parameters };
		const call = exportCall(asked, parameters, headers, request.format);
		if (call.parameters.projectid === allProjects) throw oneProjectPerFile(asked.id);
		const how = { knownKey: undefined, keepsBody: true };
		const { response, loaded } = await this.#fetcher.fetch(asked, call, how, signal);
		await this.#fetcher.release(loaded.thread);
		const { info } = loaded;
		const proposed = proposedFileName(response.headers.get('content-disposition'));
		return {
			body: response.body,
			name: safeFileName(proposed ?? `${asked.id}.${info.format}`),
			format: info.format,
			rows: info.rowCount,
			warnings: [
				...deprecation(asked),
				...(info.format === request.format
					? []
					: [`Realpad sent .${info.format} where .${request.format} was asked for`]),
				...info.warnings.filter((text) => !text.includes('keys:')),
			],
		};
	}

	nextAllowedAt(dataset: string): Promise<number | undefined> {
		return this.#client.nextAllowedAt(endpointPath(datasetOf(dataset, this.#settings.connection).endpoint));
	}

	statistics(): HttpStatistics {
		return this.#client.statistics();
	}

	async close(): Promise<void> {
		for (const id of [...this.#prepared.keys()]) await this.#discard(id);
		await this.#fetcher.close();
	}

	async #discard(id: string): Promise<void> {
		const left = this.#prepared.get(id);
		this.#prepared.delete(id);
		if (left !== undefined) await this.#fetcher.release(left.thread);
	}

	/** One project after the other; each is complete before the next one's checkpoint is kept. */
	async *#projectBatches(
		dataset: Dataset,
		prepared: Prepared,
		plan: ProjectPlan,
		signal: AbortSignal,
	): AsyncGenerator<Batch, void, undefined> {
		const asked = datasetOf(dataset.id, this.#settings.connection);
		let current: ProjectPlan = { ...plan, serverStart: plan.serverStart || prepared.serverTime };
		let loaded: Loaded = prepared;
		let { warnings } = prepared;
		for (;;) {
			yield* this.#batches(dataset, loaded, warnings, current, signal);
			current = { ...current, next: current.next + 1, done: current.done + loaded.info.rowCount };
			const projectid = current.projects[current.next];
			if (projectid === undefined) return;
			loaded = await this.#load(asked, { projectid }, loaded.info.key, signal);
			warnings = loaded.info.warnings;
		}
	}

	async *#batches(
		dataset: Dataset,
		loaded: Loaded,
		warnings: readonly string[],
		plan: ProjectPlan | undefined,
		signal: AbortSignal,
	): AsyncGenerator<Batch, void, undefined> {
		const { thread, info, serverTime } = loaded;
		const { decoder } = this.#outside;
		const rows: RowPlan = {
			dataset: dataset.id,
			key: info.key,
			rowsAt: ['rows'],
			columns: info.columns,
			relations: [],
		};
		let done = plan?.done ?? 0;
		let isFirst = true;
		try {
			for (;;) {
				const page = await thread.next(signal);
				if (page === undefined) return;
				const decoded = await decoder.decode(page.body, rows);
				done += page.rowCount;
				const after = plan === undefined || !page.isLast ? plan : { ...plan, next: plan.next + 1, done };
				yield {
					page: decoded,
					checkpoint: after === undefined ? null : writeProjectPlan(after),
					isLast: page.isLast && (after === undefined || after.next >= after.projects.length),
					serverStart: plan?.serverStart ?? serverTime,
					total: plan === undefined ? info.rowCount : undefined,
					done,
					...(isFirst && warnings.length > 0 ? { warnings } : {}),
				};
				isFirst = false;
				if (page.isLast) return;
			}
		} finally {
			await this.#fetcher.release(thread);
		}
	}

	async #planOf(
		dataset: RealpadDataset,
		checkpoint: Json | undefined,
		signal: AbortSignal,
	): Promise<ProjectPlan | undefined> {
		const asked = this.#settings.parameters?.projectid ?? dataset.parameters.projectid;
		if (asked !== allProjects) return undefined;
		const resumed = isJsonObject(checkpoint) ? readProjectPlan(checkpoint) : undefined;
		if (resumed !== undefined && resumed.next < resumed.projects.length) return resumed;
		return projectPlan(await this.#projectIds(signal));
	}

	async #projectIds(signal: AbortSignal): Promise<readonly string[]> {
		if (this.#fetcher.projects === undefined) {
			const projects = datasetOf('projects', this.#settings.connection);
			const { thread } = await this.#load(projects, {}, undefined, signal);
			await this.#fetcher.release(thread);
		}
		return this.#fetcher.projects ?? [];
	}

	async #load(
		dataset: RealpadDataset,
		parameters: Parameters,
		knownKey: readonly string[] | undefined,
		signal: AbortSignal,
	): Promise<Loaded> {
		const { headers, parameters: always } = this.#settings;
		// What narrows one export is not meant for the list of projects that it is spread over.
		const own = parameters.projectid === undefined && dataset.id === 'projects' ? {} : always;
		const call = exportCall(dataset, { ...own, ...parameters }, headers, 'xlsx');
		return (await this.#fetcher.fetch(dataset, call, { knownKey, keepsBody: false }, signal)).loaded;
	}
}

function deprecation({ endpoint }: RealpadDataset): readonly string[] {
	return endpoint.successor === undefined
		? []
		: [`Realpad calls ${endpointPath(endpoint)} deprecated: use ${endpoint.successor} instead`];
}

function noProjects(dataset: string): FreeholdError {
	return new FreeholdError('notFound', {
		what: `${dataset} could not be read`,
		why: 'the export of the projects lists none, and this one is asked for project by project',
		next: 'Ask Realpad which projects this login may see',
	});
}

function fullReadsOnly(dataset: string): FreeholdError {
	return new FreeholdError('usage', {
		what: `${dataset} can only be read in full`,
		why: 'an export is always everything: Realpad has no list of changes',
		next: 'Run it with --mode auto',
	});
}

function oneProjectPerFile(dataset: string): FreeholdError {
	return new FreeholdError('usage', {
		what: `${dataset} is no single file`,
		why: 'Realpad makes one file per project',
		next: 'Name one with --param projectid=…, or choose --format csv, ndjson or json for all of them in one',
	});
}
