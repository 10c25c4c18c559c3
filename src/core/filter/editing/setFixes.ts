/** Fixes of findings that concern a set as a whole: they move or remove expressions, so that only the document can tell them. */
import type { Finding, Fix } from '../findings.ts';
import type { FilterDocument, FilterSet } from './filterDocument.ts';
import type { Span } from '../syntax.ts';

/** @param nth  which expression of the set the finding is about */
export function setFixes(document: FilterDocument, set: FilterSet, { code }: Finding, nth: number): readonly Fix[] {
	if (code === 'FH160' && isMovable(document, set)) return [listLast(document, set, nth)];
	if (code !== 'FH163' || document.form !== 'file') return [];
	const expression = set.expressions[nth];
	return expression === undefined ? [] : [withoutLine(document.text, expression)];
}

/** Whether an expression can stand where another does, written as it is. */
function isMovable({ form }: FilterDocument, { expressions }: FilterSet): boolean {
	return (
		form === 'file' || (form === 'request' && new Set(expressions.map(({ parameter }) => parameter?.text)).size === 1)
	);
}

/** Each expression behind the list moves up by one, the list down to the end; comments stay where they are. */
function listLast({ text }: FilterDocument, { expressions }: FilterSet, nth: number): Fix {
	const list = expressions[nth];
	const edits = expressions.slice(nth).map(({ start, end }, at) => {
		const next = expressions[nth + at + 1] ?? list;
		return { start, end, text: next === undefined ? '' : text.slice(next.start, next.end) };
	});
	return { title: 'Move the list to the end', edits };
}

function withoutLine(text: string, { start, end }: Span): Fix {
	const behind = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end, end + 1_000))?.[0].length ?? 0;
	return { title: 'Remove the filter', edits: [{ start, end: end + behind, text: '' }] };
}
