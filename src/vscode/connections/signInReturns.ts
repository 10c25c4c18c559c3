/** Sign-ins under way, and the addresses with which browsers come back: each finds the one whose state it carries. */

export class SignInReturns {
	readonly #waiting = new Map<string, (address: string) => void>();

	/** Resolves with the whole address; rejects with the signal's reason. */
	wait(state: string, signal: AbortSignal): Promise<string> {
		return new Promise<string>((resolve, reject) => {
			const onAbort = (): void => {
				this.#waiting.delete(state);
				reject(signal.reason as Error);
			};
			if (signal.aborted) {
				onAbort();
				return;
			}
			signal.addEventListener('abort', onAbort, { once: true });
			this.#waiting.set(state, (address) => {
				signal.removeEventListener('abort', onAbort);
				this.#waiting.delete(state);
				resolve(address);
			});
		});
	}

	/** @returns whether anybody waits for it: anyone on the machine can open such an address */
	arrive(address: string): boolean {
		const state = URL.parse(address)?.searchParams.get('state');
		const arrived = state === null || state === undefined ? undefined : this.#waiting.get(state);
		arrived?.(address);
		return arrived !== undefined;
	}
}

/** The parts in which VS Code hands an address over, put together again: it has decoded the query. */
export function addressOf(uri: {
	readonly scheme: string;
	readonly authority: string;
	readonly path: string;
	readonly query: string;
}): string {
	const parameters = uri.query.split('&').map((part): [string, string] => {
		const equals = part.indexOf('=');
		return equals === -1 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
	});
	return `${uri.scheme}://${uri.authority}${uri.path}?${new URLSearchParams(parameters).toString()}`;
}
