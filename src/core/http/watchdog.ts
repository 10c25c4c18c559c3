/**
 * Ends one exchange when its caller cancels or a time-out strikes. Time-outs guard sockets, and sockets live in real
 * time: that is why these timers do not go by the injected clock, which may be a test's or a sandbox's.
 */
import { FreeholdError } from '../errors.ts';
import type { Timeouts } from './contract.ts';

export class Watchdog {
	readonly #controller = new AbortController();
	readonly #ended = Promise.withResolvers<never>();
	readonly #caller: AbortSignal;
	readonly #timeouts: Timeouts;
	readonly #label: string;
	readonly #total: NodeJS.Timeout;
	#phase: NodeJS.Timeout;
	#waitsFor: 'upload' | 'headers' | 'body' = 'headers';

	constructor(label: string, timeouts: Timeouts, caller: AbortSignal) {
		this.#label = label;
		this.#timeouts = timeouts;
		this.#caller = caller;
		this.#ended.promise.catch(() => undefined); // Who races against it hears of it; nobody else has to.
		caller.addEventListener('abort', this.#onCancel, { once: true });
		this.#total = this.#timer(timeouts.totalMs, () => `The whole answer took longer than ${seconds(timeouts.totalMs)}`);
		this.#phase = this.#timer(timeouts.headersMs, () => `No answer began within ${seconds(timeouts.headersMs)}`);
		if (caller.aborted) this.#onCancel();
	}

	/** For the engine: aborted with the caller's reason or a `timeout` error. */
	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	/** A streamed body is on its way: until its end the pauses within it count, not the time until the headers. */
	uploadBegins(given: () => string): void {
		if (this.#waitsFor !== 'headers') return;
		this.#enter('upload', this.#timeouts.idleMs, (idle) => `Nothing could be sent for ${idle}, after ${given()}`);
	}

	/** The engine has room for more of it. */
	uploadGoesOn(): void {
		if (this.#waitsFor === 'upload') this.#phase.refresh();
	}

	/** All of it was taken by the engine. */
	uploadEnds(): void {
		if (this.#waitsFor !== 'upload') return;
		this.#enter('headers', this.#timeouts.headersMs, (limit) => `No answer began within ${limit} after the upload`);
	}

	/** The headers are there; from now on the pauses within the body count. */
	bodyBegins(received: () => number): void {
		this.#enter(
			'body',
			this.#timeouts.idleMs,
			(idle) => `Nothing more came for ${idle}, after ${received()} bytes of the body`,
		);
	}

	/** A piece of the body arrived. */
	alive(): void {
		this.#phase.refresh();
	}

	/** What the engine does, or the end by cancel or time-out: at once, even where the engine does not heed its signal. */
	guard<T>(work: Promise<T>): Promise<T> {
		return Promise.race([work, this.#ended.promise]);
	}

	/** Ends the exchange for a reason of ours. */
	fail(error: unknown): void {
		if (!this.#controller.signal.aborted) this.#end(error);
	}

	/** Gives up an answer that is of no use: the engine lets go of its connection. */
	abandon(error: unknown): void {
		this.release();
		if (!this.#controller.signal.aborted) this.#controller.abort(error);
	}

	/** Must be called when the exchange is over. */
	release(): void {
		clearTimeout(this.#phase);
		clearTimeout(this.#total);
		this.#caller.removeEventListener('abort', this.#onCancel);
	}

	#enter(phase: 'upload' | 'headers' | 'body', ms: number, why: (limit: string) => string): void {
		clearTimeout(this.#phase);
		this.#waitsFor = phase;
		if (!this.#controller.signal.aborted) this.#phase = this.#timer(ms, () => why(seconds(ms)));
	}

	readonly #onCancel = (): void => {
		this.#end(this.#caller.reason);
	};

	#timer(ms: number, why: () => string): NodeJS.Timeout {
		return setTimeout(() => {
			this.#end(
				new FreeholdError('timeout', {
					what: `${this.#label} got no complete answer in time`,
					why: why(),
					next: 'Try again; if it stays so, the vendor is slow or a proxy holds the connection back',
				}),
			);
		}, ms);
	}

	#end(reason: unknown): void {
		this.release();
		this.#controller.abort(reason);
		this.#ended.reject(reason);
	}
}

function seconds(ms: number): string {
	return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}
