/** Realpad's files as the back-up sees them: the whole list, and one file at a time. */
import type { HttpStatistics } from '../../../http/contract.ts';
import type { DownloadTarget } from '../../../http/download.ts';
import { HttpClient } from '../../../http/httpClient.ts';
import { addStatistics } from '../../../http/statistics.ts';
import { countingUnit } from '../../../http/unit.ts';
import type { SourceOutside } from '../../source.ts';
import { RealpadClient } from '../realpadClient.ts';
import type { RealpadSettings } from '../realpadSettings.ts';
import type { ResourceBatch } from './parseResources.ts';
import { judgeResource } from './resourceJudge.ts';
import { readResourceList } from './resourceList.ts';

/** The vendor names no limit for files; this one only keeps a runaway loop from hammering it. */
const filesPerMinute = 60_000;

/** A file of gigabytes takes as long as it takes; what counts is that bytes keep coming. */
const timeouts = { headersMs: 120_000, idleMs: 60_000, totalMs: 24 * 3_600_000 };

export type ResourceOutside = Omit<SourceOutside, 'decoder' | 'secrets'> & {
	readonly secrets: SourceOutside['secrets'];
	/** Where the parser's thread stands: `resourceWorker.ts` in the sources, `resourceWorker.js` in the bundle. */
	readonly resourceWorkerUrl: URL;
	/** Files under way at once. */
	readonly concurrency: number;
};

export class ResourceFiles {
	readonly #client: RealpadClient;
	readonly #door: HttpClient;
	readonly #workerUrl: URL;

	constructor(settings: RealpadSettings, outside: ResourceOutside) {
		const { fetch, clock, random, log, budget, maxWaitMs, onWait, onTrace, concurrency } = outside;
		this.#client = new RealpadClient(settings, outside);
		this.#workerUrl = outside.resourceWorkerUrl;
		const unit = countingUnit('realpad-resource', this.#client.origin);
		this.#door = new HttpClient({
			...{ fetch, clock, random, log, maxWaitMs, onWait, onTrace, timeouts },
			// Counted here (a file a millisecond is too much for a shared book), but pauses are shared.
			budget: {
				take: () => 0,
				postpone: () => undefined,
				charge: () => undefined,
				usedToday: () => 0,
				enter: (of, count, now) => budget.enter(of, count, now),
				block: (to, until) => budget.block(to, until),
				blockedUntil: (of) => budget.blockedUntil(of),
			},
			judge: judgeResource,
			origin: this.#client.origin,
			limit: { unit, requests: filesPerMinute, windowMs: 60_000, concurrency },
			maxBodyBytes: Number.MAX_SAFE_INTEGER,
			userAgent: 'Freehold',
		});
	}

	/** @throws FreeholdError as `RealpadClient.call` does; `badResponse` where the list is not whole */
	async *list(signal: AbortSignal): AsyncGenerator<ResourceBatch> {
		const call = { path: 'list-resources', parameters: {}, label: 'list-resources', coolDown: 'free' as const };
		const { body } = await this.#client.call(call, signal);
		yield* readResourceList(body, this.#workerUrl, signal);
	}

	/** Without credentials: the vendor asks for none (seed 000), and the door has none. */
	async fetch(uid: string, target: DownloadTarget, signal: AbortSignal): Promise<void> {
		const url = `${this.#client.origin}/resource/${encodeURIComponent(uid)}`;
		await this.#door.download({ method: 'GET', url, label: `File ${uid}` }, target, signal);
	}

	statistics(): HttpStatistics {
		return addStatistics(this.#client.statistics(), this.#door.statistics());
	}
}
