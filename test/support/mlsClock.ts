/** This machine's clock in tests: it goes with the sandbox's, waits pass at once, and it may be wrong. */
import type { Clock } from '../../src/core/outside.ts';
import type { SandboxClock } from '../../src/sandbox/clock.ts';

export class MlsClock implements Clock {
	/** How far this machine's clock is ahead of the truth. */
	wrongByMs = 0;
	readonly slept: number[] = [];
	readonly #sandbox: SandboxClock;

	constructor(sandbox: SandboxClock) {
		this.#sandbox = sandbox;
	}

	now(): number {
		return this.#sandbox.now() + this.wrongByMs;
	}

	/** Time passes for the vendor too: its limits and `Retry-After` end. */
	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		this.slept.push(ms);
		this.#sandbox.advance(Math.ceil(ms));
		// A turn of the event loop: what else is under way goes on meanwhile.
		await new Promise((resolve) => setImmediate(resolve));
		signal?.throwIfAborted();
	}
}
