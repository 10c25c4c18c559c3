/** Runs that failed since somebody last looked: the status bar warns of them until then. */

export interface UnseenFailure {
	/** The run, as the user knows it. */
	readonly title: string;
	readonly severity: 'error' | 'warning';
	readonly why: string;
}

export class UnseenFailures {
	readonly #listeners = new Set<() => void>();
	#all: readonly UnseenFailure[] = [];

	get all(): readonly UnseenFailure[] {
		return this.#all;
	}

	/** A run of the same name takes the place of the one before. */
	note(failure: UnseenFailure): void {
		this.#set([...this.#all.filter(({ title }) => title !== failure.title), failure]);
	}

	/** A run that went well makes up for the one before. */
	mended(title: string): void {
		this.#set(this.#all.filter((failure) => failure.title !== title));
	}

	seen(): void {
		this.#set([]);
	}

	onDidChange(listener: () => void): { dispose(): void } {
		this.#listeners.add(listener);
		return { dispose: () => this.#listeners.delete(listener) };
	}

	#set(all: readonly UnseenFailure[]): void {
		const isSame = all.length === 0 && this.#all.length === 0;
		this.#all = all;
		if (!isSame) for (const listener of this.#listeners) listener();
	}
}
