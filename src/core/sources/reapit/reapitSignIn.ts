/**
 * Signing in through the browser: OpenID Connect's code flow with PKCE (RFC 7636). The face opens the address and hands
 * back where the browser was sent to; tokens go straight to the connection's secrets.
 */
import { createHash } from 'node:crypto';
import { FreeholdError } from '../../errors.ts';
import type { Json } from '../../json.ts';
import type { Secrets } from '../../outside.ts';
import type { Door } from './door.ts';
import { openidConfiguration } from './openidConfiguration.ts';
import { userClient } from './reapitAuth.ts';
import { connectOrigin, reapitHosts } from './reapitHosts.ts';
import { requiredSecret } from './reapitSecrets.ts';
import type { ReapitSettings } from './reapitSettings.ts';
import { claimsOf, customerOf } from './tokenClaims.ts';
import { TokenEndpoint } from './tokenEndpoint.ts';

export interface SignInOutside {
	readonly secrets: Secrets;
	/** Sends to Reapit Connect; see `openIdentityDoor`. */
	readonly door: Door;
	/** A text that nobody can guess, fit for a URL: 32 random bytes as base64url (RFC 7636 §4.1 asks for 43 characters). */
	readonly unguessable: () => string;
}

/** To be kept until the browser comes back. */
export interface SignIn {
	/** To be opened in the browser. */
	readonly url: string;
	readonly state: string;
	readonly nonce: string;
	/** Proves that whoever brings the code is who asked for it. */
	readonly codeVerifier: string;
}

/** `offline_access` is what brings a refresh token; permissions for data come with the app's registration, not from here. */
const scopes = 'openid profile offline_access';

export async function startSignIn(
	settings: ReapitSettings,
	{ secrets, door, unguessable }: SignInOutside,
	signal: AbortSignal,
): Promise<SignIn> {
	const { identity } = reapitHosts(settings);
	const clientId = await requiredSecret(secrets, 'clientId', settings.connection);
	const { authorizationEndpoint } = await openidConfiguration(door, identity, signal);
	const [state, nonce, codeVerifier] = [unguessable(), unguessable(), unguessable()];
	const url = new URL(authorizationEndpoint);
	const parameters = {
		response_type: 'code',
		client_id: clientId,
		redirect_uri: redirectUri(settings),
		scope: scopes,
		state,
		nonce,
		code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
		code_challenge_method: 'S256',
		// OpenID Connect Core §11: without it, providers ignore `offline_access`.
		prompt: 'consent',
	};
	for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
	return { url: url.href, state, nonce, codeVerifier };
}

/**
 * Exchanges the code that the browser brought back and stores the tokens.
 *
 * @param redirectedTo the whole address that the browser was sent to
 * @throws FreeholdError `credentials` where the user refused, the state is not ours, or the exchange fails
 */
export async function finishSignIn(
	settings: ReapitSettings,
	started: Pick<SignIn, 'state' | 'nonce' | 'codeVerifier'>,
	redirectedTo: string,
	{ secrets, door }: SignInOutside,
	signal: AbortSignal,
): Promise<void> {
	const code = codeFrom(redirectedTo, started.state);
	if (secrets.set === undefined)
		throw refused('its secrets cannot be stored here', 'Use --secrets-file, or sign in from the editor');
	const { identity } = reapitHosts(settings);
	const clientId = await requiredSecret(secrets, 'clientId', settings.connection);
	const { issuer } = await openidConfiguration(door, identity, signal);
	const grant = {
		grant_type: 'authorization_code',
		code,
		redirect_uri: redirectUri(settings),
		code_verifier: started.codeVerifier,
	} as const;
	const client = await userClient(clientId, secrets);
	const tokens = await new TokenEndpoint(door, identity).request(client, grant, signal);
	if (tokens.idToken !== undefined) {
		checkIdToken(tokens.idToken, { issuer, identity, audience: clientId, nonce: started.nonce });
	}
	if (tokens.refreshToken === undefined) {
		throw refused('Reapit Connect gave no refresh token', 'Ask Reapit to allow `offline_access` for the app');
	}
	const customer = customerOf(tokens.idToken ?? '') ?? customerOf(tokens.accessToken);
	const [named] = settings.customers;
	if (named !== undefined && customer !== undefined && customer !== named) {
		throw refused(`the user belongs to ${customer}, the connection to ${named}`, `Sign in as a user of ${named}`);
	}
	await secrets.set('refreshToken', tokens.refreshToken);
	await secrets.set('accessToken', tokens.accessToken);
	if (customer !== undefined) await secrets.set('customer', customer);
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

interface ExpectedIdentity {
	readonly issuer: string;
	readonly identity: string;
	readonly audience: string;
	readonly nonce: string;
}

/**
 * The token comes straight from the provider over TLS, which stands for its signature (OpenID Connect Core §3.1.3.7);
 * issuer, audience and nonce show that it was made for this sign-in.
 */
function checkIdToken(idToken: string, expected: ExpectedIdentity): void {
	const claims = claimsOf(idToken);
	const audience = Array.isArray(claims?.aud) ? (claims.aud as readonly Json[]) : [claims?.aud];
	const isOurs =
		isIssuer(claims?.iss, expected) && claims?.nonce === expected.nonce && audience.includes(expected.audience);
	if (!isOurs) throw refused('the identity that came back was made for another sign-in', 'Start the sign-in again');
}

/** Since 2024-08 Reapit Connect itself; before that, and still to be accepted, Amazon's Cognito (domain/reapit.md §2.2). */
function isIssuer(issuer: Json | undefined, expected: ExpectedIdentity): boolean {
	if (typeof issuer !== 'string') return false;
	if ([expected.issuer, expected.identity, `${expected.identity}/`].includes(issuer)) return true;
	const isVendor = expected.identity === connectOrigin;
	return isVendor && /^https:\/\/cognito-idp\.eu-west-2\.amazonaws\.com\/eu-west-2_\w+$/.test(issuer);
}

function redirectUri({ redirectUri: uri, connection }: ReapitSettings): string {
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
