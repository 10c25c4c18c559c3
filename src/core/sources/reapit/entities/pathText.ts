/** Paths of the vendor's as people write them: with a query behind them, or made of a documented path and ids. */
import type { Query } from './checkQuery.ts';

/** `documents/?associatedType=contact`, as a link of an answer stands there. */
export function splitLink(text: string): { readonly path: string; readonly query: Query } {
	const at = text.indexOf('?');
	if (at < 0) return { path: text, query: [] };
	return { path: text.slice(0, at), query: [...new URLSearchParams(text.slice(at + 1))] };
}

/** Names of the ids that a documented path wants: `id` and `keyId` of `/properties/{id}/keys/{keyId}`. */
export function idsOf(template: string): readonly string[] {
	return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** A documented path with its ids, in their order. */
export function filledPath(template: string, ids: readonly string[]): string {
	let next = 0;
	return template.replaceAll(/\{\w+\}/g, () => encodeURIComponent(ids[next++] ?? '')).replace(/^\//, '');
}

/** An id of a record is one part of a path. */
export function isId(text: string): boolean {
	return text.trim() !== '' && !/[\s/?#]/.test(text.trim());
}

/**
 * Of the documented paths, the one for the records of a list, or for the list itself.
 *
 * @param list  as the vendor documents it: `/properties/{id}/keys`
 */
export function pathOfList(list: string, templates: readonly string[], of: 'records' | 'list'): string | undefined {
	const wanted = `${bare(list)}${of === 'records' ? '/{}' : ''}`;
	return templates.find((template) => bare(template) === wanted);
}

/** Without the names of ids, which differ between the paths of one record. */
function bare(template: string): string {
	return template.replaceAll(/\{\w+\}/g, '{}').replace(/\/$/, '');
}
