/** The network for requests that name no connection: no credentials, https or this machine, a brake against loops. */
import { ConcurrencyGate } from '../../http/concurrencyGate.ts';
import type { AccessOutside, RequestAccess } from '../../sources/requestAccess.ts';

const requestsPerMinute = 600;
const concurrency = 10;

export type PlainOutside = Omit<AccessOutside, 'secrets'>;

export function plainAccess(outside: PlainOutside): RequestAccess {
	const gate = new ConcurrencyGate(concurrency);
	const { fetch, clock, random, log, budget, maxWaitMs, onWait, onTrace } = outside;
	return {
		admit: (request) => {
			const { origin, host } = new URL(request.url);
			return Promise.resolve({
				request,
				client: {
					...{ fetch, clock, random, log, budget, maxWaitMs, onWait, onTrace, gate, origin },
					limit: { unit: `plain:${host}`, requests: requestsPerMinute, windowMs: 60_000, concurrency },
					judge: () => ({ kind: 'ok' }),
					userAgent: 'Freehold',
				},
				answered: () => undefined,
			});
		},
	};
}
