/** Origins (scheme, host, port): which ones a connection talks to, and which of them are the vendor's own. */
import { realpadOrigin } from '../sources/realpad/realpadSettings.ts';
import type { SourceName } from './project.ts';

/** Whose secrets they are, and where they may go. */
export interface SecretOwner {
	readonly connection: string;
	/** Spark where it is not said. */
	readonly source?: SourceName | undefined;
	readonly baseUrl: string | undefined;
	readonly identityUrl: string | undefined;
}

/** The vendor's hosts count as one place: a key given for one of them is a key for all (domain/spark.md §3.1). */
const SPARK_ORIGINS: ReadonlySet<string> = new Set([
	'https://sparkapi.com',
	'https://api.sparkapi.com',
	'https://replication.sparkapi.com',
	'https://sparkplatform.com',
]);

/** The platform and its sign-in, as they are and as the vendor tries them out (domain/reapit.md §2.1). */
const REAPIT_ORIGINS: ReadonlySet<string> = new Set([
	'https://platform.reapit.cloud',
	'https://connect.reapit.cloud',
	'https://dev.platform.reapit.cloud',
	'https://dev.connect.reapit.cloud',
]);

/** By vendor: all its own hosts, and the one that an entry of the secrets file names. */
const VENDORS: Readonly<Record<SourceName, { readonly all: ReadonlySet<string>; readonly main: string }>> = {
	realpad: { all: new Set([realpadOrigin]), main: realpadOrigin },
	reapit: { all: REAPIT_ORIGINS, main: 'https://platform.reapit.cloud' },
	spark: { all: SPARK_ORIGINS, main: 'https://sparkapi.com' },
};

export function isVendorOrigin(origin: string, source: SourceName = 'spark'): boolean {
	return VENDORS[source].all.has(origin);
}

/** What an entry of the secrets file says of where its secrets belong when they are the vendor's own. */
export function vendorOrigin(source: SourceName = 'spark'): string {
	return VENDORS[source].main;
}

/** Whether nothing sent there can leave this machine. */
export function isLoopbackOrigin(origin: string): boolean {
	if (!URL.canParse(origin)) return false;
	const host = new URL(origin).hostname.toLowerCase();
	return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Origins that a connection's secrets may reach and that are not the vendor's. */
export function foreignOrigins(connection: Pick<SecretOwner, 'source' | 'baseUrl' | 'identityUrl'>): readonly string[] {
	const given = [connection.baseUrl, connection.identityUrl].filter((url) => url !== undefined);
	return [...new Set(given.map((url) => new URL(url).origin))].filter(
		(origin) => !isVendorOrigin(origin, connection.source),
	);
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
