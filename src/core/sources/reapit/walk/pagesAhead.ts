/** Keeps the next pages of a list under way, as many as the vendor allows at once, and hands them out in order. */

export interface PagesAheadParts<Page> {
	readonly read: (page: number, signal: AbortSignal) => Promise<Page>;
	/** Lets go of a page that nobody takes. */
	readonly drop: (page: Page) => void;
	readonly width: number;
	readonly signal: AbortSignal;
}

interface Flight<Page> {
	readonly controller: AbortController;
	readonly answer: Promise<Page>;
}

export class PagesAhead<Page> {
	readonly #parts: PagesAheadParts<Page>;
	readonly #flights = new Map<number, Flight<Page>>();

	constructor(parts: PagesAheadParts<Page>) {
		this.#parts = parts;
	}

	/**
	 * @param last  number of the last page, as far as it is known: none beyond it is asked for
	 * @throws what reading this page threw; those after it stay under way
	 */
	async take(page: number, last: number): Promise<Page> {
		const { width } = this.#parts;
		for (let next = page; next === page || (next <= last && next < page + width); next++) this.#depart(next);
		const flight = this.#flights.get(page);
		if (flight === undefined) throw new Error(`page ${page} is not under way`);
		try {
			return await flight.answer;
		} finally {
			this.#flights.delete(page);
		}
	}

	/** Drops what is under way. */
	close(): void {
		for (const { controller, answer } of this.#flights.values()) {
			controller.abort(new DOMException('the page is not needed', 'AbortError'));
			answer.then(this.#parts.drop, () => undefined);
		}
		this.#flights.clear();
	}

	#depart(page: number): void {
		if (this.#flights.has(page)) return;
		const controller = new AbortController();
		const answer = this.#parts.read(page, AbortSignal.any([this.#parts.signal, controller.signal]));
		// Its failure is met when its turn comes, or never, if it is dropped.
		answer.catch(() => undefined);
		this.#flights.set(page, { controller, answer });
	}
}
