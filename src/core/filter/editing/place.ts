/** Finds what of a document stands at an offset. */
import type { FilterDocument, FilterSet, PlacedExpression } from './filterDocument.ts';
import type { Span } from '../syntax.ts';

export type Place =
	/** Within an expression; `at` is an offset of its own text, beyond it where only blanks lie between. */
	| { readonly kind: 'expression'; readonly set: FilterSet; readonly expression: PlacedExpression; readonly at: number }
	/** In a line that begins with `#`. */
	| { readonly kind: 'comment'; readonly set: FilterSet | undefined; readonly line: Span }
	/** In an empty line, where an expression may begin. */
	| { readonly kind: 'empty'; readonly set: FilterSet | undefined; readonly line: Span };

export function placeAt(document: FilterDocument, offset: number): Place | undefined {
	for (const set of document.sets) {
		for (const expression of set.expressions) {
			const { region, map } = expression;
			if (offset < region.start || offset > region.end) continue;
			return { kind: 'expression', set, expression, at: map.toFilter(offset) };
		}
	}
	if (document.form !== 'file') return undefined;
	const line = lineAt(document.text, offset);
	const set = setAt(document, offset);
	const isComment = document.text.startsWith('#', line.start);
	return { kind: isComment ? 'comment' : 'empty', set, line };
}

/** The set that an offset lies in, or right below: a line that is begun there goes on with it. */
export function setAt({ sets, text }: FilterDocument, offset: number): FilterSet | undefined {
	const line = lineAt(text, offset);
	return sets.find(({ start, end }) => offset >= start && /^(?:\r?\n)?$/.test(text.slice(end, line.start)));
}

/** Without its line break. */
export function lineAt(text: string, offset: number): Span {
	const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
	const next = text.indexOf('\n', offset);
	const end = next === -1 ? text.length : next;
	return { start, end: end > start && text[end - 1] === '\r' ? end - 1 : end };
}
