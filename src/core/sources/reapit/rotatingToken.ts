/**
 * Signs requests with a user's access token and renews it with a refresh token that is good once: each renewal brings the
 * next one, and a second use of the old one may end the sign-in. So all processes of the user take turns, and whoever
 * comes second takes what the first has stored.
 */
import { FreeholdError } from '../../errors.ts';
import type { Authorizer, Budget, HttpRequest, Place } from '../../http/contract.ts';
import { SingleFlight } from '../../http/singleFlight.ts';
import type { Clock, Log, Secrets } from '../../outside.ts';
import type { HeldToken } from './heldToken.ts';
import { carried, heldToken, isFresh, withBearer } from './heldToken.ts';
import { optionalSecret, requiredSecret } from './reapitSecrets.ts';
import { customerOf, expiryOf, isOfAnotherClient } from './tokenClaims.ts';
import type { TokenSet } from './tokenEndpoint.ts';

export interface RotatingTokenParts {
	readonly secrets: Secrets;
	readonly clock: Clock;
	readonly log: Log;
	readonly budget: Budget;
	readonly connection: string;
	readonly clientId: string;
	/** Names the turn that renewals of this sign-in take, without revealing it. */
	readonly turn: string;
	/** Exchanges a refresh token. */
	readonly refresh: (refreshToken: string, signal: AbortSignal) => Promise<TokenSet>;
}

const pollMs = 50;

export class RotatingToken implements Authorizer {
	readonly #parts: RotatingTokenParts;
	readonly #renewal = new SingleFlight<HeldToken>();
	#token: HeldToken | undefined;
	/** Access tokens that have expired or were refused: not worth a second try, wherever they are found again. */
	readonly #outlived = new Set<string>();
	/** The newest refresh token, where it could not be stored. */
	#rotated: { readonly from: string; readonly to: string } | undefined;

	constructor(parts: RotatingTokenParts) {
		this.#parts = parts;
	}

	async authorize(request: HttpRequest, signal: AbortSignal): Promise<HttpRequest> {
		const held = this.#token;
		const isUsable = isFresh(held, this.#parts.clock.now());
		const token = isUsable ? held : await this.#renew(this.#token?.accessToken, signal);
		return withBearer(request, token.accessToken);
	}

	async renew(request: HttpRequest, signal: AbortSignal): Promise<boolean> {
		const refused = carried(request);
		// Another request may have renewed meanwhile.
		if (this.#token !== undefined && this.#token.accessToken !== refused) return true;
		return (await this.#renew(refused, signal)).accessToken !== refused;
	}

	#renew(outlived: string | undefined, signal: AbortSignal): Promise<HeldToken> {
		if (outlived !== undefined) this.#outlived.add(outlived);
		return this.#renewal.run((within) => this.#newer(within), signal);
	}

	async #newer(signal: AbortSignal): Promise<HeldToken> {
		const { clock } = this.#parts;
		// The sign-in's, or of another process: taken without a turn, because nothing is used up.
		let stored = await this.#stored();
		if (isFresh(stored, clock.now())) return (this.#token = stored);
		const place = await this.#enter(signal);
		try {
			stored = await this.#stored();
			// Not cancelled once it has begun: it uses the refresh token up, and the answer holds the next one.
			this.#token = isFresh(stored, clock.now()) ? stored : await this.#exchange(new AbortController().signal);
			return this.#token;
		} finally {
			place.leave();
		}
	}

	async #enter(signal: AbortSignal): Promise<Place> {
		const { budget, clock, turn } = this.#parts;
		for (;;) {
			const place = budget.enter(turn, 1, clock.now());
			if (place !== undefined) return place;
			await clock.sleep(pollMs, signal);
		}
	}

	async #exchange(signal: AbortSignal): Promise<HeldToken> {
		const used = await this.#refreshToken();
		const askedAt = this.#parts.clock.now();
		const tokens = await this.#refresh(used, signal);
		await this.#keep(used, tokens);
		return heldToken(tokens.accessToken, tokens.lifeMs, askedAt);
	}

	async #refresh(refreshToken: string, signal: AbortSignal): Promise<TokenSet> {
		try {
			return await this.#parts.refresh(refreshToken, signal);
		} catch (error) {
			const newer = await this.#refreshToken();
			// A new sign-in, or a process that takes no turns with this one, has stored another.
			if (!FreeholdError.is(error, 'credentials') || newer === refreshToken) throw error;
			return this.#parts.refresh(newer, signal);
		}
	}

	async #refreshToken(): Promise<string> {
		const stored = await requiredSecret(this.#parts.secrets, 'refreshToken', this.#parts.connection);
		return stored === this.#rotated?.from ? this.#rotated.to : stored;
	}

	/** The refresh token first: with it alone one can go on, with the access token alone only for an hour. */
	async #keep(used: string, { accessToken, refreshToken, idToken }: TokenSet): Promise<void> {
		const { secrets, log, connection } = this.#parts;
		if (refreshToken !== undefined && refreshToken !== used) {
			const stored = await requiredSecret(secrets, 'refreshToken', connection);
			this.#rotated = { from: stored, to: refreshToken };
			if (secrets.set === undefined) {
				const why = 'Reapit replaced the refresh token, and secrets from the environment cannot be rewritten';
				log.write('warn', `${why}: the next run of ${connection} may have to sign in again; use --secrets-file`);
			} else await secrets.set('refreshToken', refreshToken);
		}
		await secrets.set?.('accessToken', accessToken);
		const customer = idToken === undefined ? undefined : customerOf(idToken);
		if (customer !== undefined && customer !== (await optionalSecret(secrets, 'customer')))
			await secrets.set?.('customer', customer);
	}

	/** What another process or the sign-in has stored; not if it is known to be of no use, or belongs to another application. */
	async #stored(): Promise<HeldToken | undefined> {
		const { secrets, clientId, clock } = this.#parts;
		const accessToken = await optionalSecret(secrets, 'accessToken');
		if (accessToken === undefined || this.#outlived.has(accessToken)) return undefined;
		if (isOfAnotherClient(accessToken, clientId)) return undefined;
		const expiry = expiryOf(accessToken);
		return heldToken(accessToken, expiry === undefined ? undefined : expiry - clock.now(), clock.now());
	}
}
