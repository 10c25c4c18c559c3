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

/** As one word of a POSIX shell. A variable of the environment stays one. */
function quoted(text: string): string {
	if (/^[\w./:=-]+$/.test(text)) return text;
	return text
		.split(/(\$\{[A-Z_][A-Z0-9_]*\})/)
		.filter((piece) => piece !== '')
		.map((piece) => (/^\$\{[A-Z_]/.test(piece) ? `"${piece}"` : `'${piece.replaceAll("'", String.raw`'\''`)}'`))
		.join('');
}
