/** Changes that nothing is wrong without: offered where the cursor is, applied only when chosen. */
import type { Fix } from '../findings.ts';
import { hasZone } from '../literal.ts';
import { moment } from '../moments.ts';
import type { Literal, Span } from '../syntax.ts';
import { fixInDocument } from './filterDocument.ts';
import type { FilterDocument } from './filterDocument.ts';

export function refactorsAt(document: FilterDocument, span: Span): readonly Fix[] {
	return document.sets
		.flatMap(({ expressions }) => expressions)
		.filter(({ start, end }) => start <= span.end && end >= span.start)
		.flatMap((expression) =>
			expression.parsed.filter.values.flatMap((value) => {
				if (value.kind !== 'literal') return [];
				const { start, end } = expression.map.toFile(value);
				const fix = start <= span.end && end >= span.start ? inUtc(value) : undefined;
				return fix === undefined ? [] : [fixInDocument(expression, fix)].filter((one) => one !== undefined);
			}),
		);
}

/** `2020-11-05T14:15:30.5+01:00` → `2020-11-05T13:15:30.5Z` */
function inUtc({ type, text, start, end }: Literal): Fix | undefined {
	const instant = type === 'datetime' && hasZone(text) && !/z$/i.test(text) ? moment(text) : undefined;
	if (instant === undefined) return undefined;
	const fraction = /\.\d+/.exec(text)?.[0] ?? '';
	const utc = `${instant.at.slice(0, 19)}${fraction}Z`;
	return { title: `Convert to UTC (${utc})`, edits: [{ start, end, text: utc }] };
}
