/** Lets only so many requests of one counting unit be under way; the others wait in order. */

export class ConcurrencyGate {
	readonly #limit: number;
	readonly #waiting = new Set<() => void>();
	#inside = 0;

	constructor(limit: number) {
		this.#limit = Math.max(1, Math.floor(limit));
	}

	/** Runs the task inside the gate. While it waits, it rejects with the signal's reason as soon as that is aborted. */
	async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
		await this.#enter(signal);
		try {
			return await task();
		} finally {
			this.#leave();
		}
	}

	async #enter(signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		if (this.#inside < this.#limit) {
			this.#inside++;
			return;
		}
		await new Promise<void>((resolve, reject) => {
			const admit = (): void => {
				signal.removeEventListener('abort', giveUp);
				resolve();
			};
			const giveUp = (): void => {
				this.#waiting.delete(admit);
				reject(signal.reason as Error);
			};
			this.#waiting.add(admit);
			signal.addEventListener('abort', giveUp, { once: true });
		});
	}

	/** Hands the place straight to the one who waited longest, so that nobody can slip in between. */
	#leave(): void {
		const [next] = this.#waiting;
		if (next === undefined) {
			this.#inside--;
			return;
		}
		this.#waiting.delete(next);
		next();
	}
}
