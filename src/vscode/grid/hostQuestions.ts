/** What parts of the editor other than the page ask an open table. */
import { FreeholdError } from '../../core/errors.ts';
import type {
	FromTable,
	TableFailure,
	TableProgress,
	TableQuestion,
	TableQuestions,
	ToTable,
} from '../../core/tables/tableMessages.ts';

interface Waiting {
	readonly resolve: (answer: unknown) => void;
	readonly reject: (error: unknown) => void;
	readonly onProgress: ((progress: TableProgress) => void) | undefined;
}

export interface HostAsking {
	/** Cancels the question. */
	readonly signal: AbortSignal;
	readonly onProgress?: ((progress: TableProgress) => void) | undefined;
}

export class HostQuestions {
	readonly #waiting = new Map<number, Waiting>();

	/**
	 * @param id  that no other question to this table has
	 * @throws the signal's reason; FreeholdError as the table answers
	 */
	async ask<Name extends TableQuestion>(
		post: (message: ToTable) => void,
		question: { readonly id: number; readonly name: Name; readonly ask: TableQuestions[Name]['ask'] },
		{ signal, onProgress }: HostAsking,
	): Promise<TableQuestions[Name]['answer']> {
		signal.throwIfAborted();
		const { id } = question;
		const cancel = (): void => post({ kind: 'cancel', id });
		signal.addEventListener('abort', cancel, { once: true });
		try {
			return await new Promise<TableQuestions[Name]['answer']>((resolve, reject) => {
				this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject, onProgress });
				post({ kind: 'ask', ...question } as ToTable);
			});
		} catch (error) {
			signal.throwIfAborted();
			throw error;
		} finally {
			this.#waiting.delete(id);
			signal.removeEventListener('abort', cancel);
		}
	}

	/** @returns whether the message answers one of these questions */
	take(message: Exclude<FromTable, { readonly kind: 'state' }>): boolean {
		const waiting = this.#waiting.get(message.id);
		if (waiting === undefined) return false;
		if (message.kind === 'progress') waiting.onProgress?.(message.progress);
		else if (message.kind === 'reply') waiting.resolve(message.answer);
		else waiting.reject(errorOf(message.error));
		return true;
	}

	/** The table is gone. */
	refuseAll(failure: TableFailure): void {
		for (const { reject } of this.#waiting.values()) reject(errorOf(failure));
	}
}

function errorOf({ reason, ...details }: TableFailure): FreeholdError {
	return new FreeholdError(reason, details);
}
