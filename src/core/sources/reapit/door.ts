/** The network as the Reapit source uses it: one way for each customer, because the vendor limits each by itself. */
import type { HttpRequest, HttpResponse, HttpStatistics } from '../../http/contract.ts';
import type { SourceOutside } from '../source.ts';

export interface Door {
	/** Adds `api-version`, `reapit-customer` (client credentials only) and the access token, keeps the limits, judges the answer. */
	send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
}

export interface CustomerDoors {
	/** As rows and messages name it: `SBOX`. */
	readonly customer: string;
	/** Tries again for as long as is reasonable. */
	readonly patient: Door;
	/** Gives up soon: for requests whose failure is itself an answer (narrowing down a page that always fails). */
	readonly brief: Door;
	/** Counts calls that the vendor made on our behalf (embeds), by its billing rule. */
	charge(calls: number): void;
}

export interface ReapitDoors {
	/** Origin of the platform, without a slash at the end. */
	readonly origin: string;
	/** The doors of each customer, in the order of the settings. */
	readonly customers: readonly CustomerDoors[];
	/** Calls of the application since midnight UTC. */
	usedToday(): number;
	/** What the vendor has announced (a version that ends) and nobody was told yet. */
	takeNotices(): readonly string[];
	statistics(): HttpStatistics;
}

/** What opening the doors needs of the outside world. */
export type NetworkOutside = Omit<SourceOutside, 'decoder'>;
