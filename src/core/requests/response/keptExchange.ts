/** Exchanges as they are kept in a history: without secrets, with as much of the body as anyone reads again. */
import type { Exchange, SentRequest } from '../send/exchange.ts';
import { bodySize, bodyText } from '../send/exchange.ts';
import { maskedFields } from './maskedFields.ts';

export interface KeptExchange {
	readonly id: string;
	/** URI of the request file. */
	readonly file: string;
	readonly notes: readonly string[];
	/** Of the connection: what its links mean. */
	readonly source: 'realpad' | 'reapit' | 'spark' | undefined;
	readonly exchange: Omit<Exchange, 'body' | 'request'> & {
		readonly request: Omit<SentRequest, 'body'> & { readonly body: string | undefined };
	};
	/** As text; cut where it is longer than what is kept. */
	readonly body: string;
	readonly bodyBytes: number;
	readonly isCut: boolean;
}

/** Characters of a body that are kept. */
export const MOST_KEPT = 512 * 1024;

export function keptExchange(
	exchange: Exchange,
	{ id, file, notes, source }: Pick<KeptExchange, 'id' | 'file' | 'notes' | 'source'>,
): KeptExchange {
	const { body, request, ...rest } = exchange;
	const text = body.kind === 'memory' ? (bodyText(exchange) ?? '') : '';
	const sent = typeof request.body === 'string' ? maskedFields(request.body.slice(0, MOST_KEPT)) : undefined;
	return {
		...{ id, file, notes, source },
		exchange: { ...rest, request: { ...request, body: sent } },
		body: text.slice(0, MOST_KEPT).toWellFormed(),
		bodyBytes: bodySize(exchange),
		isCut: text.length > MOST_KEPT || body.kind === 'file',
	};
}

/** As it may lie on a disk: a token that a sign-in has just given is for the window that asked for it alone. */
export function storedExchange(kept: KeptExchange): KeptExchange {
	return { ...kept, body: maskedFields(kept.body) };
}

/** As it can be shown again. */
export function exchangeOf({ exchange, body }: KeptExchange): Exchange {
	return {
		...exchange,
		body: { kind: 'memory', bytes: new TextEncoder().encode(body) },
		headers: utf8(exchange.headers),
	};
}

/** What is kept is UTF-8, whatever the vendor's charset was. */
function utf8(headers: Exchange['headers']): Exchange['headers'] {
	return headers.map(([name, value]) => [
		name,
		name === 'content-type' ? value.replace(/charset\s*=\s*"?[\w-]+"?/i, 'charset=utf-8') : value,
	]);
}

/** Whether a text stands anywhere in it: address, headers, bodies. */
export function holds({ exchange, body }: KeptExchange, text: string): boolean {
	const wanted = text.toLowerCase();
	const { request, headers, name } = exchange;
	const all = [
		name,
		request.method,
		request.url,
		request.body ?? '',
		body,
		...headers.map(([header, value]) => `${header}: ${value}`),
	];
	return all.some((part) => part.toLowerCase().includes(wanted));
}
