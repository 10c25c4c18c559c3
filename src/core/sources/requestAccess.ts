/** A vendor's network as it stands open to requests that a user wrote: its credentials, its limits, its judge. */
import type { HttpRequest, HttpResponse } from '../http/contract.ts';
import type { HttpClientOptions } from '../http/httpClient.ts';
import type { SourceOutside } from './source.ts';

export type AccessOutside = Omit<SourceOutside, 'decoder'>;

export interface RequestAccess {
	/**
	 * The way of one request; waits for what only this vendor knows (Realpad's cool-down).
	 *
	 * @throws FreeholdError `credentials`, `configuration`, `suspended`, `usage`; nothing was sent
	 */
	admit(request: HttpRequest, signal: AbortSignal): Promise<Admitted>;
}

export interface Admitted {
	/** With what the vendor asks of every request, where the user has not said otherwise. */
	readonly request: HttpRequest;
	readonly client: HttpClientOptions;
	/** To be told of the answer, whatever its status. */
	answered(response: HttpResponse): void;
}
