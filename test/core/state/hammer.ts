/**
 * A process of its own that sends many requests at once through the door, as fast as it may; waits for all the others
 * before it begins, and prints `done` at the end.
 */
import { HttpClient } from '../../../src/core/http/httpClient.ts';
import { undiciFetch } from '../../../src/core/http/undiciFetch.ts';
import { BudgetFile } from '../../../src/core/state/budgetFile.ts';
import { systemClock, systemRandom } from '../../../src/core/systemOutside.ts';

const [file = '', origin = '', name = '', count = '', concurrency = ''] = process.argv.slice(2);
const clock = systemClock();
const log = {
	write: (level: string, message: string) => {
		if (level !== 'debug') console.error(message);
	},
};
const budget = new BudgetFile({ file, clock, log });
const engine = undiciFetch({ env: {} });
const client = new HttpClient({
	...{ fetch: engine.fetch, clock, random: systemRandom, log, budget, origin },
	judge: () => ({ kind: 'ok' }),
	limit: {
		...{ unit: 'reapit:0', requests: 1_000_000, windowMs: 1_000, requestsPerDay: 1_000_000 },
		...{ concurrency: Number(concurrency), concurrencyUnit: 'reapit:0:SBOX' },
	},
	maxWaitMs: 60_000,
	userAgent: name,
});
await fetch(`${origin}/ready`);
const { signal } = new AbortController();
await Promise.all(
	Array.from({ length: Number(count) }, (_, index) =>
		client.send({ method: 'GET', url: `${origin}/${name}/${index}`, label: name }, signal),
	),
);
budget.close();
await engine.close();
console.log('done');
