/** What a token tells about itself, where it is a JWT. Read, never trusted: the vendor checks its own tokens. */
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';

export type Claims = Readonly<Record<string, Json>>;

/** @returns undefined for a token that is no JWT: it then tells nothing */
export function claimsOf(token: string): Claims | undefined {
	try {
		const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Json;
		return isJsonObject(claims) ? claims : undefined;
	} catch {
		return undefined;
	}
}

/** The customer (agency) that a user signed in for; `custom:reapit:` is the prefix of the older issuer (Cognito). */
export function customerOf(token: string): string | undefined {
	const claims = claimsOf(token);
	return textClaim(claims, 'clientCode') ?? textClaim(claims, 'custom:reapit:clientCode');
}

/** Whether the token is known to belong to another application. */
export function isOfAnotherClient(token: string, clientId: string): boolean {
	const claims = claimsOf(token);
	const owner = textClaim(claims, 'client_id') ?? textClaim(claims, 'azp');
	return owner !== undefined && owner !== clientId;
}

/** When it expires by its own word, in ms since 1970. */
export function expiryOf(token: string): number | undefined {
	const exp = claimsOf(token)?.exp;
	return typeof exp === 'number' ? exp * 1000 : undefined;
}

function textClaim(claims: Claims | undefined, name: string): string | undefined {
	const value = claims?.[name];
	return typeof value === 'string' && value !== '' ? value : undefined;
}
