/** Puts an end to regular expressions that would compute for ever: V8 is stopped within one, SQLite is told, nothing is lost. */
import { Script, createContext } from 'node:vm';
import type { Context } from 'node:vm';
import { FreeholdError } from '../errors.ts';
import type { SqlCondition } from './table.ts';
import { tableFunctions } from './tableFunctions.ts';

/** Slices of work take a fraction of this; only a runaway comes here. */
const PATIENCE_MS = 2000;
const script = new Script('work()');

export class Guard {
	readonly #room: { work: () => unknown } = { work: () => undefined };
	#context: Context | undefined;
	readonly #what: string;

	/** @param what  what has failed where a pattern does not come to an end */
	constructor(what: string) {
		this.#what = what;
	}

	/**
	 * Does work that evaluates a condition.
	 *
	 * @throws FreeholdError `query` where a pattern of it does not come to an end
	 */
	run<Result>({ sql }: Pick<SqlCondition, 'sql'>, work: () => Result): Result {
		// Only our own function can run away; being watched costs a thread each time.
		if (!sql.includes(tableFunctions.regex)) return work();
		this.#context ??= createContext(this.#room);
		this.#room.work = work;
		try {
			return script.runInContext(this.#context, { timeout: PATIENCE_MS }) as Result;
		} catch (cause) {
			if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause;
			throw new FreeholdError('query', {
				what: this.#what,
				why: 'on some row its regular expression has too many ways to match, and would have gone on for ever',
				next: 'Write it without a repetition within another one, such as (a+)+',
				cause,
			});
		}
	}
}
