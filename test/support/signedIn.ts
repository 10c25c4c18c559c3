/** Signs a test's connection in as a user would in the browser, and keeps the tokens as a secrets file does. */
import type { Secrets } from '../../src/core/outside.ts';
import { MemoryBudget } from '../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../src/core/http/undiciFetch.ts';
import { finishSignIn, startSignIn } from '../../src/core/sources/spark/signIn.ts';
import { openTokenDoor } from '../../src/core/sources/spark/sparkDoors.ts';
import type { Mls } from './mls.ts';

export async function signedIn({ spark, settings, clock }: Mls): Promise<Secrets> {
	const client = settings.replication ? spark.credentials.clients.replication : spark.credentials.clients.normal;
	const values = new Map([
		['clientId', client.id],
		['clientSecret', client.secret],
	]);
	const secrets: Secrets = {
		get: (field) => Promise.resolve(values.get(field)),
		set: (field, value) => {
			values.set(field, value);
			return Promise.resolve();
		},
	};
	const engine = undiciFetch({ env: {} });
	try {
		const log = { write: () => undefined };
		const network = { fetch: engine.fetch, clock, random: Math.random, log, budget: new MemoryBudget(), secrets };
		const door = await openTokenDoor(settings, { ...network, maxWaitMs: 0 });
		let count = 0;
		const outside = { secrets, door, unguessable: () => `unguessable-${++count}` };
		const { signal } = new AbortController();
		const started = await startSignIn(settings, outside, signal);
		const answer = await fetch(started.url, { redirect: 'manual' });
		await finishSignIn(settings, started, answer.headers.get('location') ?? '', outside, signal);
		return secrets;
	} finally {
		await engine.close();
	}
}
