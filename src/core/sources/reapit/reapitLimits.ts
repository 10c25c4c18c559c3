/** How many requests a Reapit application may send (seed 001, "Rate limits"). */
import type { RateLimit } from '../../http/contract.ts';
import { countingUnit } from '../../http/unit.ts';

export const requestsPerSecond = 20;
export const requestsPerDay = 250_000;
/** At any time per customer. */
export const concurrency = 5;

/**
 * The vendor counts requests as they arrive, we as they leave: one that was slow on its way may arrive within a second of
 * twenty later ones. A window of 1.03 s leaves room for that and gives 97 % of what is allowed.
 */
const windowMs = 1030;

/** The application is counted by its client id; requests of all its customers and connections add up. */
export function platformUnit(clientId: string): string {
	return countingUnit('reapit', clientId);
}

export function platformLimit(clientId: string, customer: string): RateLimit {
	const unit = platformUnit(clientId);
	return {
		unit,
		requests: requestsPerSecond,
		windowMs,
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
