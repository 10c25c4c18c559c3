/** The JSON body of a request, with variables covered so that its form can be looked at. */
import type { Span } from '../../filter/syntax.ts';
import type { RequestBlock } from '../document/requestDocument.ts';
import { variableReferences } from '../document/variableReferences.ts';

export interface JsonBody extends Span {
	/** Of the same length as what stands there; variables that stand for values are numbers. */
	readonly text: string;
	/** Where variables stand for values: nothing is known of those. */
	readonly covered: readonly Span[];
}

/** @returns `undefined` where there is no body of one piece of JSON */
export function jsonBody({ body }: RequestBlock): JsonBody | undefined {
	const [piece, ...more] = body?.pieces ?? [];
	if (body?.language !== 'json' || piece?.kind !== 'text' || more.length > 0) return undefined;
	const covered: Span[] = [];
	let { text } = piece;
	for (const { start, end } of variableReferences(piece.text)) {
		if (isWithinText(piece.text, start)) continue;
		covered.push({ start: piece.start + start, end: piece.start + end });
		text = text.slice(0, start) + '0'.padEnd(end - start) + text.slice(end);
	}
	return { text, covered, start: piece.start, end: piece.end };
}

/** Whether an offset lies between the quotes of a text. */
function isWithinText(text: string, offset: number): boolean {
	let isOpen = false;
	for (let at = 0; at < offset; at++) {
		if (text[at] === '\\' && isOpen) at++;
		else if (text[at] === '"') isOpen = !isOpen;
	}
	return isOpen;
}
