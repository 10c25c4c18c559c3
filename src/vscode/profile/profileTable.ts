/** The table that a profile is made of: opened for it alone, asked a few columns at a time. */
import type { TableState } from '../../core/tables/tableMessages.ts';
import type { TableFailure, TableQuestion, TableQuestions } from '../../core/tables/tableMessages.ts';
import { FreeholdError } from '../../core/errors.ts';
import type { TableSource } from '../../core/tables/table.ts';
import { HostQuestions } from '../grid/hostQuestions.ts';
import type { RunTable, TableRunner } from '../grid/tableRunner.ts';

const NO_ARRANGEMENT = { orders: [], filters: [] };

export class ProfileTable implements AsyncDisposable {
	readonly #runner: TableRunner;
	readonly #questions = new HostQuestions();
	readonly #settled = Promise.withResolvers<TableState>();
	#lastId = 0;

	constructor(run: RunTable, source: TableSource) {
		this.#runner = run(source.kind, {
			onMessage: (message) => {
				if (message.kind === 'state') this.#take(message.state);
				else this.#questions.take(message);
			},
			onEnd: (why) => this.#fail({ reason: 'internal', what: 'The profile could not be made', why, next: 'Try again' }),
		});
		// Who asks is told; nobody may have asked yet.
		this.#settled.promise.catch(() => undefined);
		this.#runner.post({ kind: 'open', source, arrangement: NO_ARRANGEMENT });
	}

	/**
	 * When all rows are there, or those before a place that cannot be read.
	 *
	 * @throws FreeholdError where there is none
	 */
	settled(): Promise<TableState> {
		return this.#settled.promise;
	}

	/** @throws the signal's reason; FreeholdError as the table answers */
	ask<Name extends TableQuestion>(
		name: Name,
		ask: TableQuestions[Name]['ask'],
		signal: AbortSignal,
	): Promise<TableQuestions[Name]['answer']> {
		return this.#questions.ask((message) => this.#runner.post(message), { id: ++this.#lastId, name, ask }, { signal });
	}

	/** Who waits for an answer is refused: a table that ends says nothing more. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.#fail({
			reason: 'notFound',
			what: 'The profile was not made',
			why: 'its table was closed',
			next: 'Try again',
		});
		await this.#runner.end();
	}

	#take(state: TableState): void {
		if (state.isBusy) return;
		if (state.failure === undefined || state.total > 0) this.#settled.resolve(state);
		else this.#fail(state.failure);
	}

	#fail(failure: TableFailure): void {
		const { reason, ...details } = failure;
		this.#settled.reject(new FreeholdError(reason, details));
		this.#questions.refuseAll(failure);
	}
}
