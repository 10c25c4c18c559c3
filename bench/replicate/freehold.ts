/** Freehold itself: the same job that the command line starts, with change history. */
import { MemoryBudget } from '../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../src/core/http/undiciFetch.ts';
import { openConnection } from '../../src/core/jobs/openConnection.ts';
import { replicate, type ReplicateMode } from '../../src/core/jobs/replicate.ts';
import type { Log } from '../../src/core/outside.ts';
import { columns } from './columns.ts';
import { systemClock, systemRandom } from '../../src/core/systemOutside.ts';

const silent: Log = { write: () => undefined };
/** Bundled beside this. */
const workerUrl = new URL('./storeWorker.mjs', import.meta.url);

/** @returns records read, by the run records */
export async function freehold(origin: string, token: string, file: string, mode: ReplicateMode): Promise<number> {
	const clock = systemClock();
	const engine = undiciFetch({ env: {} });
	const opened = await openConnection(
		{
			source: 'spark',
			connection: 'mls',
			keyType: 'private',
			replication: true,
			dictionary: '2.0',
			baseUrl: origin,
			identityUrl: undefined,
			auth: 'token',
			redirectUri: undefined,
			strictInitial: false,
			select: { Property: columns },
		},
		file,
		{
			fetch: engine.fetch,
			clock,
			random: systemRandom,
			log: silent,
			budget: new MemoryBudget(),
			secrets: { get: (field: string) => Promise.resolve(field === 'token' ? token : undefined) },
			maxWaitMs: 600_000,
			workerUrl,
		},
	);
	const results = await replicate({
		connection: 'mls',
		source: opened.source,
		replica: opened.replica,
		datasets: ['Property'],
		expand: [],
		mode,
		purgeEveryMs: undefined,
		fullEveryMs: Infinity,
		purgeLimitPercent: 20,
		strictInitial: false,
		clock,
		log: silent,
		signal: new AbortController().signal,
		onEvent: () => undefined,
	});
	await opened.close();
	await engine.close();
	const failure: unknown = results[0]?.error;
	if (failure instanceof Error) throw failure;
	const counts = results[0]?.runs.at(-1)?.counts.Property;
	if (counts === undefined) throw new Error('no run was recorded');
	return mode === 'purge' ? counts.deleted : counts.read;
}
