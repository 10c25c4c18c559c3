/** Signs requests with a token of the application itself (client credentials): asked for anew when it ends. */
import type { Authorizer, HttpRequest } from '../../http/contract.ts';
import { SingleFlight } from '../../http/singleFlight.ts';
import type { Clock } from '../../outside.ts';
import type { HeldToken } from './heldToken.ts';
import { carried, heldToken, isFresh, withBearer } from './heldToken.ts';
import type { TokenSet } from './tokenEndpoint.ts';

export interface ClientCredentialsParts {
	readonly clock: Clock;
	readonly request: (signal: AbortSignal) => Promise<TokenSet>;
}

export class ClientCredentials implements Authorizer {
	readonly #parts: ClientCredentialsParts;
	readonly #renewal = new SingleFlight<HeldToken>();
	#token: HeldToken | undefined;

	constructor(parts: ClientCredentialsParts) {
		this.#parts = parts;
	}

	async authorize(request: HttpRequest, signal: AbortSignal): Promise<HttpRequest> {
		const held = this.#token;
		const token = isFresh(held, this.#parts.clock.now()) ? held : await this.#renew(signal);
		return withBearer(request, token.accessToken);
	}

	async renew(request: HttpRequest, signal: AbortSignal): Promise<boolean> {
		const refused = carried(request);
		// Another request may have renewed meanwhile.
		if (this.#token !== undefined && this.#token.accessToken !== refused) return true;
		return (await this.#renew(signal)).accessToken !== refused;
	}

	#renew(signal: AbortSignal): Promise<HeldToken> {
		return this.#renewal.run(async (within) => {
			const askedAt = this.#parts.clock.now();
			const { accessToken, lifeMs } = await this.#parts.request(within);
			this.#token = heldToken(accessToken, lifeMs, askedAt);
			return this.#token;
		}, signal);
	}
}
