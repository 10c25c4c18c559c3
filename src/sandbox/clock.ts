/** The sandbox's own clock: it starts at a fixed instant so that data is the same on every run, and can be moved. */

export interface SandboxClockOptions {
	/** First instant, in ms since 1970. */
	readonly start?: number;
	/** A frozen clock moves by `advance` only. */
	readonly isFrozen?: boolean;
	/** Real time in ms; runs the clock when it is not frozen. */
	readonly realNow?: () => number;
}

export const defaultStart = Date.UTC(2026, 4, 1, 12);

export class SandboxClock {
	readonly start: number;
	readonly #realNow: () => number;
	readonly #isFrozen: boolean;
	readonly #realStart: number;
	#advanced = 0;
	#skew = 0;

	constructor(options: SandboxClockOptions = {}) {
		this.start = options.start ?? defaultStart;
		this.#isFrozen = options.isFrozen ?? false;
		this.#realNow = options.realNow ?? (() => performance.now());
		this.#realStart = this.#realNow();
	}

	/** Whole ms since 1970 by which limits and token lives are counted. */
	now(): number {
		const run = this.#isFrozen ? 0 : Math.floor(this.#realNow() - this.#realStart);
		return this.start + run + this.#advanced;
	}

	/** What the server believes the time is: `Date` header and data timestamps. */
	told(): number {
		return this.now() + this.#skew;
	}

	advance(ms: number): void {
		if (!Number.isFinite(ms) || ms < 0) throw new RangeError('A clock is advanced by 0 ms or more');
		this.#advanced += Math.floor(ms);
	}

	/** Makes the server's clock wrong by this much from now on (replaces an earlier skew). */
	skew(ms: number): void {
		if (!Number.isFinite(ms)) throw new RangeError('A skew is a number of ms');
		this.#skew = Math.floor(ms);
	}
}

/** ISO text in UTC; the fraction only where there is one, as APIs do and string comparisons forget. */
export function instantText(ms: number): string {
	const text = new Date(ms).toISOString();
	return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

/** ISO text at a fixed offset in minutes: `2012-06-12T16:11:57-05:00`. */
export function offsetText(ms: number, offsetMinutes: number): string {
	const local = new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, 19);
	const size = Math.abs(offsetMinutes);
	const pad = (n: number): string => String(n).padStart(2, '0');
	return `${local}${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
