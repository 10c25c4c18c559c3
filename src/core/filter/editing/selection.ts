/** What a selection grows to, step by step: a name, a value, the list, the expression, the set, the file. */
import type { Span } from '../syntax.ts';
import type { FilterDocument, PlacedExpression } from './filterDocument.ts';
import { placeAt, setAt } from './place.ts';

/** Innermost first; each lies within the next and is larger. */
export function selectionRangesAt(document: FilterDocument, offset: number): readonly Span[] {
	const place = placeAt(document, offset);
	const spans: Span[] = [];
	if (place?.kind === 'expression') spans.push(...partsAt(place.expression, place.at), spanOf(place.expression));
	else if (place !== undefined && place.line.end > place.line.start) spans.push(place.line);
	const set = place?.set ?? setAt(document, offset);
	if (set !== undefined) spans.push(spanOf(set));
	spans.push({ start: 0, end: document.text.length });
	return nested(spans.filter(({ start, end }) => start <= offset && end >= offset));
}

function partsAt({ parsed, map }: PlacedExpression, at: number): readonly Span[] {
	const { field, operator, values } = parsed.filter;
	const spans: Span[] = [];
	if (field.kind === 'path') {
		let start = field.start;
		for (const name of field.text.split('.')) {
			spans.push({ start, end: start + name.length });
			start += name.length + 1;
		}
		spans.push(field);
	}
	if (operator.kind === 'operator') spans.push(operator);
	const literals = values.filter(({ kind }) => kind === 'literal');
	for (const value of literals) {
		if (value.kind === 'literal' && value.quote !== undefined) {
			spans.push({ start: value.start + 1, end: value.isClosed ? value.end - 1 : value.end });
		}
		spans.push(value);
	}
	const [first] = literals;
	const last = literals.at(-1);
	if (first !== undefined && last !== undefined) spans.push({ start: first.start, end: last.end });
	return spans.filter(({ start, end }) => start <= at && end >= at && end > start).map((span) => map.toFile(span));
}

function nested(spans: readonly Span[]): readonly Span[] {
	const kept: Span[] = [];
	for (const { start, end } of spans) {
		const inner = kept.at(-1);
		const isLarger =
			inner === undefined || (start <= inner.start && end >= inner.end && end - start > inner.end - inner.start);
		if (isLarger) kept.push({ start, end });
	}
	return kept;
}

function spanOf({ start, end }: Span): Span {
	return { start, end };
}
