/** A resolved request as the door to the network takes it. */
import { FreeholdError } from '../../errors.ts';
import type { HttpRequest } from '../../http/contract.ts';
import type { ResolvedRequest } from '../resolve/resolveRequest.ts';

const METHODS: ReadonlySet<string> = new Set<HttpRequest['method']>(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']);
/** What the engine sets by itself, and must (RFC 9110 §7.6.1). */
const ENGINE_HEADERS = /^(?:host|connection|content-length|transfer-encoding|keep-alive|upgrade|te|trailer|expect)$/;

/** @throws FreeholdError `usage` for a method that is not sent */
export function httpRequestOf({ request, name }: ResolvedRequest): HttpRequest {
	const { method, url, headers, body } = request;
	if (!isMethod(method)) {
		throw new FreeholdError('usage', {
			what: `${name} was not sent`,
			why: `Freehold sends ${[...METHODS].join(', ')}, not ${method}`,
			next: 'Send it with another tool',
		});
	}
	return {
		method,
		url,
		headers: headersOf(headers),
		// As bytes: of a text, the fetch standard would send a type that the file does not name.
		body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
		label: name,
		// Where a document lies in a storage of its own, the vendor sends us there; it gets nothing of the connection.
		mayLeave: method === 'GET' || method === 'HEAD',
	};
}

function isMethod(method: string): method is HttpRequest['method'] {
	return METHODS.has(method);
}

/** Names in lower case; those that repeat are joined as RFC 9110 §5.3 allows. */
function headersOf(headers: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
	const joined = new Map<string, string>();
	for (const [name, value] of headers) {
		const lower = name.toLowerCase();
		if (ENGINE_HEADERS.test(lower)) continue;
		const before = joined.get(lower);
		joined.set(lower, before === undefined ? value : `${before}${lower === 'cookie' ? '; ' : ', '}${value}`);
	}
	return Object.fromEntries(joined);
}
