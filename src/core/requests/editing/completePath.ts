/** Completes the path of a request from the operations of its API. */
import type { RequestBlock } from '../document/requestDocument.ts';
import type { Api, ApiOperation } from './api.ts';
import { item, plainSnippet } from './requestCompletion.ts';
import type { RequestCompletion, RequestCompletions } from './requestCompletion.ts';
import type { RequestKnowledge } from './requestKnowledge.ts';
import type { RequestPlace } from './requestPlace.ts';

export function completePath(
	{ request }: RequestBlock,
	offset: number,
	{ connections = [] }: RequestKnowledge,
	place: RequestPlace | undefined,
): RequestCompletions | undefined {
	if (request === undefined) return undefined;
	const { address } = request;
	const written = address.text.slice(0, offset - address.start);
	// Before anything is written nobody knows whose it is.
	if (place === undefined) {
		if (!/^\{?\{?[\w$.]*$/.test(written)) return undefined;
		return connections.length === 0
			? undefined
			: {
					replace: address,
					items: [
						item('variable', '{{base}}', { detail: 'of the connection', insertText: '{{base}}/', opensNext: true }),
					],
				};
	}
	const method = request.method?.text.toUpperCase() ?? 'GET';
	const atStart =
		place.span.start > offset ? { start: offset, end: address.end } : { start: place.span.start, end: address.end };
	if (written === '' || (!written.includes('/') && !written.includes('}}')))
		return {
			replace: address,
			items: basesOf(place.api).map((text) => item('path', text, { insertText: text, opensNext: true })),
		};
	return { replace: atStart, items: place.api.operations.filter((one) => one.method === method).map(pathItem) };
}

/** How the paths of an API begin where its connection is named. */
export function basesOf({ source }: Api): readonly string[] {
	if (source === 'spark') return ['{{reso}}/', '{{native}}/'];
	return source === 'realpad' ? ['{{ws}}/'] : ['{{base}}/'];
}

function pathItem({ path, about, method }: ApiOperation): RequestCompletion {
	let nth = 0;
	const insertText = path
		.split(/(\{[^}]*\})/)
		.map((part) => (part.startsWith('{') ? `\${${++nth}:${part.slice(1, -1)}}` : plainSnippet(part)))
		.join('');
	return item('path', path, { detail: method, about, insertText, isSnippet: nth > 0 });
}
