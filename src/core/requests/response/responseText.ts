/** An answer as a text for an editor: status and timing, headers, the body on lines, and where its links stand. */
import type { Span } from '../../filter/syntax.ts';
import { responseLinks } from '../links/responseLinks.ts';
import type { LinkOptions } from '../links/responseLinks.ts';
import type { ResponseLink } from '../links/responseLink.ts';
import { bodySize, bodyText, headerOfExchange } from '../send/exchange.ts';
import type { Exchange } from '../send/exchange.ts';
import { formattedBody } from './formattedBody.ts';
import type { BodyForm } from './formattedBody.ts';
import { statusText } from './statusText.ts';

export interface ShownResponse {
	readonly text: string;
	/** All headers, to be folded. */
	readonly headers: Span;
	/** Where the body begins; the end of the text where there is none. */
	readonly bodyStart: number;
	readonly form: BodyForm;
	readonly links: readonly ShownLink[];
}

export interface ShownLink extends Span {
	readonly link: ResponseLink;
}

/**
 * @param notes  lines that are told beside it: moved filters, expectations that were not met
 * @param summary  `GET 200 · 123 ms · 4.5 kB`
 */
export function responseText(
	exchange: Exchange,
	summary: string,
	notes: readonly string[],
	options: LinkOptions,
): ShownResponse {
	const { request, status, requestId, waits } = exchange;
	const head = [
		`HTTP ${status} ${statusText(status)}`.trimEnd(),
		`# ${oneLine(summary)}`,
		`# ${request.method} ${oneLine(request.url)}`,
		...(requestId === '' ? [] : [`# request id ${oneLine(requestId)}`]),
		...waits.map(({ since, until, why }) => `# waited ${Math.max(0, until - since)} ms: ${oneLine(why)}`),
		...notes.map((note) => `# ${oneLine(note)}`),
	];
	const lines = exchange.headers.map(([name, value]) => `${name}: ${oneLine(value)}`);
	const before = `${head.join('\n')}\n`;
	const headers = { start: before.length, end: before.length + lines.join('\n').length };
	const start = `${before}${lines.map((line) => `${line}\n`).join('')}\n`;
	const body = shownBody(exchange);
	const shown = { ...exchange, body: { kind: 'memory', bytes: new TextEncoder().encode(body.text) } } as const;
	// Their places are those of the body as it is shown; its charset was that of the vendor.
	const links = responseLinks({ ...shown, headers: withoutCharset(exchange.headers) }, options).flatMap((link) =>
		placeOf(link, headers, lines, start.length),
	);
	return { text: start + body.text, headers, bodyStart: start.length, form: body.form, links };
}

function shownBody(exchange: Exchange): { readonly form: BodyForm; readonly text: string } {
	const { body } = exchange;
	if (body.kind === 'file')
		return { form: 'binary', text: `# The body (${bodySize(exchange)} bytes) is in ${body.path}\n` };
	const type = headerOfExchange(exchange, 'content-type');
	const found = formattedBody(bodyText(exchange) ?? '', type);
	if (found.form !== 'binary') return found;
	return {
		form: 'binary',
		text: `# ${bodySize(exchange)} bytes of ${type ?? 'no type'}: run with --output to keep them\n`,
	};
}

function withoutCharset(headers: Exchange['headers']): Exchange['headers'] {
	return headers.map(([name, value]) => [
		name,
		name.toLowerCase() === 'content-type' ? value.replace(/;.*$/, '') : value,
	]);
}

function placeOf(link: ResponseLink, headers: Span, lines: readonly string[], bodyStart: number): readonly ShownLink[] {
	const { place } = link;
	if (place.in === 'body') return [{ link, start: bodyStart + place.span.start, end: bodyStart + place.span.end }];
	let start = headers.start;
	for (const line of lines) {
		if (line.toLowerCase().startsWith(`${place.name.toLowerCase()}: `)) {
			return [{ link, start: start + place.name.length + 2, end: start + line.length }];
		}
		start += line.length + 1;
	}
	return [];
}

function oneLine(text: string): string {
	return text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
}
