/** Where filters name a field, and how it is renamed everywhere. */
import type { Edit } from '../findings.ts';
import type { Path, Span } from '../syntax.ts';
import { canWrite, textInDocument } from './filterDocument.ts';
import type { FilterDocument, PlacedExpression } from './filterDocument.ts';
import { placeAt } from './place.ts';

export interface FieldOccurrence extends Span {
	/** The whole path as it is written there. */
	readonly path: string;
	readonly dataset: string | undefined;
	readonly expression: PlacedExpression;
}

/** The field that an offset lies in, up to the name that it touches: `a.b` of `a.|b.c`. */
export interface FieldAt extends Span {
	readonly names: readonly string[];
	readonly dataset: string | undefined;
}

export function fieldAt(document: FilterDocument, offset: number): FieldAt | undefined {
	const place = placeAt(document, offset);
	if (place?.kind !== 'expression') return undefined;
	const { field } = place.expression.parsed.filter;
	if (field.kind !== 'path' || !field.hasPrefix || place.at < field.start || place.at > field.end) return undefined;
	const parts = nameSpans(field);
	const nth = parts.findIndex(({ end }) => place.at <= end);
	const names = field.names.slice(0, nth === -1 ? field.names.length : nth + 1);
	const first = parts[0];
	const last = parts[names.length - 1];
	if (first === undefined || last === undefined || names.includes('')) return undefined;
	const span = place.expression.map.toFile({ start: first.start, end: last.end });
	return { ...span, names, dataset: place.set.dataset?.text };
}

/** Places of a field, whatever its case, also where it is only the beginning of a path; in sets of the same dataset. */
export function fieldOccurrences(
	document: FilterDocument,
	{ names, dataset }: Pick<FieldAt, 'names' | 'dataset'>,
): readonly FieldOccurrence[] {
	const wanted = names.map((name) => name.toLowerCase());
	return document.sets
		.filter((set) => set.dataset?.text === dataset)
		.flatMap((set) =>
			set.expressions.flatMap((expression): readonly FieldOccurrence[] => {
				const { field } = expression.parsed.filter;
				if (
					field.kind !== 'path' ||
					!field.hasPrefix ||
					!wanted.every((name, nth) => field.names[nth]?.toLowerCase() === name)
				)
					return [];
				const parts = nameSpans(field);
				const [first] = parts;
				const last = parts[wanted.length - 1];
				if (first === undefined || last === undefined) return [];
				const span = expression.map.toFile({ start: first.start, end: last.end });
				return [{ ...span, path: field.names.join('.'), dataset: set.dataset?.text, expression }];
			}),
		);
}

/** @param newPath  the whole path without its prefix, as `fieldNameProblem` accepts it */
export function renameField(
	document: FilterDocument,
	field: Pick<FieldAt, 'names' | 'dataset'>,
	newPath: string,
): readonly Edit[] {
	return fieldOccurrences(document, field)
		.filter(({ expression }) => canWrite(expression, newPath))
		.map(({ start, end, expression }) => ({
			start,
			end,
			text: textInDocument(expression, newPath),
		}));
}

/** Why a path cannot be the new name of a field; `undefined` where it can. */
export function fieldNameProblem(newPath: string): string | undefined {
	if (newPath === '') return 'A field has a name';
	if (newPath.split('.').includes('')) return 'A name between two dots is empty';
	if (/[\s,();\u200b\ufeff\p{Cc}]/u.test(newPath)) return 'A name holds no blanks, commas, semicolons or parentheses';
	if (/^[$'"‘’‚‛]/.test(newPath)) return 'A name begins with none of $, apostrophes and quotes';
	return newPath.isWellFormed() ? undefined : 'A name holds whole characters';
}

function nameSpans({ start, end, text, names, hasPrefix }: Path): readonly Span[] {
	let at = start + (hasPrefix ? text.indexOf('.') + 1 : 0);
	return names.map((name) => {
		const span = { start: at, end: Math.min(end, at + name.length) };
		at += name.length + 1;
		return span;
	});
}
