/** What one walk asks for: a list of one customer, how it is narrowed and sorted, and how its rows are read. */
import type { RowPlan } from '../../source.ts';
import type { Query } from '../reapitParameters.ts';

export interface Listing {
	/** Origin and path, ids of parents put in. */
	readonly url: string;
	/** As messages name it: `contacts`, `properties.keys of OXF190001`. */
	readonly name: string;
	readonly customer: string;
	/** What narrows it, and the embeds. */
	readonly query: Query;
	readonly sortBy: string | undefined;
	/** `bare`: an array, whole in one answer. */
	readonly shape: 'paged' | 'bare';
	readonly plan: RowPlan;
	/** The parameter that leaves the records of before a moment: `createdTo`; where there is none, they cannot be counted. */
	readonly standing: string | undefined;
}

/** The vendor's maximum (reapit/foundations #7560). */
export const fullPage = 100;

/** @param page from 1 */
export function pageUrl(listing: Listing, page: number, pageSize = fullPage): string {
	if (listing.shape === 'bare') return withQuery(listing.url, listing.query);
	return withQuery(listing.url, [
		['pageSize', String(pageSize)],
		['pageNumber', String(page)],
		...sorting(listing),
		...listing.query,
	]);
}

export function tokenUrl(listing: Listing, token: string | undefined): string {
	return withQuery(listing.url, [
		['pageSize', String(fullPage)],
		['useTokenBasedPaging', 'true'],
		...(token === undefined ? [] : [['nextPageToken', token] as const]),
		...listing.query,
	]);
}

/**
 * The same list, further narrowed to what came or changed from a moment on. Whoever asked for a later moment already keeps
 * that one: the vendor takes one value.
 *
 * @param from ms since 1970
 */
export function since(query: Query, parameter: string, from: number): Query {
	const given = query.find(([name]) => name === parameter)?.[1];
	const later = given !== undefined && Date.parse(given) > from ? given : new Date(Math.max(0, from)).toISOString();
	return [...query.filter(([name]) => name !== parameter), [parameter, later]];
}

/** The same list, further narrowed to what was there, or had last changed, before a moment. */
export function until(query: Query, parameter: string, to: number): Query {
	const given = query.find(([name]) => name === parameter)?.[1];
	const earlier = given !== undefined && Date.parse(given) < to ? given : new Date(Math.max(0, to)).toISOString();
	return [...query.filter(([name]) => name !== parameter), [parameter, earlier]];
}

/** How a record's place is told where its id is not known. */
export function placeOf(listing: Listing, offset: number): string {
	return `at ${offset + 1} of ${listing.name}${listing.sortBy === undefined ? '' : ` sorted by ${listing.sortBy}`}`;
}

function sorting({ sortBy }: Listing): Query {
	return sortBy === undefined ? [] : [['sortBy', sortBy]];
}

function withQuery(url: string, query: Query): string {
	const text = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
	return text === '' ? url : `${url}?${text}`;
}
