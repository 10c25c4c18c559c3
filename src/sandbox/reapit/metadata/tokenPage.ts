/** Pages of metadata by token, the only cursor of the API (npm types 2.1.23; where the token is returned is unknown). */
import { jsonAnswer } from '../../answer.ts';
import type { Answer, SandboxRequest } from '../../answer.ts';
import type { Json, JsonObject } from '../../json.ts';
import { queryValues, wholeNumber } from '../pagedBody.ts';
import { ReapitRefusal } from '../refusal.ts';
import type { MetadataRecord } from './records.ts';

/**
 * A token stands for the last record of its page, so records that come or go shift nothing.
 * It is returned within `_links.next.href`, with everything else that was asked; a store read by cursor knows no totals.
 *
 * @throws ReapitRefusal 400 for a token that is none
 */
export function tokenPage(
	request: SandboxRequest,
	records: readonly MetadataRecord[],
	shown: (record: MetadataRecord) => JsonObject,
): Answer {
	const pageSize = wholeNumber(request, 'pageSize', 25, 1, 100);
	const [token = ''] = queryValues(request, 'nextPageToken');
	const after = token === '' ? 0 : sequenceOf(token);
	const left = records.filter(({ sequence }) => sequence > after);
	const page = left.slice(0, pageSize);
	const last = page.at(-1);
	const links: Record<string, Json> = { self: { href: link(request, token) }, first: { href: link(request, '') } };
	if (left.length > page.length && last !== undefined) links.next = { href: link(request, tokenOf(last.sequence)) };
	return jsonAnswer({ _embedded: page.map(shown), pageSize, pageCount: page.length, _links: links });
}

function link(request: SandboxRequest, token: string): string {
	const query = new URLSearchParams(
		[...request.params].filter(([name]) => !['nextpagetoken', 'pagenumber'].includes(name.toLowerCase())),
	);
	if (token !== '') query.set('nextPageToken', token);
	return `/metadata/?${query.toString()}`;
}

const tokenOf = (sequence: number): string => Buffer.from(`{"after":${sequence}}`).toString('base64url');

function sequenceOf(token: string): number {
	const text = Buffer.from(token, 'base64url').toString('utf8');
	const digits = /^\{"after":(\d+)\}$/.exec(text)?.[1];
	if (digits === undefined) throw new ReapitRefusal(400, 'The nextPageToken is not valid');
	return Number(digits);
}
