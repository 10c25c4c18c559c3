/** Picks how a connection signs its requests, and by what Spark counts them. */
import type { Authorizer } from '../../http/contract.ts';
import type { Clock, Log, Secrets } from '../../outside.ts';
import { ApiSigSession } from './apiSig.ts';
import { bearerToken } from './bearerToken.ts';
import type { Door } from './door.ts';
import { openidConfiguration } from './openidConfiguration.ts';
import { RefreshingToken } from './refreshingToken.ts';
import type { SparkHosts } from './sparkHosts.ts';
import type { SparkSecret } from './sparkSecrets.ts';
import { requiredSecret } from './sparkSecrets.ts';
import type { SparkSettings } from './sparkSettings.ts';
import type { TokenSet } from './tokenEndpoint.ts';
import { grantRequest, openidTokenRequest, requestTokens } from './tokenEndpoint.ts';

export interface SparkAuthParts {
	readonly settings: SparkSettings;
	readonly hosts: SparkHosts;
	readonly secrets: Secrets;
	readonly clock: Clock;
	readonly log: Log;
	/** Sends to a token endpoint, without the connection's own credentials. */
	readonly tokenDoor: Door;
}

const countedBy: Readonly<Record<SparkSettings['auth'], SparkSecret>> = {
	token: 'token',
	oauth2: 'clientId',
	openid: 'clientId',
	apiSig: 'apiKey',
};

/** The credential that Spark counts requests by; access tokens come and go, the key behind them stays. */
export function countedCredential(settings: SparkSettings, secrets: Secrets): Promise<string> {
	return requiredSecret(secrets, countedBy[settings.auth], settings.connection);
}

export function sparkAuthorizer(parts: SparkAuthParts): Authorizer {
	const { settings, secrets, log, clock, hosts, tokenDoor } = parts;
	const { connection } = settings;
	switch (settings.auth) {
		case 'token':
			return bearerToken(secrets, connection);
		case 'apiSig':
			return new ApiSigSession({ secrets, connection, clock, door: tokenDoor, sessionUrl: `${hosts.native}/session` });
		case 'oauth2':
		case 'openid':
			return new RefreshingToken({
				secrets,
				log,
				connection,
				refresh: (token, signal) => refresh(parts, token, signal),
			});
	}
}

async function refresh(parts: SparkAuthParts, refreshToken: string, signal: AbortSignal): Promise<TokenSet> {
	const { settings, secrets, hosts, tokenDoor } = parts;
	const client = {
		clientId: await requiredSecret(secrets, 'clientId', settings.connection),
		clientSecret: await requiredSecret(secrets, 'clientSecret', settings.connection),
		redirectUri: settings.redirectUri,
	};
	const exchange = { grantType: 'refresh_token', refreshToken } as const;
	if (settings.auth === 'oauth2') {
		return requestTokens(tokenDoor, grantRequest(hosts.grant, client, exchange), signal);
	}
	const { tokenEndpoint, tokenMethod } = await openidConfiguration(tokenDoor, hosts.identity, signal);
	return requestTokens(tokenDoor, openidTokenRequest(tokenEndpoint, client, exchange, tokenMethod), signal);
}
