/**
 * 100,000 contacts of Reapit's sandbox under its enforced limits: how much of what the limits allow (20 requests a second
 * of 100 records) a run takes, and that it never meets one. `npm run bench reapit [CONTACTS [LATENCY_MS …]]`. The sandbox
 * has a process of its own.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { undiciFetch } from '../src/core/http/undiciFetch.ts';
import { replicate } from '../src/core/jobs/replicate.ts';
import { openReplica } from '../src/core/replica/replica.ts';
import { openReapitSource } from '../src/core/sources/reapit/reapitSource.ts';
import { BudgetFile } from '../src/core/state/budgetFile.ts';
import { systemClock, systemRandom } from '../src/core/systemOutside.ts';
import { measure } from './measure.ts';
import type { ServerReady, ServerSeen } from './reapit/server.ts';

const [contacts = 100_000, ...latencies] = process.argv.slice(2).map(Number);
const allowedPerSecond = 20 * 100;
const log = { write: () => undefined };

for (const latencyMs of latencies.length === 0 ? [0, 150] : latencies) await run(latencyMs);

async function run(latencyMs: number): Promise<void> {
	const script = fileURLToPath(new URL('reapit/server.ts', import.meta.url));
	const server = fork(script, [String(contacts), String(latencyMs)], {
		execArgv: ['--disable-warning=ExperimentalWarning'],
	});
	const folder = mkdtempSync(join(tmpdir(), 'freehold-bench-'));
	const engine = undiciFetch({ env: {} });
	const clock = systemClock();
	const budget = new BudgetFile({ file: join(folder, 'budget.sqlite'), clock, log });
	try {
		const [ready] = (await once(server, 'message')) as [ServerReady];
		const workerUrl = new URL('../src/core/replica/storeWorker.ts', import.meta.url);
		const replica = await openReplica({ file: join(folder, 'agency.sqlite'), workerUrl });
		const secrets = { get: (field: string) => Promise.resolve((ready.secrets as Record<string, string>)[field]) };
		const source = openReapitSource(
			{
				...{ connection: 'agency', customers: ['SBOX'], auth: 'clientCredentials', apiVersion: '2020-01-31' },
				...{ baseUrl: ready.api, identityUrl: ready.connect, redirectUri: undefined, readOnly: false },
			},
			{
				...{ fetch: engine.fetch, clock, random: systemRandom, log, budget, secrets, decoder: replica },
				maxWaitMs: 600_000,
			},
		);
		const options = {
			...{ connection: 'agency', source, replica, datasets: ['contacts'], expand: [], mode: 'initial' as const },
			...{ purgeEveryMs: undefined, fullEveryMs: Infinity, purgeLimitPercent: 20, strictInitial: false, clock, log },
			...{ signal: new AbortController().signal, onEvent: () => undefined },
		};
		const measured = await measure(async () => {
			const [result] = await replicate(options);
			if (result?.error !== undefined) throw result.error as Error;
			return result?.runs[0]?.counts.contacts?.inserted ?? 0;
		});
		await replica.close();
		server.send('seen');
		const [seen] = (await once(server, 'message')) as [ServerSeen];
		const perSecond = (measured.records / measured.wallMs) * 1000;
		console.log(
			[
				`latency ${String(latencyMs).padStart(3)} ms`,
				`${measured.records} records`,
				`${(measured.wallMs / 1000).toFixed(1).padStart(6)} s`,
				`${perSecond.toFixed(0).padStart(5)} records/s = ${((100 * perSecond) / allowedPerSecond).toFixed(1)} % of what the limits allow (target 95 %)`,
				`429s ${seen.refused} (target 0)`,
				`at once ${seen.mostConcurrent} (limit 5)`,
				`in a second ${seen.mostPerSecond} (limit 20)`,
				`${measured.peakRssMb.toFixed(0)} MB`,
			].join('  '),
		);
	} finally {
		server.kill();
		budget.close();
		await engine.close();
		rmSync(folder, { recursive: true, force: true });
	}
}
