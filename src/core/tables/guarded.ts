/** Puts an end to regular expressions that would compute for ever: V8 can be stopped within one, SQLite is told, nothing is lost. */
import { Script, createContext } from 'node:vm';
import { FreeholdError } from '../errors.ts';

/** Slices of work take a fraction of this; only a runaway comes here. */
const PATIENCE_MS = 2000;
const script = new Script('work()');

/**
 * Does work that calls regular expressions.
 *
 * @throws FreeholdError `query` where a pattern did not come to an end
 */
export function guarded<Result>(work: () => Result): Result {
	try {
		return script.runInContext(createContext({ work }), { timeout: PATIENCE_MS }) as Result;
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause;
		throw new FreeholdError('query', {
			what: 'The regular expression was stopped',
			why: 'on some row it has too many ways to match, and would have gone on for ever',
			next: 'Write it without a repetition within another one, such as (a+)+',
			cause,
		});
	}
}
