/** A process of its own that spends from a shared budget until told enough; prints when each request was allowed. */
import { BudgetFile } from '../../../src/core/state/budgetFile.ts';

const [file = '', requests = '', windowMs = '', tries = ''] = process.argv.slice(2);
const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
const budget = new BudgetFile({ file, clock, log: { write: (_level, message) => console.error(message) } });
const limit = { unit: 'spark:0', requests: Number(requests), windowMs: Number(windowMs), concurrency: 1 };
const taken: number[] = [];
for (let attempt = 0; attempt < Number(tries); attempt++) {
	const now = Date.now();
	if (budget.take(limit, now) === 0) taken.push(now);
}
budget.close();
console.log(JSON.stringify(taken));
