/**
 * Signing in through the browser: OpenID Connect's code flow, and Spark's older OAuth 2. The face opens the address and
 * hands back where the browser was sent to; tokens go straight to the connection's secrets.
 */
import { FreeholdError } from '../../errors.ts';
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { Secrets } from '../../outside.ts';
import type { Door } from './door.ts';
import { openidConfiguration } from './openidConfiguration.ts';
import { sparkHosts } from './sparkHosts.ts';
import type { SparkSettings } from './sparkSettings.ts';
import { requiredSecret } from './sparkSecrets.ts';
import type { TokenSet } from './tokenEndpoint.ts';
import { grantRequest, openidTokenRequest, requestTokens } from './tokenEndpoint.ts';

export interface SignInOutside {
	readonly secrets: Secrets;
	/** Sends to the identity provider and the grant; see `tokenDoor`. */
	readonly door: Door;
	/** A text that nobody can guess, fit for a URL: 24 random bytes as base64url. */
	readonly unguessable: () => string;
}

/** To be kept until the browser comes back. */
export interface SignIn {
	/** To be opened in the browser. */
	readonly url: string;
	readonly state: string;
	readonly nonce: string;
}

const scopes = 'openid profile RESO FBS';

export async function startSignIn(
	settings: SparkSettings,
	outside: SignInOutside,
	signal: AbortSignal,
): Promise<SignIn> {
	const hosts = sparkHosts(settings);
	const clientId = await requiredSecret(outside.secrets, 'clientId', settings.connection);
	const [state, nonce] = [outside.unguessable(), outside.unguessable()];
	const common = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri(settings), state };
	if (settings.auth === 'oauth2') {
		return { url: `${hosts.identity}/oauth2?${new URLSearchParams(common).toString()}`, state, nonce };
	}
	const { authorizationEndpoint } = await openidConfiguration(outside.door, hosts.identity, signal);
	const url = new URL(authorizationEndpoint);
	for (const [name, value] of Object.entries({ ...common, scope: scopes, nonce })) url.searchParams.set(name, value);
	return { url: url.href, state, nonce };
}

/**
 * Exchanges the code that the browser brought back and stores the tokens.
 *
 * @param redirectedTo the whole address that the browser was sent to
 * @throws FreeholdError `credentials` where the user refused, the state is not ours, or the exchange fails
 */
export async function finishSignIn(
	settings: SparkSettings,
	started: Pick<SignIn, 'state' | 'nonce'>,
	redirectedTo: string,
	outside: SignInOutside,
	signal: AbortSignal,
): Promise<void> {
	const code = codeFrom(redirectedTo, started.state);
	const { secrets, door } = outside;
	if (secrets.set === undefined)
		throw refused('its secrets cannot be stored here', 'Use --secrets-file, or sign in from the editor');
	const client = {
		clientId: await requiredSecret(secrets, 'clientId', settings.connection),
		clientSecret: await requiredSecret(secrets, 'clientSecret', settings.connection),
		redirectUri: redirectUri(settings),
	};
	const hosts = sparkHosts(settings);
	const exchange = { grantType: 'authorization_code', code } as const;
	let tokens: TokenSet;
	if (settings.auth === 'oauth2') {
		tokens = await requestTokens(door, grantRequest(hosts.grant, client, exchange), signal);
	} else {
		const { tokenEndpoint, tokenMethod, issuer } = await openidConfiguration(door, hosts.identity, signal);
		tokens = await requestTokens(door, openidTokenRequest(tokenEndpoint, client, exchange, tokenMethod), signal);
		checkIdToken(tokens.idToken, { issuer, audience: client.clientId, nonce: started.nonce });
	}
	await secrets.set('accessToken', tokens.accessToken);
	if (tokens.refreshToken !== undefined) await secrets.set('refreshToken', tokens.refreshToken);
}

function codeFrom(redirectedTo: string, state: string): string {
	const query = URL.parse(redirectedTo)?.searchParams;
	// First of all: an answer that is not to our question says nothing, not even an error.
	if (query?.get('state') !== state)
		throw refused('the answer does not belong to this sign-in', 'Start the sign-in again');
	const error = query.get('error');
	if (error !== null)
		throw refused(`the vendor answers "${error.slice(0, 100)}"`, 'Start the sign-in again and allow access');
	const code = query.get('code');
	if (code === null || code === '') throw refused('the answer holds no code', 'Start the sign-in again');
	return code;
}

/**
 * The token comes straight from the provider over TLS, which stands for its signature (OpenID Connect Core §3.1.3.7);
 * issuer, audience and nonce show that it was made for this sign-in.
 */
function checkIdToken(
	idToken: string | undefined,
	expected: { readonly issuer: string; readonly audience: string; readonly nonce: string },
): void {
	if (idToken === undefined) return;
	const claims = claimsOf(idToken);
	const audience = Array.isArray(claims?.aud) ? (claims.aud as readonly Json[]) : [claims?.aud];
	const isOurs =
		claims?.iss === expected.issuer && claims.nonce === expected.nonce && audience.includes(expected.audience);
	if (!isOurs) throw refused('the identity that came back was made for another sign-in', 'Start the sign-in again');
}

function claimsOf(idToken: string): Readonly<Record<string, Json>> | undefined {
	try {
		const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8')) as Json;
		return isJsonObject(claims) ? claims : undefined;
	} catch {
		// What cannot be read was not made for us; the caller refuses it.
		return undefined;
	}
}

function redirectUri({ redirectUri: uri, connection }: SparkSettings): string {
	if (uri !== undefined) return uri;
	throw new FreeholdError('configuration', {
		what: `Connection ${connection} cannot sign in through the browser`,
		why: 'it has no `redirectUri`',
		next: 'Write the redirect URI that is registered with the vendor into freehold.yaml',
	});
}

function refused(why: string, next: string): FreeholdError {
	return new FreeholdError('credentials', { what: 'Signing in did not work', why, next });
}
