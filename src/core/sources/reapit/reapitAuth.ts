/** Picks how a connection signs its requests, and tells which customers it reads for. */
import { createHash } from 'node:crypto';
import { FreeholdError } from '../../errors.ts';
import type { Authorizer, Budget } from '../../http/contract.ts';
import type { Clock, Log, Secrets } from '../../outside.ts';
import { ClientCredentials } from './clientCredentials.ts';
import { optionalSecret, requiredSecret } from './reapitSecrets.ts';
import type { ReapitSettings } from './reapitSettings.ts';
import { RotatingToken } from './rotatingToken.ts';
import { customerOf } from './tokenClaims.ts';
import type { Client, TokenEndpoint } from './tokenEndpoint.ts';

export interface ReapitAuthParts {
	readonly settings: ReapitSettings;
	readonly clientId: string;
	readonly secrets: Secrets;
	readonly clock: Clock;
	readonly log: Log;
	readonly budget: Budget;
	readonly endpoint: TokenEndpoint;
}

export function reapitAuthorizer(parts: ReapitAuthParts): Authorizer {
	const { settings, secrets, clientId, clock, log, budget, endpoint } = parts;
	const { connection } = settings;
	if (settings.auth === 'clientCredentials') {
		return new ClientCredentials({
			clock,
			request: async (signal) => {
				const clientSecret = await requiredSecret(secrets, 'clientSecret', connection);
				return endpoint.request({ clientId, clientSecret }, { grant_type: 'client_credentials' }, signal);
			},
		});
	}
	return new RotatingToken({
		secrets,
		clock,
		log,
		budget,
		connection,
		clientId,
		turn: `reapit-renewal:${createHash('sha256').update(`${connection}\0${clientId}`).digest('hex').slice(0, 16)}`,
		refresh: async (refreshToken, signal) => {
			const client = await userClient(clientId, secrets);
			return endpoint.request(client, { grant_type: 'refresh_token', refresh_token: refreshToken }, signal);
		},
	});
}

/** An application that signs users in may have a secret (a server) or none (a desktop, with PKCE). */
export async function userClient(clientId: string, secrets: Secrets): Promise<Client> {
	return { clientId, clientSecret: await optionalSecret(secrets, 'clientSecret') };
}

/**
 * The customers of a connection. Application tokens are good for any that installed the app, so freehold.yaml has to name
 * them; a user's token is good for the one that the user belongs to, which a sign-in stores.
 *
 * @throws FreeholdError `configuration` where they are not known, or not those of the token: rows would be kept under a
 *   customer that they do not belong to
 */
export async function customersOf(settings: ReapitSettings, secrets: Secrets): Promise<readonly string[]> {
	const { customers, connection, auth } = settings;
	if (auth === 'clientCredentials') {
		if (customers.length > 0) return [...new Set(customers)];
		throw notOpened(connection, 'it names no customer', 'Write `customer: SBOX` (the sandbox) or the ids of customers');
	}
	const accessToken = await optionalSecret(secrets, 'accessToken');
	const signedIn =
		(accessToken === undefined ? undefined : customerOf(accessToken)) ?? (await optionalSecret(secrets, 'customer'));
	const [named] = customers;
	if (customers.length > 1) {
		throw notOpened(connection, 'a user belongs to one customer, and it names several', 'Name one, or none');
	}
	if (named !== undefined && signedIn !== undefined && named !== signedIn) {
		const next = `Sign in as a user of ${named}, or take \`customer\` out of freehold.yaml`;
		throw notOpened(connection, `it names customer ${named}, but was signed in for ${signedIn}`, next);
	}
	const customer = named ?? signedIn;
	if (customer !== undefined) return [customer];
	if (accessToken === undefined) await requiredSecret(secrets, 'refreshToken', connection);
	const next = 'Write `customer: …` into freehold.yaml, or sign in again';
	throw notOpened(connection, 'its token does not tell which customer it is good for', next);
}

function notOpened(connection: string, why: string, next: string): FreeholdError {
	return new FreeholdError('configuration', { what: `Connection ${connection} cannot be opened`, why, next });
}
