/** The real clock and chance of this machine, for the faces to hand into core. */
import { randomInt } from 'node:crypto';
import type { Clock, Random } from './outside.ts';

/** Longer timers fire at once in Node, so that a long wait is slept in pieces. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * @param isBackground  whether a sleep may be cut off by the end of the process (a timer that does not keep it alive)
 */
export function systemClock(isBackground = false): Clock {
	return {
		now: () => Date.now(),
		sleep: async (ms, signal) => {
			let leftMs = ms;
			do {
				const pieceMs = Math.min(Math.max(0, leftMs), longestTimerMs);
				await timer(pieceMs, signal, isBackground);
				leftMs -= pieceMs;
			} while (leftMs > 0);
		},
	};
}

/** Not for keys: jitter and request ids. `Math.random` would do, but ids of two processes must not collide. */
export const systemRandom: Random = () => randomInt(2 ** 32) / 2 ** 32;

/** `timers/promises` rejects with an AbortError of its own; ours rejects with the signal's reason. */
function timer(ms: number, signal: AbortSignal | undefined, isBackground: boolean): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal?.aborted === true) {
			reject(reasonOf(signal));
			return;
		}
		const handle = setTimeout(() => {
			signal?.removeEventListener('abort', onAbort);
			resolve();
		}, ms);
		if (isBackground) handle.unref();
		const onAbort = (): void => {
			clearTimeout(handle);
			if (signal !== undefined) reject(reasonOf(signal));
		};
		signal?.addEventListener('abort', onAbort, { once: true });
	});
}

function reasonOf(signal: AbortSignal): Error {
	// Whoever aborts chooses the reason; it is passed on as it is, whatever it is.
	return signal.reason as Error;
}
