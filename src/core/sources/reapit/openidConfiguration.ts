/** Where Reapit Connect's endpoints are, as it publishes them itself. */
import { FreeholdError } from '../../errors.ts';
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { Door } from './door.ts';

export interface OpenidConfiguration {
	readonly issuer: string;
	readonly authorizationEndpoint: string;
	readonly tokenEndpoint: string;
}

export async function openidConfiguration(
	door: Door,
	identity: string,
	signal: AbortSignal,
): Promise<OpenidConfiguration> {
	const url = `${identity}/.well-known/openid-configuration`;
	const headers = { accept: 'application/json' };
	const request = { method: 'GET', url, label: 'the sign-in configuration', isAnonymous: true, headers } as const;
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
	return {
		issuer: isJsonObject(document) && typeof document.issuer === 'string' ? document.issuer : identity,
		authorizationEndpoint: endpoint('authorization_endpoint'),
		tokenEndpoint: endpoint('token_endpoint'),
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
