/** Part of a file, where the client has the beginning already (RFC 9110 §14). */
import type { Answer } from '../../answer.ts';

/** One range of bytes; anything else is answered with the whole, as a server may. */
export function rangeAnswer(answer: Answer, range: string | undefined): Answer {
	if (answer.body.kind !== 'bytes') return answer;
	const { bytes } = answer.body;
	const headers = { ...answer.headers, 'accept-ranges': 'bytes' };
	const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
	if (first === undefined || last === undefined || (first === '' && last === '')) return { ...answer, headers };
	const from = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
	const to = first === '' || last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1);
	if (from > to)
		return {
			status: 416,
			headers: { 'content-type': 'text/plain', 'content-range': `bytes */${bytes.length}` },
			body: { kind: 'text', text: 'Range not satisfiable.' },
		};
	return {
		status: 206,
		headers: { ...headers, 'content-range': `bytes ${from}-${to}/${bytes.length}` },
		body: { kind: 'bytes', bytes: bytes.subarray(from, to + 1) },
	};
}
