/** Where an OpenID Connect provider's endpoints are, as it publishes them itself. */
import { FreeholdError } from '../../errors.ts';
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { Door } from './door.ts';
import { getRequest } from './door.ts';

export interface OpenidConfiguration {
	readonly issuer: string;
	readonly authorizationEndpoint: string;
	readonly tokenEndpoint: string;
	readonly tokenMethod: 'client_secret_post' | 'client_secret_basic';
}

export async function openidConfiguration(
	door: Door,
	identity: string,
	signal: AbortSignal,
): Promise<OpenidConfiguration> {
	const url = `${identity}/.well-known/openid-configuration`;
	const request = { ...getRequest(url, 'the sign-in configuration'), isAnonymous: true };
	const { body } = await door.send(request, signal);
	const document = parsed(body);
	const endpoint = (name: string): string => {
		const value = isJsonObject(document) ? document[name] : undefined;
		// An endpoint elsewhere would be given the client's secret.
		if (typeof value === 'string' && URL.parse(value)?.origin === identity) return value;
		throw new FreeholdError('unsafe', {
			what: 'Signing in was stopped',
			why: `the configuration at ${url} names no ${name} on ${identity}`,
			next: 'Check `identityUrl` of the connection',
		});
	};
	const methods = isJsonObject(document) ? document.token_endpoint_auth_methods_supported : undefined;
	const issuer = isJsonObject(document) && typeof document.issuer === 'string' ? document.issuer : identity;
	return {
		issuer,
		authorizationEndpoint: endpoint('authorization_endpoint'),
		tokenEndpoint: endpoint('token_endpoint'),
		// Without a list, the standard's default is basic (OpenID Connect Discovery 1.0 §3).
		tokenMethod:
			Array.isArray(methods) && methods.includes('client_secret_post') ? 'client_secret_post' : 'client_secret_basic',
	};
}

function parsed(body: Uint8Array): Json {
	try {
		return JSON.parse(new TextDecoder().decode(body)) as Json;
	} catch {
		// A page instead of a document names no endpoints; the caller says so.
		return null;
	}
}
