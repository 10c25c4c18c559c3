/** A process of its own that spends and charges the day of a unit for ever; prints each count that it was promised. */
import { writeSync } from 'node:fs';
import { BudgetFile } from '../../../src/core/state/budgetFile.ts';

const [file = ''] = process.argv.slice(2);
const day = Date.parse('2026-05-01T12:00:00Z');
const clock = { now: () => day, sleep: () => Promise.resolve() };
const budget = new BudgetFile({ file, clock, log: { write: (_level, message) => console.error(message) } });
const limit = { unit: 'reapit:0', requests: 1e9, windowMs: 50, concurrency: 1, requestsPerDay: 1e9 };
for (let turn = 0; ; turn++) {
	if (turn % 10 === 9) budget.charge(limit, 30, day + turn);
	else budget.take(limit, day + turn);
	tell(`${budget.usedToday('reapit:0', day + turn)}\n`);
}

/** Whole and at once, so that a kill loses nothing; a reader that is slow fills the pipe. */
function tell(line: string): void {
	for (;;) {
		try {
			writeSync(1, line);
			return;
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
		}
	}
}
