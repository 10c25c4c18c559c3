/** How long one request waits for limits and throttles altogether, before it is given back as suspended. */
import { FreeholdError } from '../errors.ts';
import type { Clock } from '../outside.ts';

export interface PatienceOptions {
	readonly clock: Clock;
	readonly maxWaitMs: number;
	/** Told of every wait that a person would notice. */
	readonly onWait: ((until: number, why: string) => void) | undefined;
	/** Receives how long was really slept. */
	readonly onWaited: (ms: number) => void;
}

/** Shorter waits only smooth the pace; they are neither told nor counted as waiting for a throttle. */
const smoothingMs = 2_000;
const noticeableMs = 1_000;

export class Patience {
	readonly #label: string;
	readonly #options: PatienceOptions;
	#spentMs = 0;

	constructor(label: string, options: PatienceOptions) {
		this.#label = label;
		this.#options = options;
	}

	/** Until our own count of the vendor's limit, or a block by another process, lets the request go. */
	async forTurn(ms: number, why: string, signal: AbortSignal): Promise<void> {
		if (ms <= smoothingMs) await this.#sleep(ms, why, signal);
		else await this.forVendor(ms, why, undefined, signal);
	}

	/** As long as the vendor asked for. */
	async forVendor(ms: number, why: string, cause: Error | undefined, signal: AbortSignal): Promise<void> {
		if (this.#spentMs + ms > this.#options.maxWaitMs) throw this.#suspended(ms, why, cause);
		this.#spentMs += ms;
		await this.#sleep(ms, why, signal);
	}

	/** Before a request that failed is tried again. */
	async forRetry(ms: number, why: string, signal: AbortSignal): Promise<void> {
		await this.#sleep(ms, why, signal);
	}

	async #sleep(ms: number, why: string, signal: AbortSignal): Promise<void> {
		const { clock, onWait, onWaited } = this.#options;
		const begin = clock.now();
		if (ms >= noticeableMs) onWait?.(begin + ms, why);
		try {
			await clock.sleep(ms, signal);
		} finally {
			onWaited(Math.max(0, clock.now() - begin));
		}
	}

	#suspended(ms: number, why: string, cause: Error | undefined): FreeholdError {
		const retryAt = this.#options.clock.now() + ms;
		const known = FreeholdError.is(cause) ? cause : undefined;
		return new FreeholdError('suspended', {
			what: `${this.#label} has to wait longer than allowed`,
			why: known === undefined ? why : `${why} (${known.why})`,
			next: `Run again after ${wholeSecond(retryAt)}, or allow longer waits (--wait)`,
			retryAt,
			status: known?.status,
			vendorCode: known?.vendorCode,
			requestId: known?.requestId,
			cause,
		});
	}
}

/** The instant as people type it; rounded up, because a moment earlier is too early. */
function wholeSecond(ms: number): string {
	return new Date(Math.ceil(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
