/** Parameters of a form in the body of a request: `projectids=1&mode=…`, on one line or several. */
import type { Part, QueryParameter, RequestBlock } from '../document/requestDocument.ts';

export type WrittenParameter = Pick<QueryParameter, 'name' | 'value' | 'form'>;

/** Empty where the body is no form. */
export function formParameters({ body }: RequestBlock): readonly WrittenParameter[] {
	if (body === undefined || (body.language !== 'form' && body.language !== 'text')) return [];
	return body.pieces.flatMap((piece) => {
		if (piece.kind !== 'text') return [];
		return [...piece.text.matchAll(/[^&\r\n]+/g)].map(({ index, 0: pair }): WrittenParameter => {
			const lead = pair.length - pair.trimStart().length;
			const start = piece.start + index + lead;
			const text = pair.trim();
			const at = text.indexOf('=');
			return {
				form: 'address',
				name: part(text.slice(0, at === -1 ? undefined : at), start),
				value: at === -1 ? undefined : part(text.slice(at + 1), start + at + 1),
			};
		});
	});
}

function part(text: string, start: number): Part {
	return { text, start, end: start + text.length };
}
