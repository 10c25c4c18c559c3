/** Origins (scheme, host, port): which ones a connection talks to, and which of them are the vendor's own. */
import type { Connection } from './project.ts';

/** The vendor's hosts count as one place: a key given for one of them is a key for all (domain/spark.md §3.1). */
const SPARK_ORIGINS: ReadonlySet<string> = new Set([
	'https://sparkapi.com',
	'https://api.sparkapi.com',
	'https://replication.sparkapi.com',
	'https://sparkplatform.com',
]);

export function isVendorOrigin(origin: string): boolean {
	return SPARK_ORIGINS.has(origin);
}

/** Whether nothing sent there can leave this machine. */
export function isLoopbackOrigin(origin: string): boolean {
	if (!URL.canParse(origin)) return false;
	const host = new URL(origin).hostname.toLowerCase();
	return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Origins that a connection's secrets may reach and that are not the vendor's. */
export function foreignOrigins(connection: Pick<Connection, 'baseUrl' | 'identityUrl'>): readonly string[] {
	const given = [connection.baseUrl, connection.identityUrl].filter((url) => url !== undefined);
	return [...new Set(given.map((url) => new URL(url).origin))].filter((origin) => !isVendorOrigin(origin));
}

/** Why a text cannot be a connection's origin, as the end of a sentence; `undefined` where it can. */
export function originProblem(text: string): string | undefined {
	if (!URL.canParse(text)) return 'must be an address such as https://host';
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://';
	if (url.username !== '' || url.password !== '') return 'must not hold a user name or password';
	if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
		return `must end after the host: ${url.origin}`;
	}
	if (url.protocol === 'http:' && !isLoopbackOrigin(url.origin)) {
		return 'must begin with https:// (plain http only to this machine)';
	}
	return undefined;
}

/** Origins in a variable or a file's field: one, or several with blanks or commas between. */
export function splitOrigins(text: string | undefined): readonly string[] {
	return (text ?? '')
		.split(/[\s,]+/)
		.filter((part) => URL.canParse(part))
		.map((part) => new URL(part).origin);
}
