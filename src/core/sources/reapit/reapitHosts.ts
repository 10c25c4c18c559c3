/** Where a Reapit connection's requests go: one origin for its data, one for Reapit Connect, which issues tokens. */
import { FreeholdError } from '../../errors.ts';
import type { ReapitSettings } from './reapitSettings.ts';

export interface ReapitHosts {
	/** The connection's own origin; credentials go nowhere else. Without a slash at the end. */
	readonly origin: string;
	/** Origin of Reapit Connect. */
	readonly identity: string;
}

/** Base locations of seed 001, "Introduction". */
export const platformOrigin = 'https://platform.reapit.cloud';
export const connectOrigin = 'https://connect.reapit.cloud';

/** @throws FreeholdError `configuration` where an address is none */
export function reapitHosts(settings: Pick<ReapitSettings, 'baseUrl' | 'identityUrl' | 'connection'>): ReapitHosts {
	return {
		origin: originOf(settings.baseUrl, 'baseUrl', settings.connection) ?? platformOrigin,
		identity: originOf(settings.identityUrl, 'identityUrl', settings.connection) ?? connectOrigin,
	};
}

function originOf(url: string | undefined, field: string, connection: string): string | undefined {
	if (url === undefined) return undefined;
	const parsed = URL.parse(url);
	if (parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:')) return parsed.origin;
	throw new FreeholdError('configuration', {
		what: `Connection ${connection} cannot be opened`,
		why: `its ${field} is not a web address: ${url}`,
		next: `Write ${field} as an origin, for example ${platformOrigin}`,
	});
}
