/** Requests to the host: each ends with its reply, with an error, or cancelled. */
import type { GridAsking, GridFailure, GridRequest, GridRequests, ToGridPage } from '../../protocol/grid.ts';

/** What the host could not do. */
export class GridError extends Error {
	readonly failure: GridFailure;

	constructor(failure: GridFailure) {
		super(`${failure.what}: ${failure.why}`);
		this.name = 'GridError';
		this.failure = failure;
	}
}

interface Waiting {
	resolve(answer: unknown): void;
	reject(error: unknown): void;
}

export class Channel {
	readonly #post: (message: GridAsking) => void;
	readonly #waiting = new Map<number, Waiting>();
	#lastId = 0;

	constructor(post: (message: GridAsking) => void) {
		this.#post = post;
	}

	/** @throws GridError, and the signal's reason */
	request<Name extends GridRequest>(
		name: Name,
		ask: GridRequests[Name]['ask'],
		signal?: AbortSignal,
	): Promise<GridRequests[Name]['answer']> {
		signal?.throwIfAborted();
		const id = ++this.#lastId;
		return new Promise<GridRequests[Name]['answer']>((resolve, reject) => {
			this.#waiting.set(id, { resolve: (answer) => resolve(answer as GridRequests[Name]['answer']), reject });
			signal?.addEventListener('abort', () => this.#cancel(id, signal.reason), { once: true });
			this.#post({ kind: 'request', id, name, ask } as GridAsking);
		});
	}

	/** @returns whether it was an answer */
	take(message: ToGridPage): boolean {
		if (message.kind !== 'reply' && message.kind !== 'error') return false;
		const waiting = this.#waiting.get(message.id);
		this.#waiting.delete(message.id);
		if (message.kind === 'reply') waiting?.resolve(message.answer);
		else waiting?.reject(new GridError(message.error));
		return true;
	}

	#cancel(id: number, reason: unknown): void {
		const waiting = this.#waiting.get(id);
		if (waiting === undefined) return;
		this.#waiting.delete(id);
		this.#post({ kind: 'cancel', id });
		waiting.reject(reason);
	}
}
