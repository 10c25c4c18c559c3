/** Where a Spark connection's requests go: one origin for its data, one for its identity provider. */
import { FreeholdError } from '../../errors.ts';
import type { SparkSettings } from './sparkSettings.ts';

export interface SparkHosts {
	/** The connection's own origin; credentials go nowhere else. */
	readonly origin: string;
	/** Base of the RESO surface, without a slash at the end. */
	readonly reso: string;
	/** Base of the native surface: `https://sparkapi.com/v1`. */
	readonly native: string;
	/** Identity provider (OpenID Connect, OAuth 2 sign-in page). */
	readonly identity: string;
	/** Where the OAuth 2 grant and refresh are posted to. */
	readonly grant: string;
}

/** Hosts of domain/spark.md §3.1. */
export function sparkHosts(settings: SparkSettings): SparkHosts {
	// A replication-only key is refused on the normal host (403/1021), on both surfaces.
	const vendorOrigin = settings.replication ? 'https://replication.sparkapi.com' : 'https://sparkapi.com';
	const override = originOf(settings.baseUrl, 'baseUrl', settings.connection);
	const origin = override ?? vendorOrigin;
	return {
		origin,
		reso: origin + resoPath(settings.dictionary),
		native: `${origin}/v1`,
		identity: originOf(settings.identityUrl, 'identityUrl', settings.connection) ?? 'https://sparkplatform.com',
		// Signing in is no replication: the grant stays on the normal host, whatever the key.
		grant: `${override ?? 'https://sparkapi.com'}/v1/oauth2/grant`,
	};
}

function resoPath(dictionary: string): string {
	if (dictionary === '1.7') return '/Reso/OData';
	if (dictionary === '2.0') return '/Version/3/Reso/OData';
	return `/Reso/Dictionary/${encodeURIComponent(dictionary)}/OData`;
}

function originOf(url: string | undefined, field: string, connection: string): string | undefined {
	if (url === undefined) return undefined;
	const parsed = URL.parse(url);
	if (parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:')) return parsed.origin;
	throw new FreeholdError('configuration', {
		what: `Connection ${connection} cannot be opened`,
		why: `its ${field} is not a web address: ${url}`,
		next: `Write ${field} as an origin, for example https://replication.sparkapi.com`,
	});
}
