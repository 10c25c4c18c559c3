/** What Reapit has for a path, as JSON: version and links first, then the record itself. */
import type { Json } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';

export interface ReadRecord {
	readonly path: string;
	readonly customer: string;
	/** `undefined` for pages, and for records without a version. */
	readonly etag: string | undefined;
	readonly json: Json;
}

export function recordText({ path, customer, etag, json }: ReadRecord): string {
	const told = { path, customer, etag: etag ?? null, links: linksOf(json), record: json };
	return `${JSON.stringify(told, null, '\t')}\n`;
}

/** Each as a path that can be asked for. */
function linksOf(json: Json): Readonly<Record<string, string>> {
	const links = isJsonObject(json) ? json._links : undefined;
	if (!isJsonObject(links)) return {};
	const found = Object.entries(links).flatMap(([name, link]) => {
		const href = isJsonObject(link) ? link.href : undefined;
		return typeof href === 'string' && href !== '' ? [[name, href.replace(/^\//, '')] as const] : [];
	});
	return Object.fromEntries(found);
}
