/** A request as a `curl` command for POSIX shells. */
import { headerOf } from '../plainRequest.ts';
import type { PlainRequest } from '../plainRequest.ts';

/** @param file  where the body is to be read from, where it is not text */
export function exportCurl(request: PlainRequest, file = 'body.bin'): string {
	const { method, url, headers, body } = request;
	const words = [
		...(method === 'GET' && body === undefined ? [] : method === 'HEAD' ? ['--head'] : [`--request ${quoted(method)}`]),
		quoted(url),
		...headers.map(([name, value]) => `--header ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
		...bodyWords(request, file),
	];
	// curl would call it a form by itself.
	const untyped =
		body !== undefined && headerOf(request, 'content-type') === undefined ? ["--header 'Content-Type:'"] : [];
	return `curl ${[...words, ...untyped].join(' \\\n  ')}\n`;
}

function bodyWords({ body }: PlainRequest, file: string): readonly string[] {
	if (body === undefined) return [];
	if (typeof body !== 'string') return [`--data-binary ${quoted(`@${file}`)}`];
	return [`--data-raw ${quoted(body)}`];
}

/** `{{$env.TOKEN}}`, as it stands in a text and in an address. */
const VARIABLE = /(?:\{\{\$env\.([A-Za-z_]\w*)\}\}|%7B%7B\$env\.([A-Za-z_]\w*)%7D%7D)/;

/** As one word of a POSIX shell. A variable of the process is one of the shell; everything else stays as it is. */
function quoted(text: string): string {
	if (/^[\w./:=-]+$/.test(text)) return text;
	// Split by a pattern with two groups: text, one name or the other, text, …
	const word = text
		.split(VARIABLE)
		.map((piece: string | undefined, nth) => {
			if (piece === undefined || piece === '') return '';
			return nth % 3 === 0 ? `'${piece.replaceAll("'", String.raw`'\''`)}'` : `"\${${piece}}"`;
		})
		.join('');
	return word === '' ? "''" : word;
}
