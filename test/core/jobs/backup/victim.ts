/** A back-up in a process of its own, to be killed. Starts when it is told to, and says when it begins to fetch. */
import { once } from 'node:events';
import { MemoryBudget } from '../../../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../../../src/core/http/undiciFetch.ts';
import { backup } from '../../../../src/core/jobs/backup/backup.ts';
import { openReplica } from '../../../../src/core/replica/replica.ts';
import { ResourceFiles } from '../../../../src/core/sources/realpad/resources/resourceFiles.ts';
import { systemClock, systemRandom } from '../../../../src/core/systemOutside.ts';

/** Bundled beside it, because fifty starts from the sources take longer than the test. */
const workerUrl = (name: string): URL => new URL(`./${name}.js`, import.meta.url);
const [origin = '', folder = '', replicaFile = ''] = process.argv.slice(2);
const log = { write: () => undefined };
const clock = systemClock();
const engine = undiciFetch({ env: {} });

process.send?.('ready');
await once(process, 'message');
const host = new ResourceFiles(
	{ connection: 'prague', multipleInquiries: false, baseUrl: origin, headers: 'ids_labels', keys: {} },
	{
		...{ fetch: engine.fetch, clock, random: systemRandom, log, budget: new MemoryBudget(), maxWaitMs: 0 },
		secrets: { get: (field) => Promise.resolve(field) },
		resourceWorkerUrl: workerUrl('resourceWorker'),
		concurrency: 4,
	},
);
const replica = await openReplica({ file: replicaFile, workerUrl: workerUrl('storeWorker') });
const result = await backup({
	...{ connection: 'prague', host, files: replica.files, folder, mode: 'fetch', concurrency: 4, clock, log },
	maxFileBytes: 1e9,
	freeBytes: () => Promise.resolve(1e9),
	signal: new AbortController().signal,
	onEvent: (event) => {
		if (event.type === 'progress' && event.done === 0) process.send?.('begun');
	},
});
if (result.error !== undefined) throw result.error as Error;
await replica.close();
await engine.close();
process.disconnect();
