/** Secrets of a Spark connection, asked for by field; a missing one is explained. */
import { missingSecret } from '../../missingSecret.ts';
import type { Secrets } from '../../outside.ts';

export type SparkSecret =
	'token' | 'clientId' | 'clientSecret' | 'refreshToken' | 'accessToken' | 'apiKey' | 'apiSecret';

export async function requiredSecret(secrets: Secrets, field: SparkSecret, connection: string): Promise<string> {
	const value = (await secrets.get(field))?.trim();
	if (value !== undefined && value !== '') return value;
	throw missingSecret(connection, field);
}
