/** Adds up what several ways to one vendor have sent. */
import type { HttpStatistics } from './contract.ts';

export const noTraffic: HttpStatistics = {
	requests: 0,
	charged: 0,
	retries: 0,
	throttles: 0,
	bytes: 0,
	waitedMs: 0,
};

export function addStatistics(a: HttpStatistics, b: Partial<HttpStatistics>): HttpStatistics {
	return {
		requests: a.requests + (b.requests ?? 0),
		charged: a.charged + (b.charged ?? 0),
		retries: a.retries + (b.retries ?? 0),
		throttles: a.throttles + (b.throttles ?? 0),
		bytes: a.bytes + (b.bytes ?? 0),
		waitedMs: a.waitedMs + (b.waitedMs ?? 0),
	};
}
