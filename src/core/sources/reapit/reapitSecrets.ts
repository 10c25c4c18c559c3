/** Secrets of a Reapit connection, asked for by field; a missing one is explained. */
import { missingSecret } from '../../missingSecret.ts';
import type { Secrets } from '../../outside.ts';

/** `customer` is none, but belongs to the tokens that a sign-in in the browser brought: the agency they are good for. */
export type ReapitSecret = 'clientId' | 'clientSecret' | 'refreshToken' | 'accessToken' | 'customer';

export async function requiredSecret(secrets: Secrets, field: ReapitSecret, connection: string): Promise<string> {
	const value = await optionalSecret(secrets, field);
	if (value !== undefined) return value;
	throw missingSecret(connection, field);
}

export async function optionalSecret(secrets: Secrets, field: ReapitSecret): Promise<string | undefined> {
	const value = (await secrets.get(field))?.trim();
	return value === '' ? undefined : value;
}
