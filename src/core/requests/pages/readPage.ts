/** Finds the rows of an answer and what leads to the next page, in the forms of the three vendors. */
import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';

export interface Page {
	/** `reapit`: rows in `_embedded` · `odata`: in `value` · `spark`: in `D.Results` · `array`: the answer itself. */
	readonly form: 'reapit' | 'odata' | 'spark' | 'array';
	readonly rows: readonly unknown[];
	/** Of all pages, where the vendor says so. */
	readonly total: number | undefined;
	readonly next: NextPage | undefined;
}

export type NextPage =
	/** As the answer gives it; may be relative. */
	| { readonly kind: 'link'; readonly href: string }
	/** The same request with this parameter instead. */
	| { readonly kind: 'parameter'; readonly name: string; readonly value: string };

/** @param document  parsed; `undefined` where it holds no rows */
export function readPage(document: unknown): Page | undefined {
	if (Array.isArray(document)) return { form: 'array', rows: document, total: document.length, next: undefined };
	if (!isJsonObject(document)) return undefined;
	if (Array.isArray(document.value)) return odataPage(document, document.value);
	if (Array.isArray(document._embedded)) return reapitPage(document, document._embedded);
	const envelope = document.D;
	return isJsonObject(envelope) && Array.isArray(envelope.Results) ? sparkPage(envelope, envelope.Results) : undefined;
}

function odataPage(document: JsonObject, rows: readonly unknown[]): Page {
	const link = document['@odata.nextLink'];
	return {
		form: 'odata',
		rows,
		total: numberOf(document['@odata.count']),
		next: typeof link === 'string' && link !== '' ? { kind: 'link', href: link } : undefined,
	};
}

/** By token where one is given, because page numbers break beyond some hundred records of metadata (domain/reapit.md §2.6). */
function reapitPage(document: JsonObject, rows: readonly unknown[]): Page {
	const { nextPageToken: token, pageNumber, totalPageCount, totalCount, pageSize, _links: links } = document;
	const total = numberOf(totalCount);
	const page = numberOf(pageNumber);
	const size = numberOf(pageSize);
	const pages =
		numberOf(totalPageCount) ?? (total === undefined || size === undefined ? undefined : Math.ceil(total / size));
	const link = hrefOf(isJsonObject(links) ? links.next : undefined);
	let next: NextPage | undefined;
	if (typeof token === 'string' && token !== '') next = { kind: 'parameter', name: 'nextPageToken', value: token };
	else if (link !== undefined && /[?&]nextpagetoken=/i.test(link)) next = { kind: 'link', href: link };
	else if (page !== undefined && pages !== undefined && rows.length > 0)
		next = page < pages ? { kind: 'parameter', name: 'pageNumber', value: String(page + 1) } : undefined;
	else if (link !== undefined && rows.length > 0) next = { kind: 'link', href: link };
	return { form: 'reapit', rows, total, next };
}

/** Both ways of the vendor (domain/spark.md §3.4): by number, and by token on the replication host. */
function sparkPage(envelope: JsonObject, rows: readonly unknown[]): Page {
	const pagination = isJsonObject(envelope.Pagination) ? envelope.Pagination : {};
	const current = numberOf(pagination.CurrentPage);
	const pages = numberOf(pagination.TotalPages);
	const token = envelope.SkipToken;
	let next: NextPage | undefined;
	if (current !== undefined && pages !== undefined)
		next = current < pages ? { kind: 'parameter', name: '_page', value: String(current + 1) } : undefined;
	else if (typeof token === 'string' && token !== '' && rows.length > 0)
		next = { kind: 'parameter', name: '_skiptoken', value: token };
	return { form: 'spark', rows, total: numberOf(pagination.TotalRows), next };
}

function hrefOf(link: Json | undefined): string | undefined {
	const href = isJsonObject(link) ? link.href : undefined;
	return typeof href === 'string' && href !== '' ? href : undefined;
}

function numberOf(value: Json | undefined): number | undefined {
	return typeof value === 'number' ? value : undefined;
}
