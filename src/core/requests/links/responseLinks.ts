/** Finds everything in an answer that can be followed, with its place. */
import type { Span } from '../../filter/syntax.ts';
import type { SourceName } from '../../project/project.ts';
import { bodyText, headerOfExchange } from '../send/exchange.ts';
import type { Exchange } from '../send/exchange.ts';
import { jsonNodes } from './jsonNodes.ts';
import type { JsonNode } from './jsonNodes.ts';
import type { KeyTargets } from './keyLinks.ts';
import { readTemplate } from './linkTemplate.ts';
import type { ResponseLink } from './responseLink.ts';

export interface LinkOptions {
	/** Of the connection: what only one vendor means is looked for in its answers alone. */
	readonly source?: SourceName | undefined;
	/** For Reapit: `reapitKeyTargets()`. */
	readonly keyTargets?: KeyTargets | undefined;
}

/** A larger body is looked at in a grid, not read. */
const LARGEST_CHARACTERS = 8 * 1024 * 1024;

/** In the order of the answer: headers first, then the body. Nothing where the body is a file, or larger than 8 MB. */
export function responseLinks(exchange: Exchange, options: LinkOptions = {}): readonly ResponseLink[] {
	const base = exchange.request.url;
	const found = new Found(base);
	const location = headerOfExchange(exchange, 'location');
	if (location !== undefined) found.add('location', 'Location', { in: 'header', name: 'location' }, location);
	const text = bodyText(exchange);
	if (text === undefined || text.length > LARGEST_CHARACTERS) return found.links;
	if (options.source === 'realpad') findFiles(text, found);
	else {
		const root = jsonNodes(text);
		if (root !== undefined) visit(root, [], options, found);
	}
	return found.links;
}

class Found {
	readonly links: ResponseLink[] = [];
	readonly #base: string;

	constructor(base: string) {
		this.#base = base;
	}

	/** @param href  as the answer gives it; what is no address is left out */
	add(kind: ResponseLink['kind'], name: string, place: ResponseLink['place'], href: string): void {
		const { address, parameters, optional } = readTemplate(href);
		// A base that is private as a whole is no address any more.
		const base = URL.parse(this.#base);
		const url = URL.parse(address, base?.href);
		if (address === '' || url === null || !/^https?:$/.test(url.protocol)) return;
		// A host is decoded, and keeps its braces: a variable there would be sent as the name of a server.
		if (/[{}]/.test(url.host)) return;
		// `URL` encodes some braces, but those of a query. Only what has to be filled in has them.
		const shown = url.href
			.replaceAll(/[{}]/g, encodeURIComponent)
			.replaceAll(/(?<!%7B)%7B([\w.-]+)%7D(?!%7D)/gi, (whole, name: string) =>
				parameters.includes(name) ? `{${name}}` : whole,
			);
		const isForeign = url.origin !== base?.origin;
		this.links.push({ kind, name, place, url: shown, parameters, optional, isForeign });
	}

	/** @param node  a text: what is clicked is what stands between its quotes */
	addNode(kind: ResponseLink['kind'], name: string, node: Span, href: string): void {
		this.add(kind, name, { in: 'body', span: { start: node.start + 1, end: node.end - 1 } }, href);
	}
}

function visit(node: JsonNode, path: readonly string[], options: LinkOptions, found: Found): void {
	if (node.kind === 'array') for (const item of node.items) visit(item, path, options, found);
	if (node.kind !== 'object') return;
	const isRelations = path.at(-1) === '_links';
	const siblings = new Map(
		node.members.flatMap(({ name, value }) => (value.kind === 'string' ? [[name, value.value] as const] : [])),
	);
	for (const { name, value } of node.members) {
		if (isRelations) findRelation(name, value, found);
		else if (!findField(name, value, siblings, options, found)) visit(value, [...path, name], options, found);
	}
}

/** `"offices": { "href": "/offices/?id=OXF" }`, or several of them. */
function findRelation(relation: string, node: JsonNode, found: Found): void {
	const links = node.kind === 'array' ? node.items : [node];
	for (const link of links) {
		if (link.kind !== 'object') continue;
		const href = link.members.find(({ name }) => name === 'href')?.value;
		if (href?.kind === 'string') found.addNode('hal', relation, href, href.value);
	}
}

const ODATA_LINK = /^(.*)@odata\.(nextLink|id|editLink|readLink|navigationLink|mediaReadLink)$/;

/** @returns whether the field is a link, so that nothing is looked for in it */
function findField(
	name: string,
	value: JsonNode,
	siblings: ReadonlyMap<string, string>,
	{ source, keyTargets }: LinkOptions,
	found: Found,
): boolean {
	if (value.kind === 'string') {
		const [, property = '', link] = ODATA_LINK.exec(name) ?? [];
		if (link !== undefined) {
			const kind = link === 'nextLink' ? 'next' : 'odata';
			found.addNode(kind, property === '' ? (kind === 'next' ? 'next' : link) : property, value, value.value);
			return true;
		}
		if (name === 'ResourceUri') {
			found.addNode('resource', 'resource', value, value.value);
			return true;
		}
	}
	const target = source === 'reapit' ? keyTargets?.(name, siblings) : undefined;
	if (target === undefined) return false;
	for (const id of value.kind === 'array' ? value.items : [value])
		if (id.kind === 'string' && id.value !== '')
			found.addNode('key', name.replace(/Ids?$/, ''), id, `/${target}/${encodeURIComponent(id.value)}`);
	return true;
}

/** `<resource uid="…" file-name="…"/>`: `GET /resource/<uid>` needs no login (domain/realpad.md §1.6). */
function findFiles(text: string, found: Found): void {
	for (const { 0: element, index } of text.matchAll(/<resource\s[^>]*>/g)) {
		const uid = /\suid="([^"&<]+)"/.exec(element);
		if (uid?.[1] === undefined) continue;
		const start = index + uid.index + uid[0].indexOf(uid[1]);
		const name = /\sfile-name="([^"]*)"/.exec(element)?.[1] ?? 'file';
		const place = { in: 'body' as const, span: { start, end: start + uid[1].length } };
		found.add('file', name, place, `/resource/${encodeURIComponent(uid[1])}`);
	}
}
