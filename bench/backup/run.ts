/** One measured run in a process of its own: `node run.ts plain|ours ORIGIN FOLDER`, prints the measurement as JSON. */
import { join } from 'node:path';
import { MemoryBudget } from '../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../src/core/http/undiciFetch.ts';
import { backup } from '../../src/core/jobs/backup/backup.ts';
import { freeBytes } from '../../src/core/jobs/backup/openFileHost.ts';
import { manifestNurseryMb, openReplica } from '../../src/core/replica/replica.ts';
import { ResourceFiles } from '../../src/core/sources/realpad/resources/resourceFiles.ts';
import { systemClock, systemRandom } from '../../src/core/systemOutside.ts';
import { measure } from '../measure.ts';
import { plain } from './plain.ts';

const [kind, origin = '', folder = ''] = process.argv.slice(2);
/** Bundled beside this. */
const workerUrl = (name: string): URL => new URL(`./${name}.mjs`, import.meta.url);
const log = { write: () => undefined };

async function ours(): Promise<number> {
	const clock = systemClock();
	const engine = undiciFetch({ env: {} });
	const host = new ResourceFiles(
		{ connection: 'prague', multipleInquiries: false, baseUrl: origin, headers: 'ids_labels', keys: {} },
		{
			...{ fetch: engine.fetch, clock, random: systemRandom, log, budget: new MemoryBudget(), maxWaitMs: 0 },
			secrets: { get: (field) => Promise.resolve(field) },
			resourceWorkerUrl: workerUrl('resourceWorker'),
			concurrency: 4,
		},
	);
	const replica = await openReplica({
		file: join(folder, 'prague.sqlite'),
		workerUrl: workerUrl('storeWorker'),
		nurseryMb: manifestNurseryMb,
	});
	const result = await backup({
		...{ connection: 'prague', host, files: replica.files, folder: join(folder, 'files'), mode: 'fetch', clock, log },
		...{ concurrency: 4, maxFileBytes: 1e9, freeBytes, signal: new AbortController().signal },
		onEvent: () => undefined,
	});
	await replica.close();
	await engine.close();
	if (result.error !== undefined) throw result.error as Error;
	return result.runs[0]?.counts._files?.inserted ?? 0;
}

async function baseline(): Promise<number> {
	// Which files there are is given: the list is what the baseline does without.
	const list = await (await fetch(`${origin}/`)).text();
	const uids = [...list.matchAll(/uid="([^"]+)"/g)].map((found) => found[1]!);
	const measured = await measure(() => plain(origin, uids, folder));
	console.log(JSON.stringify(measured));
	return measured.records;
}

if (kind === 'plain') await baseline();
else console.log(JSON.stringify(await measure(ours)));
