/** One piece of work for all who ask for it at the same time: the renewal of a token, above all. */

interface Flight<T> {
	readonly work: Promise<T>;
	readonly controller: AbortController;
	callers: number;
}

export class SingleFlight<T> {
	#flight: Flight<T> | undefined;

	/**
	 * Joins the work under way, or starts it. A caller who cancels only leaves: the work itself is cancelled when
	 * nobody waits for it any more.
	 */
	async run(start: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
		signal.throwIfAborted();
		const flight = this.#flight ?? this.#depart(start);
		flight.callers++;
		const left = Promise.withResolvers<never>();
		const leave = (): void => {
			left.reject(signal.reason as Error);
		};
		signal.addEventListener('abort', leave, { once: true });
		try {
			return await Promise.race([flight.work, left.promise]);
		} finally {
			signal.removeEventListener('abort', leave);
			flight.callers--;
			if (flight.callers === 0) {
				if (this.#flight === flight) this.#flight = undefined;
				flight.controller.abort(signal.reason);
			}
		}
	}

	#depart(start: (signal: AbortSignal) => Promise<T>): Flight<T> {
		const controller = new AbortController();
		const work = start(controller.signal).finally(() => {
			if (this.#flight === flight) this.#flight = undefined;
		});
		// Every caller may have left; each of those who stayed gets the failure from the race above.
		work.catch(() => undefined);
		const flight: Flight<T> = { work, controller, callers: 0 };
		this.#flight = flight;
		return flight;
	}
}
