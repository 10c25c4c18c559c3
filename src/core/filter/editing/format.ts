/** Formats what of a document lies in a span, or what was just finished by typing. */
import type { Edit } from '../findings.ts';
import { isComplete, print } from '../print.ts';
import type { Span } from '../syntax.ts';
import { canWrite, textInDocument } from './filterDocument.ts';
import type { FilterDocument, PlacedExpression } from './filterDocument.ts';
import { lineAt } from './place.ts';

export const formatTriggers = ['\n', "'"] as const;

/** Edits of the expressions that a span touches. */
export function formatRange(document: FilterDocument, span: Span): readonly Edit[] {
	return expressionsOf(document)
		.filter(({ start, end }) => start <= span.end && end >= span.start)
		.flatMap((expression) => formatOne(document, expression));
}

/** After Enter the line above; after an apostrophe the expression that it ended, unless more may follow. */
export function formatOnType(document: FilterDocument, offset: number, typed: string): readonly Edit[] {
	if (document.form !== 'file') return [];
	if (typed === '\n') {
		const above = lineAt(document.text, Math.max(0, lineAt(document.text, offset).start - 1));
		return expressionsOf(document)
			.filter(({ start, end }) => end > above.start && end <= above.end && start <= above.end)
			.flatMap((expression) => formatOne(document, expression));
	}
	const ended = expressionsOf(document).find(({ end }) => end === offset);
	const last = ended?.parsed.filter.values.at(-1);
	if (ended === undefined || typed !== "'" || last?.kind !== 'literal' || last.quote !== 'straight' || !last.isClosed)
		return [];
	return formatOne(document, ended);
}

function formatOne(document: FilterDocument, expression: PlacedExpression): readonly Edit[] {
	const { parsed, map } = expression;
	const printed = print(parsed, document.dialect);
	if (!isComplete(parsed.filter) || !canWrite(expression, printed)) return [];
	// Where the file writes its signs in another way, only what it says is compared.
	const isFile = document.form === 'file';
	const said = isFile ? document.text.slice(expression.start, expression.end) : parsed.text.trim();
	if (said === printed) return [];
	const start = isFile ? 0 : parsed.text.length - parsed.text.trimStart().length;
	const whole = map.toFile({ start, end: parsed.text.trimEnd().length });
	return [{ ...whole, text: textInDocument(expression, printed) }];
}

function expressionsOf({ sets }: FilterDocument): readonly PlacedExpression[] {
	return sets.flatMap(({ expressions }) => expressions);
}
