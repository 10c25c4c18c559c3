/** Fetches an export and looks it through in a thread; a file that was cut on its way is asked for once more. */
import { FreeholdError } from '../../errors.ts';
import type { HttpResponse } from '../../http/contract.ts';
import type { SourceOutside } from '../source.ts';
import { headersOf } from './exportRequest.ts';
import type { TableInfo } from './exportTable.ts';
import type { RealpadCall, RealpadClient } from './realpadClient.ts';
import type { RealpadDataset } from './realpadDatasets.ts';
import type { RealpadSettings } from './realpadSettings.ts';
import { TableThread } from './tableThread.ts';

export interface RealpadOutside extends SourceOutside {
	/** Where `realpadWorker` lies: `.ts` in the source tree, `.js` in a bundle. */
	readonly tableWorkerUrl: URL;
}

/** An export that came and was looked through; its rows wait in their thread. */
export interface Loaded {
	readonly thread: TableThread;
	readonly info: TableInfo;
	readonly serverTime: number;
}

export interface FetchHow {
	/** The key of the rows that are stored. */
	readonly knownKey: readonly string[] | undefined;
	/** Whether the response's body is used afterwards; otherwise it is given to the thread without a copy. */
	readonly keepsBody: boolean;
}

export interface Fetched {
	readonly response: HttpResponse;
	readonly loaded: Loaded;
}

export class ExportFetcher {
	readonly #client: RealpadClient;
	readonly #settings: RealpadSettings;
	readonly #outside: RealpadOutside;
	#projects: readonly string[] | undefined;
	#idle: TableThread | undefined;
	#isClosed = false;

	constructor(client: RealpadClient, settings: RealpadSettings, outside: RealpadOutside) {
		this.#client = client;
		this.#settings = settings;
		this.#outside = outside;
	}

	/** Ids of the projects as the last export of them told, so that it need not be asked for again. */
	get projects(): readonly string[] | undefined {
		return this.#projects;
	}

	/** Takes back the thread of a table that is not needed any more; one is kept for the next, because starting it costs. */
	async release(thread: TableThread): Promise<void> {
		if (this.#idle === undefined && thread.isIdle && !this.#isClosed) this.#idle = thread;
		else if (this.#idle !== thread) await thread.close();
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		await this.#idle?.close();
		this.#idle = undefined;
	}

	#takeThread(): TableThread {
		const idle = this.#idle;
		this.#idle = undefined;
		return idle?.isIdle === true ? idle : new TableThread(this.#outside.tableWorkerUrl);
	}

	async fetch(dataset: RealpadDataset, call: RealpadCall, how: FetchHow, signal: AbortSignal): Promise<Fetched> {
		let first: FreeholdError | undefined;
		for (;;) {
			const response = await this.#send(call, first, signal);
			try {
				return { response, loaded: await this.#open(dataset, call, response, how, signal) };
			} catch (error) {
				if (!FreeholdError.is(error, 'badResponse')) throw error;
				const told = named(error, call.label, response);
				if (first !== undefined) throw told;
				first = told;
				this.#outside.log.write('warn', `${told.what}: ${told.why}. It is asked for once more.`);
			}
		}
	}

	async #send(call: RealpadCall, first: FreeholdError | undefined, signal: AbortSignal): Promise<HttpResponse> {
		try {
			return await this.#client.call(call, signal);
		} catch (error) {
			// What was wrong with the first file says more than that a second one has to be waited for.
			throw FreeholdError.is(error, 'suspended') ? (first ?? error) : error;
		}
	}

	async #open(
		dataset: RealpadDataset,
		call: RealpadCall,
		response: HttpResponse,
		{ knownKey, keepsBody }: FetchHow,
		signal: AbortSignal,
	): Promise<Loaded> {
		const { endpoint } = dataset;
		const { connection, keys, headers } = this.#settings;
		const projectid = call.parameters.projectid;
		const isProjects = endpoint.id === 'projects';
		const file = keepsBody ? Uint8Array.from(response.body) : response.body;
		const request = {
			dataset: dataset.id,
			connection,
			headers: headersOf(call.parameters, headers),
			parts: endpoint.key,
			codes: endpoint.codes,
			wantedKey: keys[dataset.id],
			knownKey,
			constants: projectid === undefined ? {} : { projectid },
			wantKeys: isProjects,
		};
		const thread = this.#takeThread();
		try {
			const info = await thread.open(file, request, signal);
			if (isProjects) this.#projects = info.keys;
			return { thread, info, serverTime: response.serverTime };
		} catch (error) {
			await this.release(thread);
			throw error;
		}
	}
}

function named(error: FreeholdError, label: string, response: HttpResponse): FreeholdError {
	return new FreeholdError('badResponse', {
		what: `${label} did not come as a whole Excel file`,
		why: error.why,
		next: error.next,
		cause: error,
		status: response.status,
		requestId: response.requestId,
	});
}
