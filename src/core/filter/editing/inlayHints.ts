/** Small words behind dates: how far away they are, and what they stand for. */
import { isLiteral } from '../print.ts';
import { moment } from '../moments.ts';
import type { Literal, Span } from '../syntax.ts';
import type { FilterDocument } from './filterDocument.ts';
import { distanceText, localText } from './instants.ts';
import type { FilterKnowledge } from './knowledge.ts';

export interface FilterHint {
	readonly at: number;
	readonly label: string;
	readonly tooltip: string;
}

/** @param span  the part of the document that is seen */
export function inlayHintsOf(document: FilterDocument, span: Span, knowledge: FilterKnowledge): readonly FilterHint[] {
	return document.sets.flatMap(({ expressions }) =>
		expressions
			.filter(({ start, end }) => start <= span.end && end >= span.start)
			.flatMap(({ parsed, map }) =>
				parsed.filter.values.filter(isLiteral).flatMap((value) => {
					const hint = hintOf(value, knowledge);
					return hint === undefined ? [] : [{ ...hint, at: map.toFile(value).end }];
				}),
			),
	);
}

function hintOf(
	{ type, text }: Literal,
	{ now, timeZone = 'UTC' }: FilterKnowledge,
): Omit<FilterHint, 'at'> | undefined {
	if (type === 'date') {
		const at = Date.parse(`${text}T00:00:00Z`);
		const tooltip = 'Read as the whole day in UTC; whether the server does the same is not documented.';
		return { label: `whole UTC day, ${distanceText(at, now, true)}`, tooltip };
	}
	const instant = type === 'datetime' ? moment(text) : undefined;
	if (instant === undefined) return undefined;
	const at = Date.parse(`${instant.at.slice(0, 23)}Z`);
	return { label: `${localText(at, timeZone)}, ${distanceText(at, now, false)}`, tooltip: `In ${timeZone}` };
}
