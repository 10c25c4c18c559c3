/** Signs requests with an access token that expires, and renews it with the refresh token (OAuth 2, OpenID Connect). */
import { FreeholdError } from '../../errors.ts';
import type { Authorizer, HttpRequest } from '../../http/contract.ts';
import { SingleFlight } from '../../http/singleFlight.ts';
import type { Log, Secrets } from '../../outside.ts';
import { carried, withBearer } from './bearerToken.ts';
import { requiredSecret } from './sparkSecrets.ts';
import type { TokenSet } from './tokenEndpoint.ts';

export interface RefreshingTokenParts {
	readonly secrets: Secrets;
	readonly log: Log;
	readonly connection: string;
	/** Exchanges a refresh token. */
	readonly refresh: (refreshToken: string, signal: AbortSignal) => Promise<TokenSet>;
}

export class RefreshingToken implements Authorizer {
	readonly #parts: RefreshingTokenParts;
	readonly #renewal = new SingleFlight<string>();
	#accessToken: string | undefined;
	/** The newest refresh token, where it could not be stored. */
	#rotated: { readonly from: string; readonly to: string } | undefined;

	constructor(parts: RefreshingTokenParts) {
		this.#parts = parts;
	}

	async authorize(request: HttpRequest, signal: AbortSignal): Promise<HttpRequest> {
		this.#accessToken ??= (await this.#parts.secrets.get('accessToken'))?.trim() || undefined;
		return withBearer(request, this.#accessToken ?? (await this.#renew(signal)));
	}

	async renew(request: HttpRequest, signal: AbortSignal): Promise<boolean> {
		const refused = carried(request);
		// Another request, or another process, may have renewed meanwhile.
		if (this.#accessToken !== undefined && this.#accessToken !== refused) return true;
		const stored = (await this.#parts.secrets.get('accessToken'))?.trim();
		if (stored !== undefined && stored !== '' && stored !== refused) {
			this.#accessToken = stored;
			return true;
		}
		return (await this.#renew(signal)) !== refused;
	}

	#renew(signal: AbortSignal): Promise<string> {
		// The exchange itself is not cancelled: it uses the refresh token up, and the answer holds the next one.
		return this.#renewal.run(() => this.#exchange(new AbortController().signal), signal);
	}

	async #exchange(signal: AbortSignal): Promise<string> {
		const refreshToken = await this.#refreshToken();
		let tokens: TokenSet;
		try {
			tokens = await this.#parts.refresh(refreshToken, signal);
		} catch (error) {
			const newer = await this.#refreshToken();
			// Another process used it first and stored the next one.
			if (!FreeholdError.is(error, 'credentials') || newer === refreshToken) throw error;
			tokens = await this.#parts.refresh(newer, signal);
		}
		this.#accessToken = tokens.accessToken;
		await this.#keep(refreshToken, tokens);
		return tokens.accessToken;
	}

	async #refreshToken(): Promise<string> {
		const stored = await requiredSecret(this.#parts.secrets, 'refreshToken', this.#parts.connection);
		return stored === this.#rotated?.from ? this.#rotated.to : stored;
	}

	async #keep(used: string, tokens: TokenSet): Promise<void> {
		const { secrets, log, connection } = this.#parts;
		const { accessToken, refreshToken } = tokens;
		if (refreshToken !== undefined && refreshToken !== used) {
			const stored = await requiredSecret(secrets, 'refreshToken', connection);
			this.#rotated = { from: stored, to: refreshToken };
			if (secrets.set === undefined) {
				const why = 'The vendor replaced the refresh token, and secrets from the environment cannot be rewritten';
				log.write('warn', `${why}: the next run of ${connection} may have to sign in again; use --secrets-file`);
			} else await secrets.set('refreshToken', refreshToken);
		}
		await secrets.set?.('accessToken', accessToken);
	}
}
