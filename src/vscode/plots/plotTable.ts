/** The table that a plot is made from: its own, so that nobody who scrolls in a grid waits for a picture. */
import { FreeholdError } from '../../core/errors.ts';
import type { FromTable, TableQuestion, TableQuestions, TableState } from '../../core/tables/tableMessages.ts';
import type { TableSource } from '../../core/tables/table.ts';
import { HostQuestions } from '../grid/hostQuestions.ts';
import type { RunTable, TableRunner } from '../grid/tableRunner.ts';
import type { PlotRows } from './plotSession.ts';

export class PlotTable implements PlotRows {
	readonly #runner: TableRunner;
	readonly #asked = new HostQuestions();
	readonly #read = Promise.withResolvers<TableState>();
	#lastId = 0;

	/** @param onProgress  told how many rows were read, where they have to be read first */
	constructor(run: RunTable, source: TableSource, onProgress: (rows: number) => void) {
		// Who waits for it is told; nobody may be there any more.
		this.#read.promise.catch(() => undefined);
		this.#runner = run(source.kind, {
			onMessage: (message) => this.#take(message, onProgress),
			onEnd: (why) => this.#fail(new FreeholdError('internal', { ...ended, why })),
		});
		this.#runner.post({ kind: 'open', source, arrangement: { orders: [], filters: [] } });
	}

	/**
	 * Ends when all rows are there.
	 *
	 * @throws FreeholdError where they cannot be read
	 */
	get read(): Promise<TableState> {
		return this.#read.promise;
	}

	/** @throws the signal's reason; FreeholdError as the table answers */
	ask<Name extends TableQuestion>(
		name: Name,
		ask: TableQuestions[Name]['ask'],
		signal: AbortSignal,
	): Promise<TableQuestions[Name]['answer']> {
		const id = ++this.#lastId;
		return this.#asked.ask((message) => this.#runner.post(message), { id, name, ask }, { signal });
	}

	dispose(): void {
		this.#fail(new FreeholdError('internal', { ...ended, why: 'it was closed' }));
		void this.#runner.end();
	}

	#take(message: FromTable, onProgress: (rows: number) => void): void {
		if (message.kind !== 'state') {
			this.#asked.take(message);
			return;
		}
		const { state } = message;
		if (state.isBusy) onProgress(state.count);
		// Rows before a place that could not be read are there.
		else if (state.failure === undefined || state.total > 0) this.#read.resolve(state);
		else {
			const { reason, ...details } = state.failure;
			this.#fail(new FreeholdError(reason, details));
		}
	}

	#fail(error: FreeholdError): void {
		this.#read.reject(error);
		this.#asked.refuseAll(error.toJSON());
	}
}

const ended = {
	what: 'The rows of the plot could not be read',
	next: 'Try again; ask for less at once if it stays',
} as const;
