/** Under which names a connection's secrets are given: environment variables and fields of the secrets file. */

import { secretVariable } from '../missingSecret.ts';

/** Fields that any source may ask for. */
export const SECRET_FIELDS = [
	'token',
	'clientId',
	'clientSecret',
	'refreshToken',
	'accessToken',
	'apiKey',
	'apiSecret',
	'customer',
	'login',
	'password',
	'origin',
] as const;

/** The end of a message about a secret in the file. */
export function whereSecretGoes(path: readonly string[], key: string): string {
	const connection = path[0] === 'connections' ? path[1] : undefined;
	const field = secretFieldOf(key);
	const variable = secretVariable(connection ?? '<connection>', field);
	return (
		`Keep it in the environment variable ${variable}, in a --secrets-file or in the editor's secret storage, ` +
		'and renew it if this file was ever shared'
	);
}

/** Spellings found in the wild (`client_secret`, `access-token`, `password`) → the field's name. */
export function secretFieldOf(key: string): string {
	const joined = key.replaceAll(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
	const known = SECRET_FIELDS.find((field) => field.toLowerCase() === joined.toLowerCase());
	return known ?? 'token';
}
