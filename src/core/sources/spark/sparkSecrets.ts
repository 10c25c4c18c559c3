/** Secrets of a Spark connection, asked for by field; a missing one is explained. */
import { FreeholdError } from '../../errors.ts';
import type { Secrets } from '../../outside.ts';

export type SparkSecret =
	'token' | 'clientId' | 'clientSecret' | 'refreshToken' | 'accessToken' | 'apiKey' | 'apiSecret';

export async function requiredSecret(secrets: Secrets, field: SparkSecret, connection: string): Promise<string> {
	const value = (await secrets.get(field))?.trim();
	if (value !== undefined && value !== '') return value;
	throw new FreeholdError('credentials', {
		what: `Connection ${connection} cannot sign in`,
		why: `its secret ${field} is not set`,
		next: `Set the environment variable ${variable(connection, field)}, or store it with the connection in the editor`,
	});
}

/** `FREEHOLD_<CONNECTION>_<FIELD>`: upper case, `-` as `_`, words of the field apart. */
function variable(connection: string, field: string): string {
	const words = field.replace(/([a-z])([A-Z])/g, '$1_$2');
	return `FREEHOLD_${connection.replaceAll('-', '_')}_${words}`.toUpperCase();
}
