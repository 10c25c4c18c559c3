/** A vendor with listings, paged by skip token as domain/spark.md §5.2–5.3 has it; each test bends it where it wants. */
import type { ServerResponse } from 'node:http';
import type { Asked, ScriptedSpark } from './scriptedSpark.ts';
import { reply, scriptedSpark } from './scriptedSpark.ts';

export type Listing = Readonly<Record<string, unknown>> & { readonly ListingKey: string };

export interface ListingHost extends ScriptedSpark {
	listings: Listing[];
	/** Answers in place of the vendor where it returns true. */
	intercept: (asked: Asked, response: ServerResponse, nth: number) => boolean;
	/** The vendor's own answer to a request. */
	page: (asked: Asked) => Record<string, unknown>;
}

export function listingKey(n: number): string {
	return `2026${String(n).padStart(22, '0')}`;
}

export function listings(count: number): Listing[] {
	return Array.from({ length: count }, (_, i) => ({
		ListingKey: listingKey(i + 1),
		ListPrice: 100_000 + i,
		ModificationTimestamp: '2026-04-01T00:00:00Z',
		Media: [{ MediaKey: `m${i + 1}`, Order: 1 }],
	}));
}

/** @param maxTop page size where the caller asks for none, or for more */
export async function listingHost(count: number, maxTop = 1000): Promise<ListingHost> {
	const server = await scriptedSpark((asked, response, nth) => {
		if (host.intercept(asked, response, nth)) return;
		const record = /\/Property\('([^']+)'\)/.exec(decodeURIComponent(asked.url))?.[1];
		if (record !== undefined) {
			const found = host.listings.find((one) => one.ListingKey === record);
			if (found === undefined) reply(response, { error: { code: 404, message: 'Not found' } }, 404);
			else reply(response, shown(found, asked));
			return;
		}
		reply(response, host.page(asked));
	});
	const host: ListingHost = {
		...server,
		listings: listings(count),
		intercept: () => false,
		page: (asked) => pageOf(host, asked, maxTop),
	};
	return host;
}

function pageOf(host: ListingHost, asked: Asked, maxTop: number): Record<string, unknown> {
	const top = Math.min(maxTop, Number(asked.option('$top') ?? 10));
	const after = asked.option('$skiptoken') ?? '';
	const sorted = host.listings.toSorted((a, b) => (a.ListingKey < b.ListingKey ? -1 : 1));
	const rest = sorted.filter((one) => one.ListingKey > after);
	const value = rest.slice(0, top).map((one) => shown(one, asked));
	const last = rest[top - 1]?.ListingKey;
	const url = new URL(asked.url, host.origin);
	url.searchParams.set('$skiptoken', last ?? '');
	return {
		'@odata.context': `${host.origin}/Reso/OData/$metadata#Property`,
		...(asked.option('$count') === 'true' ? { '@odata.count': sorted.length } : {}),
		value,
		...(rest.length > top ? { '@odata.nextLink': url.href } : {}),
	};
}

function shown(listing: Listing, asked: Asked): Record<string, unknown> {
	const select = asked.option('$select')?.split(',');
	const expand = asked.option('$expand')?.split(',') ?? [];
	return Object.fromEntries(
		Object.entries(listing).filter(([name]) => {
			const isRelation = name.startsWith('Media');
			return isRelation ? expand.includes('Media') : (select?.includes(name) ?? true);
		}),
	);
}
