/** Fetches what stands above the columns in sight, a few at a time, once the rows are there; of large tables a sample first. */
import type { GridArrangement, GridState, GridStrip } from '../../protocol/grid.ts';
import type { Channel } from './channel.ts';

/** From so many rows on, all of them are waited for. */
const SAMPLED_ROWS = 50_000;
const TOGETHER = 6;

export class ProfileLoader {
	readonly #channel: Channel;
	readonly #onStrips: () => void;
	readonly #onError: (error: unknown) => void;
	#strips = new Map<number, GridStrip>();
	#inSight: readonly number[] = [];
	#state: GridState | undefined;
	/** What the strips belong to. */
	#arrangement: GridArrangement = { orders: [], filters: [] };
	/** Until there are other rows, what has failed is not asked for again. */
	#hasFailed = false;
	#asking: AbortController | undefined;
	#isShown: boolean;

	constructor(channel: Channel, isShown: boolean, onStrips: () => void, onError: (error: unknown) => void) {
		this.#channel = channel;
		this.#isShown = isShown;
		this.#onStrips = onStrips;
		this.#onError = onError;
	}

	get isShown(): boolean {
		return this.#isShown;
	}

	show(isShown: boolean): void {
		this.#isShown = isShown;
		if (isShown) this.#ask();
		else this.#stop();
	}

	strip(column: number): GridStrip | undefined {
		return this.#isShown ? this.#strips.get(column) : undefined;
	}

	/** @param arrangement  of the rows that are there, or come */
	take(state: GridState, arrangement: GridArrangement): void {
		this.#state = state;
		if (filtersOf(arrangement) !== filtersOf(this.#arrangement)) this.#forget();
		this.#arrangement = arrangement;
		this.#ask();
	}

	/** The table is read again. */
	reset(): void {
		this.#state = undefined;
		this.#forget();
	}

	/** Columns in sight, by their numbers. */
	look(columns: readonly number[]): void {
		this.#inSight = columns;
		this.#ask();
	}

	#forget(): void {
		this.#stop();
		this.#strips = new Map();
		this.#hasFailed = false;
	}

	#stop(): void {
		this.#asking?.abort();
		this.#asking = undefined;
	}

	/** One question at a time: what has left the sight meanwhile is not asked for. */
	#ask(): void {
		const state = this.#state;
		if (!this.#isShown || this.#asking !== undefined || state === undefined || state.isBusy) return;
		if (state.failure !== undefined || state.count === 0 || this.#hasFailed) return;
		const missing = this.#inSight.filter((column) => !this.#strips.has(column)).slice(0, TOGETHER);
		const sampled = this.#inSight.filter((column) => this.#strips.get(column)?.isSample === true).slice(0, TOGETHER);
		const isSample = missing.length > 0 && state.total > SAMPLED_ROWS;
		const columns = missing.length > 0 ? missing : sampled;
		if (columns.length > 0) void this.#fetch(columns, isSample);
	}

	async #fetch(columns: readonly number[], isSample: boolean): Promise<void> {
		const asking = new AbortController();
		this.#asking = asking;
		try {
			const strips = await this.#channel.request(
				'profile',
				{ columns, isSample, arrangement: this.#arrangement },
				asking.signal,
			);
			for (const strip of strips) this.#strips.set(strip.column, strip);
		} catch (error) {
			if (asking.signal.aborted) return;
			this.#hasFailed = true;
			this.#onError(error);
			return;
		} finally {
			if (this.#asking === asking) this.#asking = undefined;
		}
		this.#onStrips();
		this.#ask();
	}
}

/** Another order changes nothing of what columns hold. */
function filtersOf({ filters, where = [] }: GridArrangement): string {
	return JSON.stringify([filters.toSorted((a, b) => a.column - b.column), where]);
}
