/** Reapit's keys of other records: `negotiatorId` leads to `/negotiators/{id}`, by the vendor's own list of operations. */
import type { EndpointIndex } from '../../../vendor/reapit/endpoints.ts';
import { reapitEndpoints } from '../../../vendor/reapit/endpoints.ts';

/** Name of a field → the collection that its value is an id of. */
export type KeyTargets = (field: string, siblings: ReadonlyMap<string, string>) => string | undefined;

/** Reads the vendor's published operations. */
export async function reapitKeyTargets(): Promise<KeyTargets> {
	return keyTargetsOf(await reapitEndpoints());
}

export function keyTargetsOf({ endpoints }: Pick<EndpointIndex, 'endpoints'>): KeyTargets {
	const collections = new Map<string, string>();
	for (const { method, path } of endpoints) {
		const name = /^\/(\w+)\/\{id\}$/.exec(path)?.[1];
		if (method === 'GET' && name !== undefined) collections.set(singularOf(name).toLowerCase(), name);
	}
	return (field, siblings) => {
		const stem = /^(\w+?)Ids?$/.exec(field)?.[1];
		if (stem === undefined) return undefined;
		// Where a record may belong to several kinds, another field says to which.
		const kind = siblings.get(`${stem}Type`);
		if (kind !== undefined) return collections.get(kind.toLowerCase());
		// `sellingNegotiatorId`: the longest end of the name that is a record of its own.
		const words = stem.split(/(?=[A-Z])/);
		for (let from = 0; from < words.length; from++) {
			const found = collections.get(words.slice(from).join('').toLowerCase());
			if (found !== undefined) return found;
		}
		return undefined;
	};
}

function singularOf(plural: string): string {
	if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
	return plural.replace(/s$/, '');
}
