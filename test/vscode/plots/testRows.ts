/** The table of a plot without a thread: the same server, in this one. */
import { FreeholdError } from '../../../src/core/errors.ts';
import type { TableSource } from '../../../src/core/tables/table.ts';
import type { FromTable, TableQuestion, TableQuestions, TableState } from '../../../src/core/tables/tableMessages.ts';
import { TableServer } from '../../../src/core/tables/tableServer.ts';
import { HostQuestions } from '../../../src/vscode/grid/hostQuestions.ts';
import type { PlotRows } from '../../../src/vscode/plots/plotSession.ts';

export class TestRows implements PlotRows {
	readonly #server: TableServer;
	readonly #asked = new HostQuestions();
	readonly #read = Promise.withResolvers<TableState>();
	#lastId = 0;
	isEnded = false;

	constructor(source: TableSource, onProgress: (rows: number) => void = () => undefined) {
		this.#read.promise.catch(() => undefined);
		this.#server = new TableServer((message) => this.#take(message, onProgress));
		this.#server.receive({ kind: 'open', source, arrangement: { orders: [], filters: [] } });
	}

	get read(): Promise<TableState> {
		return this.#read.promise;
	}

	ask<Name extends TableQuestion>(
		name: Name,
		ask: TableQuestions[Name]['ask'],
		signal: AbortSignal,
	): Promise<TableQuestions[Name]['answer']> {
		const id = ++this.#lastId;
		return this.#asked.ask((message) => this.#server.receive(message), { id, name, ask }, { signal });
	}

	dispose(): void {
		this.isEnded = true;
		void this.#server[Symbol.asyncDispose]();
	}

	#take(message: FromTable, onProgress: (rows: number) => void): void {
		if (message.kind !== 'state') {
			this.#asked.take(message);
			return;
		}
		const { isBusy, count, total, failure } = message.state;
		if (isBusy) onProgress(count);
		else if (failure === undefined || total > 0) this.#read.resolve(message.state);
		else {
			const { reason, ...details } = failure;
			this.#read.reject(new FreeholdError(reason, details));
		}
	}
}
