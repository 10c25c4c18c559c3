/** Exchanges codes and refresh tokens for access tokens, at Spark's OAuth 2 grant and at its OpenID Connect endpoint. */
import { FreeholdError } from '../../errors.ts';
import type { HttpRequest, Judge } from '../../http/contract.ts';
import { signInAgain, textAt, tokenAnswer } from '../tokenAnswer.ts';
import type { Door } from './door.ts';
import { sparkErrorBody } from './sparkErrorBody.ts';
import { judgeSpark } from './sparkJudge.ts';

export interface TokenSet {
	readonly accessToken: string;
	/** Absent where the old one stays valid. */
	readonly refreshToken: string | undefined;
	readonly idToken: string | undefined;
}

export interface ClientIdentity {
	readonly clientId: string;
	readonly clientSecret: string;
	readonly redirectUri: string | undefined;
}

export type Exchange =
	| { readonly grantType: 'authorization_code'; readonly code: string }
	| { readonly grantType: 'refresh_token'; readonly refreshToken: string };

/** Spark's older OAuth 2: a JSON body to `/v1/oauth2/grant` (domain/spark.md §3.2). */
export function grantRequest(url: string, client: ClientIdentity, exchange: Exchange): HttpRequest {
	return {
		...posted(url),
		headers: { accept: 'application/json', 'content-type': 'application/json' },
		body: JSON.stringify(fields(client, exchange)),
	};
}

/** OpenID Connect: a form, the client's secret in it or, where only that is offered, in the header (RFC 6749 §2.3.1). */
export function openidTokenRequest(
	url: string,
	client: ClientIdentity,
	exchange: Exchange,
	method: 'client_secret_post' | 'client_secret_basic',
): HttpRequest {
	const { client_id: id, client_secret: secret, ...rest } = fields(client, exchange);
	const isBasic = method === 'client_secret_basic';
	const form = new URLSearchParams(isBasic ? rest : { client_id: id, client_secret: secret, ...rest });
	const credentials = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64');
	return {
		...posted(url),
		headers: {
			accept: 'application/json',
			'content-type': 'application/x-www-form-urlencoded',
			...(isBasic ? { authorization: `Basic ${credentials}` } : {}),
		},
		body: form.toString(),
	};
}

export async function requestTokens(door: Door, request: HttpRequest, signal: AbortSignal): Promise<TokenSet> {
	const { body, requestId } = await door.send(request, signal);
	const answer = tokenAnswer(body);
	const token = textAt(answer, 'access_token');
	if (token === undefined) {
		throw new FreeholdError('badResponse', {
			what: 'Signing in did not work',
			why: 'the answer holds no access token',
			next: 'Try again; if it stays, write to api-support@sparkplatform.com with the request id',
			requestId,
		});
	}
	return { accessToken: token, refreshToken: textAt(answer, 'refresh_token'), idToken: textAt(answer, 'id_token') };
}

/** Judges answers of token endpoints: OAuth's own errors first, then as everywhere. */
export const judgeToken: Judge = (response, request) => {
	const oauthError = sparkErrorBody(response.body)?.oauthError;
	if (oauthError === undefined) return judgeSpark(response, request);
	return {
		kind: 'fail',
		error: new FreeholdError('credentials', {
			what: 'Signing in did not work',
			why: `the vendor answers "${oauthError}" (HTTP ${response.status})`,
			next: nextSteps[oauthError] ?? 'Check client id, client secret and redirect URI, then sign in again',
			status: response.status,
			requestId: response.requestId,
		}),
	};
};

const nextSteps: Readonly<Record<string, string>> = {
	invalid_grant: signInAgain,
	invalid_client: 'Check client id and client secret, then sign in again',
	unauthorized_client: 'Ask the vendor to allow this way of signing in for the client',
	invalid_scope: 'Ask the vendor which scopes the client may have',
};

function posted(url: string): Omit<HttpRequest, 'headers' | 'body'> {
	// Not sent twice: a code, and a refresh token that rotates, are good for one use.
	return { method: 'POST', url, label: 'the token request', isAnonymous: true, isIdempotent: false };
}

function fields(
	client: ClientIdentity,
	exchange: Exchange,
): Record<'client_id' | 'client_secret', string> & Record<string, string> {
	return {
		client_id: client.clientId,
		client_secret: client.clientSecret,
		grant_type: exchange.grantType,
		...(exchange.grantType === 'refresh_token' ? { refresh_token: exchange.refreshToken } : { code: exchange.code }),
		...(client.redirectUri === undefined ? {} : { redirect_uri: client.redirectUri }),
	};
}
