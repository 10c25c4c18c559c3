/** Opens the budget that all processes of this user share, or one of this process where no file can be kept. */
import { join } from 'node:path';
import { FreeholdError } from '../errors.ts';
import type { Budget } from '../http/contract.ts';
import { MemoryBudget } from '../http/memoryBudget.ts';
import type { Clock, Log } from '../outside.ts';
import { BudgetFile } from './budgetFile.ts';

export interface OpenBudget {
	readonly budget: Budget;
	/** Whether other processes are counted with. */
	readonly isShared: boolean;
	close(): void;
}

/**
 * @param folder  the user's state folder (`stateFolder`)
 * @throws FreeholdError `locked`, `tooNew`, `diskFull`, `storeGone`: others may be counting in that file, so that going
 *   on without it could break the vendor's limit
 */
export function openBudget(folder: string, clock: Clock, log: Log): OpenBudget {
	try {
		const budget = new BudgetFile({ file: join(folder, 'budget.sqlite'), clock, log });
		return { budget, isShared: true, close: () => budget.close() };
	} catch (error) {
		// What this user cannot write, no other process of theirs writes either: counting alone breaks no promise to them.
		if (!FreeholdError.is(error, 'readOnly')) throw error;
		log.write('warn', `${error.message}. Requests are counted for this process alone.`, { next: error.next });
		return { budget: new MemoryBudget(), isShared: false, close: () => undefined };
	}
}
