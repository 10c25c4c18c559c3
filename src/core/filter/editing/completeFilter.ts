/** What may be written at a cursor in a filter: first what is expected there, then what the data has for it. */
import { fieldOf } from '../fieldIndex.ts';
import type { FieldFacts, FieldIndex } from '../fieldIndex.ts';
import type { Parsed, Path } from '../syntax.ts';
import { completeDirectives } from './completeDirectives.ts';
import { completeFields } from './completeFields.ts';
import { completeOperators } from './completeOperators.ts';
import { completeValues } from './completeValues.ts';
import type { FilterCompletion, FilterCompletions } from './completion.ts';
import { expectedAt } from './expected.ts';
import type { Expected } from './expected.ts';
import { canWrite, textInDocument } from './filterDocument.ts';
import type { FilterDocument, FilterSet, PlacedExpression } from './filterDocument.ts';
import type { FilterKnowledge } from './knowledge.ts';
import { placeAt } from './place.ts';

/** @returns `undefined` where nothing is known that could stand there */
export function completeFilter(
	document: FilterDocument,
	offset: number,
	knowledge: FilterKnowledge,
): FilterCompletions | undefined {
	const place = placeAt(document, offset);
	switch (place?.kind) {
		case undefined:
			return undefined;
		case 'comment':
			return completeDirectives(document.text, place.line, offset, knowledge.datasets ?? []);
		case 'empty': {
			const index = knowledge.fieldsOf(place.set?.dataset?.text);
			const here = { start: offset, end: offset };
			return { insert: here, replace: here, items: completeFields(index, '', true, document.dialect) };
		}
		case 'expression':
			return inExpression(document, place.set, place.expression, place.at, offset, knowledge);
	}
}

function inExpression(
	document: FilterDocument,
	set: FilterSet,
	expression: PlacedExpression,
	at: number,
	offset: number,
	knowledge: FilterKnowledge,
): FilterCompletions | undefined {
	const { parsed } = expression;
	const expected = expectedAt(parsed, at, document.dialect);
	if (expected === undefined || expression.map.isWithinOne(offset)) return undefined;
	const replace =
		at > parsed.text.length || expected.replace.start === expected.replace.end
			? { start: offset, end: offset }
			: expression.map.toFile(expected.replace);
	const items = itemsFor(document, set, parsed, expected, at, knowledge);
	// Within closed quotes, half of them would stay behind.
	const isWhole = expected.kind === 'value' && expected.current?.quote !== undefined && expected.current.isClosed;
	const insert = isWhole ? replace : { start: replace.start, end: offset };
	return { insert, replace, items: items.flatMap((item) => inDocument(item, expression)) };
}

function itemsFor(
	{ dialect }: FilterDocument,
	{ dataset }: FilterSet,
	{ text }: Parsed,
	expected: Expected,
	at: number,
	knowledge: FilterKnowledge,
): readonly FilterCompletion[] {
	const index = knowledge.fieldsOf(dataset?.text);
	const isLast = text.slice(expected.replace.end).trim() === '' && !/^\s/.test(text.slice(expected.replace.end));
	switch (expected.kind) {
		case 'field':
			return completeFields(index, text.slice(expected.replace.start, at), isLast, dialect);
		case 'operator':
			return completeOperators(factsOf(index, expected.field), isLast, dialect);
		case 'value':
			return completeValues(
				{
					...expected,
					facts: factsOf(index, expected.field),
					now: knowledge.now,
					lastRead: knowledge.lastReadOf?.(dataset?.text),
					timeZone: knowledge.timeZone,
				},
				dialect,
			);
	}
}

function factsOf(index: FieldIndex | undefined, field: Path | undefined): FieldFacts | undefined {
	return index === undefined || field === undefined ? undefined : fieldOf(index, field.names);
}

function inDocument(item: FilterCompletion, expression: PlacedExpression): readonly FilterCompletion[] {
	if (!canWrite(expression, item.insertText)) return [];
	return [{ ...item, insertText: textInDocument(expression, item.insertText) }];
}
