/**
 * Reads HAL links (seed 001, "Links"): where they lead, and which dataset and filter that is. Hrefs are relative, their
 * names may be in another case (`/contacts/?PageNumber=2`), and whatever they say, they lead nowhere but to the platform.
 */
import { FreeholdError } from '../../errors.ts';
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { ReapitList } from './catalogue/lists.ts';
import type { Query } from './reapitParameters.ts';

export interface ReapitLink {
	/** As the record calls it: `identityChecks`. */
	readonly name: string;
	/** Absolute, on the platform's own origin. */
	readonly url: string;
	/** Where it leads, if the catalogue knows. */
	readonly target: LinkTarget | undefined;
}

export type LinkTarget =
	/** One record of a dataset. */
	| { readonly kind: 'record'; readonly dataset: string; readonly ids: readonly string[] }
	/** The records of a dataset that these parameters leave. */
	| {
			readonly kind: 'list';
			readonly dataset: string;
			readonly parents: readonly string[];
			readonly query: Query;
	  };

/** The links of a record or page, in its order; those without an address, and those that lead elsewhere, are left out. */
export function linksOf(document: Json, origin: string, lists: ReadonlyMap<string, ReapitList>): readonly ReapitLink[] {
	const links = isJsonObject(document) ? document._links : undefined;
	if (!isJsonObject(links)) return [];
	return Object.entries(links).flatMap(([name, link]) => {
		const href = isJsonObject(link) ? link.href : undefined;
		const url = typeof href === 'string' && href !== '' ? URL.parse(href, origin) : null;
		if (url?.origin !== new URL(origin).origin) return [];
		return [{ name, url: url.href, target: targetOf(url, lists) }];
	});
}

/**
 * The address that an href or a path leads to.
 *
 * @throws FreeholdError `unsafe` where that is not the platform: it would get the connection's credentials
 */
export function platformUrl(href: string, origin: string): string {
	const url = URL.parse(href, origin);
	if (url?.origin === new URL(origin).origin) return url.href;
	throw new FreeholdError('unsafe', {
		what: 'A link was not followed',
		why: url === null ? `"${href.slice(0, 100)}" is no address` : `it leads to ${url.origin}, not to ${origin}`,
		next: 'Follow links of this connection only; open others in a browser',
	});
}

/** Which dataset an address belongs to, by its path; parameters get the case that the vendor's list names have. */
export function targetOf(url: URL, lists: ReadonlyMap<string, ReapitList>): LinkTarget | undefined {
	const parts = url.pathname.split('/').filter((part) => part !== '');
	let record: LinkTarget | undefined;
	for (const list of lists.values()) {
		const pattern = list.path.split('/').filter((part) => part !== '');
		const ids = matched(pattern, parts);
		if (ids === undefined) continue;
		// `/properties/certificates` is a list, not the property called "certificates".
		if (pattern.length === parts.length) {
			return { kind: 'list', dataset: list.id, parents: ids, query: queryOf(url, list) };
		}
		record ??= { kind: 'record', dataset: list.id, ids };
	}
	return record;
}

/** @returns the parts that stand for ids: one more than the pattern has where the path goes on to a single record */
function matched(pattern: readonly string[], parts: readonly string[]): readonly string[] | undefined {
	if (parts.length !== pattern.length && parts.length !== pattern.length + 1) return undefined;
	const ids: string[] = [];
	for (const [index, part] of parts.entries()) {
		const expected = pattern[index];
		if (expected === undefined || expected.startsWith('{')) ids.push(decoded(part));
		else if (expected.toLowerCase() !== part.toLowerCase()) return undefined;
	}
	return ids;
}

function queryOf(url: URL, { dataset }: ReapitList): Query {
	const names = [...(dataset.parameters ?? []).map(({ name }) => name), ...pagingNames];
	return [...url.searchParams].map(([name, value]) => {
		const known = names.find((one) => one.toLowerCase() === name.toLowerCase());
		return [known ?? name, value] as const;
	});
}

const pagingNames = ['pageSize', 'pageNumber', 'sortBy', 'embed', 'metadata', 'filter', 'nextPageToken'] as const;

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part; // A broken escape: the id is what stands there.
	}
}
