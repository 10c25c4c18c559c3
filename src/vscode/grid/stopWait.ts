/** How long a query that was cancelled is waited for: to its next row, and before that to the end of an order that holds its thread. */

/** So long a query may take to its next row once it is cancelled. */
const LONGEST_STOP_MS = 2000;
/** So long where rows are being arranged: between two slices of a filter, the query may have begun to compute for ever. */
const LONGEST_ARRANGING_MS = 60_000;

export class StopWait {
	readonly #onLate: () => void;
	#isStopping = false;
	#version = 0;
	/** Whether rows are being arranged: an order holds the thread, and comes to its end. */
	#isArranging = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** @param onLate  it has not come to its next row, and may compute for ever */
	constructor(onLate: () => void) {
		this.#onLate = onLate;
	}

	/** The query was told to stop. */
	begin(): void {
		this.#isStopping = true;
		this.#wait();
	}

	/**
	 * The table has told its state.
	 *
	 * @param version  that an arrangement raises when it begins: one that is asked of a query that computes does not begin
	 * @param isAsked  whether an arrangement was asked for and not answered yet
	 */
	told(version: number, isAsked: boolean): void {
		if (version === this.#version) return;
		this.#version = version;
		if (isAsked) this.#arranging(true);
	}

	/** @param isAsked  as `told` has it, after an answer */
	answered(isAsked: boolean): void {
		if (!isAsked) this.#arranging(false);
	}

	/** Nobody waits any more. */
	end(): void {
		this.#isStopping = false;
		clearTimeout(this.#timer);
	}

	#arranging(isArranging: boolean): void {
		if (isArranging === this.#isArranging) return;
		this.#isArranging = isArranging;
		this.#wait();
	}

	#wait(): void {
		clearTimeout(this.#timer);
		if (!this.#isStopping) return;
		this.#timer = setTimeout(this.#onLate, this.#isArranging ? LONGEST_ARRANGING_MS : LONGEST_STOP_MS);
	}
}
