/** A request as it may be shown: known secrets masked in every form in which they may stand there. */
import { redactHeaders, redactText, redactUrl } from '../../http/redact.ts';
import type { PlainRequest } from '../plainRequest.ts';
import { encodeLineValue } from '../resolve/queryEncoding.ts';
import type { SentRequest } from './exchange.ts';

/** @param secrets  values that must not be shown, as `ResolvedRequest` tells them */
export function maskedRequest(request: PlainRequest, secrets: readonly string[]): SentRequest {
	const { method, url, headers, body } = request;
	return {
		method,
		url: maskedText(redactUrl(url), secrets),
		headers: headers.map(([name, value]) => [name, maskedHeader(name, value, secrets)] as const),
		body: typeof body === 'string' ? maskedText(body, secrets) : body,
		bodyBytes: body === undefined ? 0 : Buffer.byteLength(body),
	};
}

export function maskedHeader(name: string, value: string, secrets: readonly string[]): string {
	return maskedText(redactHeaders({ [name]: value })[name.toLowerCase()] ?? '', secrets);
}

/** A text in which a secret may stand as it is, percent-encoded, or escaped as in JSON. */
export function maskedText(text: string, secrets: readonly string[]): string {
	// A form begins with its first parameter, which `redactText` knows by the sign before it.
	const isForm = /^[\w.%-]+=/.test(text);
	const redacted = redactText(isForm ? `&${text}` : text, secrets.flatMap(formsOf));
	return isForm ? redacted.slice(1) : redacted;
}

function formsOf(secret: string): readonly string[] {
	const url = new URL('https://localhost/');
	url.search = `a=${encodeLineValue(secret)}`;
	url.pathname = secret;
	return [...new Set([secret, url.search.slice(3), url.pathname.slice(1), JSON.stringify(secret).slice(1, -1)])];
}
