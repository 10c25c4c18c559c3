/** How many requests a Reapit application may send (seed 001, "Rate limits"). */
import type { RateLimit } from '../../http/contract.ts';
import { countingUnit } from '../../http/unit.ts';

export const requestsPerSecond = 20;
export const requestsPerDay = 250_000;
/** At any time per customer. */
export const concurrency = 5;

/**
 * The vendor counts requests as they arrive, we as they leave. `Arrivals` sees to those that were slow on their way; the
 * rest, and the coarseness of our own count, is this margin.
 */
const windowMs = 1006;

/** Of the application, whichever customer it asks for. */
export const platformRate = { requests: requestsPerSecond, windowMs } as const;

/** The application is counted by its client id; requests of all its customers and connections add up. */
export function platformUnit(clientId: string): string {
	return countingUnit('reapit', clientId);
}

export function platformLimit(clientId: string, customer: string): RateLimit {
	const unit = platformUnit(clientId);
	return {
		unit,
		...platformRate,
		requestsPerDay,
		concurrency,
		concurrencyUnit: countingUnit('reapit-customer', `${clientId}\0${customer}`),
		isAdaptive: true,
	};
}

/** Reapit Connect is a service of its own: what is asked of it does not count as the application's requests. */
export function identityLimit(clientId: string): RateLimit {
	return { unit: countingUnit('reapit-connect', clientId), requests: 5, windowMs: 1000, concurrency: 2 };
}
