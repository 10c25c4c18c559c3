/** Recognises secrets that were written into freehold.yaml, where anyone with the repository can read them. */

/** Names under which secrets are given elsewhere; as they are compared: lower case, without `-` and `_`. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
	'token',
	'accesstoken',
	'bearer',
	'bearertoken',
	'login',
	'password',
	'secret',
	'clientid',
	'clientsecret',
	'refreshtoken',
	'idtoken',
	'apikey',
	'apisecret',
	'authtoken',
	'authorization',
	'credentials',
]);

const SECRET_VALUES: readonly RegExp[] = [
	/^(bearer|oauth|basic)\s+\S{8,}$/i,
	/^eyJ[\w-]{8,}\.[\w-]+\.[\w-]*$/,
	/^[a-z]+:\/\/[^/\s:@]+:[^/\s@]+@/i,
	/[?&](token|access_token|authtoken|apisig|client_secret|password)=[^&\s]+/i,
	// Long, without separators, letters and digits mixed: nothing that this file asks for looks like that.
	/^(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[\w~+=-]{32,}$/,
];

export function isSecretKey(key: string): boolean {
	return SECRET_KEYS.has(key.replaceAll(/[-_]/g, '').toLowerCase());
}

export function looksLikeSecret(value: string): boolean {
	return SECRET_VALUES.some((pattern) => pattern.test(value.trim()));
}
