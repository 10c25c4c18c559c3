/**
 * What filters find out about texts on their way: between which row ids none has a NUL in it, at which LIKE would end.
 * It holds for one version of the table, and is forgotten with it.
 */

/** Row ids from one to the one behind the last. */
export type Span = readonly [from: number, to: number];

export class NulFreeTexts {
	readonly #versionNow: () => string;
	#version = '';
	/** By the SQL of the text. */
	readonly #spans = new Map<string, Span | 'hasNul'>();

	/** @param version  another one once anything may have changed in the table */
	constructor(version: () => string) {
		this.#versionNow = version;
	}

	/**
	 * To be asked before rows are read. Where it is another one behind that, a run has written meanwhile: what was known may
	 * not have been so of those rows, and what is told of them is forgotten the next time.
	 */
	get version(): string {
		const now = this.#versionNow();
		if (now !== this.#version) this.#spans.clear();
		this.#version = now;
		return now;
	}

	/** @returns `undefined` where nobody has looked */
	isFree(text: string, [from, to]: Span): boolean | undefined {
		const known = this.#spans.get(text);
		if (known === 'hasNul') return false;
		return known !== undefined && known[0] <= from && to <= known[1] ? true : undefined;
	}

	/** One span is kept of each text: tables are looked through from their beginning. */
	add(text: string, span: Span): void {
		const known = this.#spans.get(text);
		const isJoined = typeof known === 'object' && known[0] <= span[0] && span[0] <= known[1];
		this.#spans.set(text, isJoined ? [known[0], Math.max(known[1], span[1])] : span);
	}

	/** Of one that has a NUL, nothing is free: seldom enough for its place not to matter. */
	addNul(text: string): void {
		this.#spans.set(text, 'hasNul');
	}
}
