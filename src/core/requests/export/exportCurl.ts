/** A request as a `curl` command for POSIX shells. */
import { withoutProcessVariables } from '../code/processVariable.ts';
import { shellWord } from '../code/shellWord.ts';
import { headerOf } from '../plainRequest.ts';
import type { PlainRequest } from '../plainRequest.ts';

/** @param file  where the body is to be read from, where it is not text */
export function exportCurl(request: PlainRequest, file = 'body.bin'): string {
	const { method, url, headers, body } = request;
	const words = [
		// Otherwise curl takes brackets for a range of addresses.
		...(/[[\]{}]/.test(withoutProcessVariables(url)) ? ['--globoff'] : []),
		...(method === 'GET' && body === undefined
			? []
			: method === 'HEAD'
				? ['--head']
				: [`--request ${shellWord(method)}`]),
		shellWord(url),
		...headers.map(([name, value]) => `--header ${shellWord(value === '' ? `${name};` : `${name}: ${value}`)}`),
		...bodyWords(request, file),
	];
	// curl would call it a form by itself.
	const untyped =
		body !== undefined && headerOf(request, 'content-type') === undefined ? ["--header 'Content-Type:'"] : [];
	return `curl ${[...words, ...untyped].join(' \\\n  ')}\n`;
}

function bodyWords({ body }: PlainRequest, file: string): readonly string[] {
	if (body === undefined) return [];
	if (typeof body !== 'string') return [`--data-binary ${shellWord(`@${file}`)}`];
	return [`--data-raw ${shellWord(body)}`];
}
