/** The outline of a request file, and what of it can be folded. */
import type { Span } from '../../filter/syntax.ts';
import { blockName } from '../document/requestDocument.ts';
import type { RequestDocument } from '../document/requestDocument.ts';

export interface RequestSymbol extends Span {
	readonly name: string;
	/** Method and address. */
	readonly detail: string;
	/** What is marked when it is gone to. */
	readonly selection: Span;
}

/** Blocks that hold a request, a title or a variable. */
export function requestSymbols(document: RequestDocument): readonly RequestSymbol[] {
	return document.blocks.flatMap((block) => {
		const { request, title, start, end, variables } = block;
		if (request === undefined && title === undefined && variables.length === 0) return [];
		const name =
			request === undefined && title === undefined
				? variables.map((one) => `@${one.name.text}`).join(', ')
				: blockName(document, block);
		const detail = request === undefined ? '' : `${request.method?.text ?? 'GET'} ${request.address.text}`;
		const selection = title ?? request ?? { start, end: start };
		return [{ name, detail, start, end, selection: { start: selection.start, end: selection.end } }];
	});
}

/** Whole blocks, and long queries and bodies within them. */
export function requestFolds({ blocks, text }: RequestDocument): readonly Span[] {
	return blocks.flatMap(({ separator, end, request, body }) => {
		const whole = separator === undefined ? [] : [{ start: separator.start, end: trimmedEnd(text, end) }];
		const query = request === undefined || request.lines.length < 2 ? [] : [{ start: request.start, end: request.end }];
		return [...whole, ...query, ...(body === undefined ? [] : [{ start: body.start, end: body.end }])];
	});
}

function trimmedEnd(text: string, end: number): number {
	let at = end;
	while (at > 0 && /\s/.test(text.charAt(at - 1))) at--;
	return at;
}
