/** One back-up in a process of its own, which prints the error that it ended with. */
import { MemoryBudget } from '../../../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../../../src/core/http/undiciFetch.ts';
import { backup } from '../../../../src/core/jobs/backup/backup.ts';
import { openReplica } from '../../../../src/core/replica/replica.ts';
import { ResourceFiles } from '../../../../src/core/sources/realpad/resources/resourceFiles.ts';
import { systemClock, systemRandom } from '../../../../src/core/systemOutside.ts';

const [origin = '', folder = '', file = ''] = process.argv.slice(2);
const core = new URL('../../../../src/core/', import.meta.url);
const log = { write: () => undefined };
const clock = systemClock();
const engine = undiciFetch({ env: {} });
const host = new ResourceFiles(
	{ connection: 'prague', multipleInquiries: false, baseUrl: origin, headers: 'ids_labels', keys: {} },
	{
		...{ fetch: engine.fetch, clock, random: systemRandom, log, budget: new MemoryBudget(), maxWaitMs: 0 },
		secrets: { get: (field) => Promise.resolve(field) },
		resourceWorkerUrl: new URL('sources/realpad/resources/resourceWorker.ts', core),
		concurrency: 4,
	},
);
const replica = await openReplica({ file, workerUrl: new URL('replica/storeWorker.ts', core) });
const { error } = await backup({
	...{ connection: 'prague', host, files: replica.files, folder, mode: 'fetch', concurrency: 4, clock, log },
	...{ maxFileBytes: 1e9, freeBytes: () => Promise.resolve(1e9), signal: new AbortController().signal },
	onEvent: () => undefined,
});
console.log(JSON.stringify(error ?? null));
await replica.close();
await engine.close();
