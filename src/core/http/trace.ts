/** What one attempt of a request was, without secrets: for the log, and for a HAR file on demand. */
import type { Log } from '../outside.ts';
import type { HttpRequest } from './contract.ts';
import { redactHeaders, redactQuery, redactUrl } from './redact.ts';

export interface TraceEvent {
	/** When the attempt began, ms since 1970. */
	readonly time: number;
	readonly method: string;
	readonly url: string;
	/** 0 where no answer came. */
	readonly status: number;
	readonly bytes: number;
	readonly ms: number;
	readonly attempt: number;
	readonly label: string;
	readonly requestId: string;
	readonly requestHeaders: Readonly<Record<string, string>>;
	readonly responseHeaders: Readonly<Record<string, string>>;
	/** What went wrong, where no complete answer came. */
	readonly error?: string | undefined;
}

/** An engine's headers cannot always be listed; these are the ones worth asking for. */
const tracedHeaders = [
	'content-type',
	'content-length',
	'content-encoding',
	'date',
	'deprecation',
	'etag',
	'last-modified',
	'location',
	'odata-version',
	'retry-after',
	'server',
	'sunset',
	'warning',
	'x-amzn-requestid',
	'x-request-id',
] as const;

export interface Attempt {
	readonly request: HttpRequest;
	readonly headers: Readonly<Record<string, string>>;
	readonly time: number;
	readonly ms: number;
	readonly attempt: number;
	readonly requestId: string;
	readonly status: number;
	readonly responseHeaders: { get(name: string): string | null } | undefined;
	readonly bytes: number;
	readonly error: string | undefined;
}

export function traceEvent(attempt: Attempt): TraceEvent {
	const { request, headers, responseHeaders, error, time, ms, requestId, status, bytes } = attempt;
	const found = tracedHeaders.flatMap((name) => {
		const value = responseHeaders?.get(name) ?? null;
		if (value === null) return [];
		return [[name, name === 'location' ? shownLocation(value, request) : value] as const];
	});
	return {
		time,
		method: request.method,
		url: request.isPreSigned === true ? redactQuery(request.url) : redactUrl(request.url),
		status,
		bytes,
		ms,
		attempt: attempt.attempt,
		label: request.label,
		requestId,
		requestHeaders: redactHeaders(headers),
		responseHeaders: redactHeaders(Object.fromEntries(found)),
		...(error === undefined ? {} : { error }),
	};
}

/** Where a redirect leaves the vendor, the address is its own credential. */
function shownLocation(location: string, { url, isPreSigned }: HttpRequest): string {
	const isElsewhere = URL.parse(location, url)?.origin !== new URL(url).origin;
	return isElsewhere || isPreSigned === true ? redactQuery(location) : location;
}

export function logTrace(log: Log, event: TraceEvent): void {
	const { method, url, status, bytes, ms, attempt, label, requestId, error } = event;
	log.write('debug', `${method} ${url}`, { status, bytes, ms, attempt, label, requestId, error });
}
