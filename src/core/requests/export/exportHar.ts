/** Requests and their answers as an HTTP archive (HAR 1.2), which browsers and other tools open. */
import type { Json, JsonObject } from '../../json.ts';
import { headerOf } from '../plainRequest.ts';
import type { PlainRequest } from '../plainRequest.ts';

/** An answer, as far as the archive wants it. */
export interface ArchivedResponse {
	readonly status: number;
	readonly statusText: string;
	readonly headers: PlainRequest['headers'];
	readonly body: string | Uint8Array | undefined;
	/** When the request left, ms since 1970. */
	readonly startedAt: number;
	readonly durationMs: number;
}

export interface ArchivedExchange {
	readonly request: PlainRequest;
	readonly response?: ArchivedResponse | undefined;
}

/** @param creator  name and version of who writes it */
export function exportHar(
	exchanges: readonly ArchivedExchange[],
	creator: { readonly name: string; readonly version: string },
): JsonObject {
	return { log: { version: '1.2', creator: { ...creator }, entries: exchanges.map(entryOf) } };
}

function entryOf({ request, response }: ArchivedExchange): JsonObject {
	const time = response?.durationMs ?? 0;
	return {
		startedDateTime: new Date(response?.startedAt ?? 0).toISOString(),
		time,
		request: requestOf(request),
		response: responseOf(response),
		cache: {},
		timings: { send: 0, wait: time, receive: 0 },
	};
}

function requestOf(request: PlainRequest): JsonObject {
	const { method, url, body } = request;
	const query = [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
	const bytes = body === undefined ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.length;
	const postData =
		body === undefined ? {} : { postData: { mimeType: headerOf(request, 'content-type') ?? '', ...content(body) } };
	return {
		...{ method, url, httpVersion: 'HTTP/1.1', cookies: [], headers: namesAndValues(request.headers) },
		...{ queryString: query, headersSize: -1, bodySize: bytes },
		...postData,
	};
}

function responseOf(response: ArchivedResponse | undefined): JsonObject {
	const { status = 0, statusText = '', headers = [], body } = response ?? {};
	const size = body === undefined ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.length;
	const mimeType = headerOf({ headers }, 'content-type') ?? '';
	return {
		...{ status, statusText, httpVersion: 'HTTP/1.1', cookies: [], headers: namesAndValues(headers) },
		content: { size, mimeType, ...(body === undefined ? {} : content(body)) },
		...{ redirectURL: headerOf({ headers }, 'location') ?? '', headersSize: -1, bodySize: size },
	};
}

function content(body: string | Uint8Array): JsonObject {
	return typeof body === 'string' ? { text: body } : { text: Buffer.from(body).toString('base64'), encoding: 'base64' };
}

function namesAndValues(headers: PlainRequest['headers']): Json {
	return headers.map(([name, value]) => ({ name, value }));
}
