/** Asks Reapit Connect for tokens: by client credentials, with a code from a sign-in, with a refresh token. */
import { FreeholdError } from '../../errors.ts';
import type { HttpRequest, Judge } from '../../http/contract.ts';
import { isJsonObject } from '../../json.ts';
import { signInAgain, textAt, tokenAnswer } from '../tokenAnswer.ts';
import type { Door } from './door.ts';
import { openidConfiguration } from './openidConfiguration.ts';
import { judgeReapit } from './reapitJudge.ts';

export interface TokenSet {
	readonly accessToken: string;
	/** How long it is good for, by the vendor's word. */
	readonly lifeMs: number | undefined;
	readonly refreshToken: string | undefined;
	readonly idToken: string | undefined;
}

export interface Client {
	readonly clientId: string;
	/** Absent for an application that can keep none (authorization code with PKCE). */
	readonly clientSecret: string | undefined;
}

export type Grant =
	| { readonly grant_type: 'client_credentials' }
	| { readonly grant_type: 'refresh_token'; readonly refresh_token: string }
	| {
			readonly grant_type: 'authorization_code';
			readonly code: string;
			readonly redirect_uri: string;
			readonly code_verifier: string;
	  };

export class TokenEndpoint {
	readonly #door: Door;
	readonly #identity: string;
	/** Where tokens are had; the discovery document's own address once the documented one has turned out not to exist. */
	#url: string;

	/** @param identity origin of Reapit Connect */
	constructor(door: Door, identity: string) {
		this.#door = door;
		this.#identity = identity;
		this.#url = `${identity}/token`;
	}

	async request(client: Client, grant: Grant, signal: AbortSignal): Promise<TokenSet> {
		const url = this.#url;
		try {
			return await this.#ask(url, client, grant, signal);
		} catch (error) {
			if (!isNoSuchEndpoint(error)) throw error;
			// `/token` is the documented address, discovery names `/oauth/token` (domain/reapit.md §2.2).
			const { tokenEndpoint } = await openidConfiguration(this.#door, this.#identity, signal);
			if (tokenEndpoint === url) throw error;
			this.#url = tokenEndpoint;
			return await this.#ask(tokenEndpoint, client, grant, signal);
		}
	}

	async #ask(url: string, client: Client, grant: Grant, signal: AbortSignal): Promise<TokenSet> {
		const { body, requestId } = await this.#door.send(tokenRequest(url, client, grant), signal);
		const answer = tokenAnswer(body);
		const accessToken = textAt(answer, 'access_token');
		const type = textAt(answer, 'token_type');
		// `bearer` in one rendering of the vendor's page, `Bearer` in the other.
		if (accessToken === undefined || (type !== undefined && type.toLowerCase() !== 'bearer')) {
			throw new FreeholdError('badResponse', {
				what: 'Signing in to Reapit did not work',
				why: accessToken === undefined ? 'the answer holds no access token' : 'the token is not of type Bearer',
				next: 'Try again; if it stays, check `identityUrl` of the connection or report it to Reapit',
				requestId,
			});
		}
		const seconds = Number(isJsonObject(answer) ? answer.expires_in : undefined);
		return {
			accessToken,
			lifeMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined,
			refreshToken: textAt(answer, 'refresh_token'),
			idToken: textAt(answer, 'id_token'),
		};
	}
}

/** Judges answers of the token endpoint: OAuth's own errors first, then as everywhere. Never quotes the body. */
export const judgeToken: Judge = (response, request) => {
	const oauthError = response.status >= 400 && response.status < 500 ? oauthErrorOf(response.body) : undefined;
	if (oauthError === undefined) return judgeReapit(response, request);
	return {
		kind: 'fail',
		error: new FreeholdError('credentials', {
			what: 'Signing in to Reapit did not work',
			why: `Reapit Connect answers "${oauthError}" (HTTP ${response.status})`,
			next: nextSteps[oauthError] ?? 'Check clientId and clientSecret of the connection',
			status: response.status,
			requestId: response.requestId,
			cause: new OAuthRefusal(oauthError),
		}),
	};
};

/** OAuth's word for a refusal, for the cases that can be mended. */
export class OAuthRefusal extends Error {
	readonly code: string;

	constructor(code: string) {
		super(code);
		this.name = 'OAuthRefusal';
		this.code = code;
	}
}

const nextSteps: Readonly<Record<string, string>> = {
	invalid_grant: signInAgain,
	invalid_client: 'Check clientId and clientSecret: both are shown with the app in the developer portal',
	unauthorized_client: 'The app is not registered for this way of signing in: check `auth` of the connection',
	invalid_scope: 'Ask Reapit which scopes the app may have',
};

function tokenRequest(url: string, { clientId, clientSecret }: Client, grant: Grant): HttpRequest {
	// As the vendor's page has it: base64 of id and secret with a colon between, nothing escaped (seed 001).
	const basic = clientSecret === undefined ? undefined : Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
	return {
		method: 'POST',
		url,
		label: 'the token request',
		isAnonymous: true,
		// A code and a refresh token are good for one use; asking twice by client credentials does no harm.
		isIdempotent: grant.grant_type === 'client_credentials',
		headers: {
			accept: 'application/json',
			'content-type': 'application/x-www-form-urlencoded',
			...(basic === undefined ? {} : { authorization: `Basic ${basic}` }),
		},
		body: new URLSearchParams({ client_id: clientId, ...grant }).toString(),
	};
}

/** Nothing was used up: the request met no token endpoint, or one that does not know this grant. */
function isNoSuchEndpoint(error: unknown): boolean {
	if (!FreeholdError.is(error)) return false;
	if (error.status === 404 || error.status === 405) return true;
	return error.cause instanceof OAuthRefusal && error.cause.code === 'unsupported_grant_type';
}

/** Only a word as OAuth has them: anything else may hold what must not be shown. */
function oauthErrorOf(body: Uint8Array): string | undefined {
	const error = textAt(tokenAnswer(body), 'error');
	return error !== undefined && /^[a-z_]{1,60}$/.test(error) ? error : undefined;
}
