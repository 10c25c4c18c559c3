/** Pages as Reapit counts them, and the body around one (domain: Reapit §2.4). */
import type { JsonObject } from '../contract.ts';
import type { ReapitSwitches } from '../options.ts';
import { ReapitRefusal } from '../refusal.ts';
import { oneOf } from './query.ts';
import type { Asked } from './query.ts';

export interface PageOrder {
	readonly number: number;
	readonly size: number;
}

export const mostPerPage = 100;
const usualPerPage = 25;

/** @throws ReapitRefusal for a page that cannot be */
export function readPage(asked: ReadonlyMap<string, Asked>, switches: ReapitSwitches): PageOrder {
	const size = Number(oneOf(asked, 'pageSize') ?? usualPerPage);
	const number = Number(oneOf(asked, 'pageNumber') ?? 1);
	if (switches.pageSize === 'refuse' && (size < 1 || size > mostPerPage))
		throw new ReapitRefusal(400, `The page size must be between 1 and ${mostPerPage}.`);
	if (number < 1) throw new ReapitRefusal(switches.pageZero, pageTexts[switches.pageZero]);
	return { number, size: Math.min(mostPerPage, Math.max(1, size)) };
}

const pageTexts: Readonly<Record<400 | 500, string>> = {
	400: 'The page number must be 1 or more.',
	500: 'An unexpected error has been encountered when fulfilling this request. This incident has been logged and will be investigated. Please try again.',
};

/** The body of a list; an empty one has no pages, and only the first and the last of a list lack a link. */
export function pageBody(
	rows: readonly JsonObject[],
	{ number, size }: PageOrder,
	totalCount: number,
	linkTo: (pageNumber: number) => string,
): JsonObject {
	const totalPageCount = Math.ceil(totalCount / size);
	const link = (page: number): JsonObject => ({ href: linkTo(page) });
	return {
		_embedded: rows,
		pageNumber: number,
		pageSize: size,
		pageCount: rows.length,
		totalPageCount,
		totalCount,
		_links: {
			self: link(number),
			first: link(1),
			...(number < totalPageCount ? { next: link(number + 1) } : {}),
			last: link(Math.max(1, totalPageCount)),
		},
	};
}

/** `/contacts/?PageNumber=2&PageSize=1`, as the vendor writes its links. */
export function pageLink(
	path: string,
	page: PageOrder,
	params: URLSearchParams,
	switches: ReapitSwitches,
): (pageNumber: number) => string {
	const others =
		switches.pageLinks === 'full' ? [...params].filter(([name]) => !/^page(Number|Size)$/i.test(name)) : [];
	const rest = others.map(([name, value]) => `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('');
	return (pageNumber) => `${path}?PageNumber=${pageNumber}&PageSize=${page.size}${rest}`;
}
