/** Where a request may go: encrypted or to this machine, and with credentials only to the connection's own origin. */
import { FreeholdError } from '../errors.ts';
import type { HttpRequest } from './contract.ts';
import { isLoopback } from './loopback.ts';
import { redactQuery, redactUrl } from './redact.ts';

export interface AllowedOrigins {
	/** The connection's: the only one that ever gets its credentials. */
	readonly own: string;
	/** Further ones for anonymous requests: a token endpoint. */
	readonly anonymous: readonly string[];
}

/** @throws FreeholdError `unsafe` before anything is sent */
export function assertMaySend(request: HttpRequest, allowed: AllowedOrigins): void {
	const url = parse(request, request.url);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
		throw new FreeholdError('unsafe', {
			what: `${request.label} was not sent`,
			why: `${url.origin === 'null' ? url.protocol : url.origin} is not encrypted, and not this machine`,
			next: 'Use an https:// address',
		});
	}
	if (url.username !== '' || url.password !== '') {
		throw new FreeholdError('unsafe', {
			what: `${request.label} was not sent`,
			why: `The address of ${url.host} holds a user name or password`,
			next: 'Remove it from the address; credentials belong into the secrets of the connection',
		});
	}
	if (request.isPreSigned === true) {
		assertBare(request);
		return;
	}
	const origins = request.isAnonymous === true ? [allowed.own, ...allowed.anonymous] : [allowed.own];
	if (origins.some((origin) => originOf(origin) === url.origin)) return;
	throw new FreeholdError('unsafe', {
		what: `${request.label} was not sent`,
		why: `It leads to ${url.origin}, but this connection belongs to ${originOf(allowed.own)}`,
		next: 'If the vendor has moved, change the base URL of the connection; otherwise report this to the vendor',
	});
}

/** The next request of a redirect, by the rules of the fetch standard (§4.4, "HTTP-redirect fetch"). */
export function follow(request: HttpRequest, status: number, location: string, allowed: AllowedOrigins): HttpRequest {
	const from = parse(request, request.url);
	const to = parse(request, location, request.url);
	// A fragment is for browsers and never sent.
	to.hash = '';
	if (request.isPreSigned === true) {
		throw new FreeholdError('unsafe', {
			what: `${request.label} was not followed`,
			why: `${from.origin} redirects a pre-signed address to ${to.origin}; its signature holds for one address only`,
			next: 'Ask the vendor for a new address; if it stays so, report this to the vendor',
			status,
		});
	}
	if (to.origin !== from.origin) {
		if (request.mayLeave === true && isReading(request)) {
			const next = preSigned(request, to.href);
			assertMaySend(next, allowed);
			return next;
		}
		throw new FreeholdError('unsafe', {
			what: `${request.label} was not followed`,
			why: `${from.origin} redirects to ${to.origin}, which must not get the credentials of this connection`,
			next: 'If the vendor has moved, change the base URL of the connection; otherwise report this to the vendor',
			status,
		});
	}
	const becomesGet =
		(status === 303 && !isReading(request)) || ((status === 301 || status === 302) && request.method === 'POST');
	const next: HttpRequest = { ...request, url: to.href };
	assertMaySend(next, allowed);
	return becomesGet ? { ...next, method: 'GET', body: undefined, headers: withoutContent(request.headers) } : next;
}

/** Whether an answer sends us elsewhere. 304 and 300 are answers in themselves. */
export function isRedirect(status: number): boolean {
	return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function withoutContent(headers: HttpRequest['headers']): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers ?? {}).filter(([name]) => !name.toLowerCase().startsWith('content-')),
	);
}

function originOf(url: string): string {
	return URL.canParse(url) ? new URL(url).origin : url;
}

/** What is left of a request that leaves the vendor: its address and what it accepts, nothing about the connection. */
function preSigned({ method, label, headers, isIdempotent }: HttpRequest, url: string): HttpRequest {
	const accepted = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() === 'accept');
	return { method, url, label, isIdempotent, headers: Object.fromEntries(accepted), isPreSigned: true };
}

function isReading({ method }: HttpRequest): boolean {
	return method === 'GET' || method === 'HEAD';
}

/** @throws FreeholdError `unsafe` where a request to a stranger carries credentials */
function assertBare({ headers, label }: HttpRequest): void {
	const carried = Object.keys(headers ?? {}).find((name) => /^(proxy-)?authorization$|^cookie$/i.test(name));
	if (carried === undefined) return;
	throw new FreeholdError('unsafe', {
		what: `${label} was not sent`,
		why: `It goes to a pre-signed address and must not carry ${carried}`,
		next: 'Report this to the makers of Freehold',
	});
}

function parse(request: HttpRequest, url: string, base?: string): URL {
	if (URL.canParse(url, base)) return new URL(url, base);
	throw new FreeholdError('badRequest', {
		what: `${request.label} was not sent`,
		why: `"${request.isPreSigned === true ? redactQuery(url) : redactUrl(url)}" is not an address`,
		next: 'Check the base URL of the connection',
	});
}
