/** Takes secrets out of what is logged, traced or shown. */

const mask = '***';

/**
 * Query parameters that carry secrets, compared without case, `_` and `-`. Whole names only: `$skiptoken` is a place in
 * a walk, not a secret, and is what one needs to see in a trace.
 */
const secretParameters: ReadonlySet<string> = new Set([
	'accesstoken',
	'apikey',
	'apisecret',
	'apisig',
	'apiuser',
	'assertion',
	'authorization',
	'authtoken',
	'clientassertion',
	'clientsecret',
	'code',
	'codeverifier',
	'idtoken',
	'login',
	'passwd',
	'password',
	'pwd',
	'refreshtoken',
	'secret',
	'sessionid',
	'sig',
	'signature',
	'token',
	'xamzcredential',
	'xamzsecuritytoken',
	'xamzsignature',
]);

const secretHeader = /auth|cookie|token|secret|password|signature|api-?key/i;

/** The URL with user info and secret parameters masked; everything else stays as it was, letter by letter. */
export function redactUrl(url: string): string {
	return redactParameters(url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, `$1${mask}@`), inUrl);
}

/** The URL without its query: that of a pre-signed address is one secret as a whole, whatever its parameters are called. */
export function redactQuery(url: string): string {
	return redactUrl(url.replace(/\?[^#]*/, `?${mask}`));
}

/** Whether the value of a header is a secret, whatever it looks like. */
export function isSecretHeader(name: string): boolean {
	return secretHeader.test(name);
}

/** Header values by lower-case name, the secret ones masked, URLs within others redacted. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name.toLowerCase(),
			isSecretHeader(name) ? mask : redactUrl(value),
		]),
	);
}

/** A text of unknown make (an engine's error message): known secrets, and what looks like a secret, masked. */
export function redactText(text: string, secrets: readonly string[] = []): string {
	let redacted = text;
	// The longest first: a secret may be a part of another.
	const forms = new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]));
	for (const form of [...forms].sort((a, b) => b.length - a.length)) {
		if (form !== '') redacted = redacted.replaceAll(form, mask);
	}
	redacted = redacted
		.replace(/\b(Bearer|Basic|OAuth)\s+[\w.~+/=-]+/gi, `$1 ${mask}`)
		.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]*@/gi, `$1${mask}@`);
	return redactParameters(redacted, inText);
}

/** `?name=value`, `&name=value` or `#name=value`. Within prose a value also ends at a space, a quote or a bracket. */
const inUrl = /([?&#])([^=&#?]+)=([^&#]*)/g;
const inText = /([?&#])([^=&#?\s"'<>]+)=([^&#\s"'<>]*)/g;

function redactParameters(text: string, pattern: RegExp): string {
	return text.replace(pattern, (_whole, before: string, name: string, value: string) => {
		if (secretParameters.has(plainName(name))) return `${before}${name}=${mask}`;
		return `${before}${name}=${redactValue(value, pattern)}`;
	});
}

/** A value may itself be a URL with parameters, written plainly or escaped (`redirect=https%3A%2F%2F…%3Ftoken%3D…`). */
function redactValue(value: string, pattern: RegExp): string {
	const plain = redactParameters(value, pattern);
	const decoded = decode(value);
	if (decoded === value) return plain;
	const redacted = redactParameters(decoded, pattern);
	return redacted === decoded ? plain : encodeURIComponent(redacted);
}

/** `access%5Ftoken`, `Access-Token` and `AccessToken` are one name. */
function plainName(name: string): string {
	return decode(name)
		.replace(/[_\s-]/g, '')
		.toLowerCase();
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text; // A broken escape: no server would read it otherwise than as written.
	}
}
