/** Which values are secrets of connections: they are masked in results, whatever may quote them. */

/** Others name somebody or something and open nothing (`customer`, `login`, `origin`); masked, they would blot out data. */
const SECRET_FIELDS = [
	'token',
	'clientSecret',
	'refreshToken',
	'accessToken',
	'apiKey',
	'apiSecret',
	'password',
] as const;

export function isSecretField(field: string): boolean {
	return SECRET_FIELDS.some((one) => one === field);
}

/** Those of the environment: `FREEHOLD_<CONNECTION>_<FIELD>`, of whatever connection. */
export function secretValues(env: Readonly<Record<string, string | undefined>>): readonly string[] {
	const ends = SECRET_FIELDS.map((field) => `_${field.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`);
	return Object.entries(env).flatMap(([name, value = '']) => {
		const isSecret = name.startsWith('FREEHOLD_') && ends.some((end) => name.endsWith(end));
		return isSecret && value.trim() !== '' ? [value.trim()] : [];
	});
}
