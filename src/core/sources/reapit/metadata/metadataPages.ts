/** Walks through `/metadata/`: by token where the vendor gives one, because its page numbers break beyond 500 records. */
import { FreeholdError } from '../../../errors.ts';
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { CustomerApi } from '../entities/customerApi.ts';

export type Query = readonly (readonly [name: string, value: string])[];

const pageSize = 100;

/** The rows of every page, page by page. */
export async function* pagesOf(
	api: CustomerApi,
	path: string,
	query: Query,
	signal: AbortSignal,
): AsyncGenerator<readonly JsonObject[]> {
	const seen = new Set<string>();
	let token: string | undefined;
	for (let pageNumber = 1; ; pageNumber++) {
		const at: Query = token === undefined ? [['pageNumber', String(pageNumber)]] : [['nextPageToken', token]];
		const label = `${path} page ${pageNumber}`;
		const { json, requestId } = await api.read(
			{ path, query: [...query, ['pageSize', String(pageSize)], ...at], label },
			signal,
		);
		if (!isJsonObject(json) || !Array.isArray(json._embedded)) throw noPage(label, requestId);
		const rows = (json._embedded as readonly Json[]).filter(isJsonObject);
		yield rows;
		token = nextToken(json);
		if (token !== undefined) {
			if (seen.has(token)) throw endless(label, requestId);
			seen.add(token);
		} else if (rows.length === 0 || pageNumber >= pagesIn(json, pageNumber, rows.length)) return;
	}
}

/** Where the token is returned is nowhere written (domain/reapit.md §2.6): in the link to the next page, or beside it. */
function nextToken({ nextPageToken, _links: links }: JsonObject): string | undefined {
	if (typeof nextPageToken === 'string' && nextPageToken !== '') return nextPageToken;
	const next = isJsonObject(links) ? links.next : undefined;
	const href = isJsonObject(next) ? next.href : undefined;
	if (typeof href !== 'string') return undefined;
	const { searchParams } = new URL(href, 'https://platform.reapit.cloud');
	const found = [...searchParams].find(([name]) => name.toLowerCase() === 'nextpagetoken')?.[1];
	return found === '' ? undefined : found;
}

/** The list of schemas used to ignore paging (domain/reapit.md §2.6): without a word on pages, a short one is the last. */
function pagesIn({ totalPageCount }: JsonObject, pageNumber: number, rows: number): number {
	if (typeof totalPageCount === 'number') return totalPageCount;
	return rows < pageSize ? pageNumber : Number.MAX_SAFE_INTEGER;
}

function noPage(label: string, requestId: string): FreeholdError {
	return new FreeholdError('badResponse', {
		what: `${label} could not be read`,
		why: 'the answer is no page: it has no array _embedded',
		next: 'Try again; if it stays, report it to Reapit with the request id',
		requestId,
	});
}

function endless(label: string, requestId: string): FreeholdError {
	return new FreeholdError('badResponse', {
		what: `${label} was not followed`,
		why: 'the token of the next page was given before: the pages lead in a circle',
		next: 'Try again; if it stays, report it to Reapit with the request id',
		requestId,
	});
}
