/** Signs requests with an access token that the MLS issued. Such tokens do not expire; one that is refused is asked for anew. */
import type { Authorizer, HttpRequest } from '../../http/contract.ts';
import type { Secrets } from '../../outside.ts';
import { requiredSecret } from './sparkSecrets.ts';

export function bearerToken(secrets: Secrets, connection: string): Authorizer {
	return {
		authorize: async (request) => withBearer(request, await requiredSecret(secrets, 'token', connection)),
		// The user may have stored a new token since.
		renew: async (request) => carried(request) !== (await secrets.get('token'))?.trim(),
	};
}

export function withBearer(request: HttpRequest, token: string): HttpRequest {
	return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}

/** The token that a request carried. */
export function carried(request: HttpRequest): string | undefined {
	return /^Bearer (.*)$/.exec(request.headers?.authorization ?? '')?.[1];
}
