/** Pages of what is not kept with the records: metadata, schemas, webhooks. In the shape of all of Reapit's lists (§2.4). */
import { jsonAnswer } from '../answer.ts';
import type { Answer, SandboxRequest } from '../answer.ts';
import type { Json, JsonObject } from '../json.ts';
import { ReapitRefusal } from './refusal.ts';

/** All values of a query parameter; names are read without regard to case (§2.1), and `id[0]=A` as `id=A` (#8906). */
export function queryValues(request: SandboxRequest, name: string): readonly string[] {
	return [...request.params]
		.filter(([key]) => key.replace(/\[\d+\]$/, '').toLowerCase() === name.toLowerCase())
		.map(([, value]) => value);
}

/** @throws ReapitRefusal 400 */
export function wholeNumber(request: SandboxRequest, name: string, usual: number, least: number, most: number): number {
	const text = queryValues(request, name)[0];
	if (text === undefined) return usual;
	const value = Number(text);
	if (!/^\d+$/.test(text) || value < least || value > most)
		throw new ReapitRefusal(400, `The value '${text}' is not valid for ${name}`);
	return value;
}

/** @throws ReapitRefusal 400 for a page size or number outside of its range */
export function pageAnswer(request: SandboxRequest, path: string, rows: readonly JsonObject[]): Answer {
	const pageSize = wholeNumber(request, 'pageSize', 25, 1, 100);
	const pageNumber = wholeNumber(request, 'pageNumber', 1, 1, Number.MAX_SAFE_INTEGER);
	const page = rows.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
	const totalPageCount = Math.ceil(rows.length / pageSize);
	const link = (number: number): JsonObject => ({ href: `${path}?PageNumber=${number}&PageSize=${pageSize}` });
	const links: Record<string, Json> = { self: link(pageNumber), first: link(1) };
	if (pageNumber < totalPageCount) links.next = link(pageNumber + 1);
	links.last = link(Math.max(1, totalPageCount));
	return jsonAnswer({
		_embedded: page,
		pageNumber,
		pageSize,
		pageCount: page.length,
		totalPageCount,
		totalCount: rows.length,
		_links: links,
	});
}
