/** Finds the filters in a freehold.yaml: those of `filters`, and parameters that take filters. */
import { isMap, isScalar, isSeq } from 'yaml';
import type { Pair, Scalar } from 'yaml';
import type { Dialect } from '../../filter/dialect.ts';
import type { FilterDocument, FilterSet, PlacedExpression } from '../../filter/editing/filterDocument.ts';
import type { Directive } from '../../filter/filterFile.ts';
import { parse } from '../../filter/parse.ts';
import { readTolerantly, textOf, writtenRange } from './places.ts';
import { readScalar } from './scalarText.ts';

/** Parameters of Reapit's lists that take filters. */
const filterParameters = ['metadata', 'filter'];

export function readProjectFilters(text: string, dialect: Dialect): FilterDocument {
	const sets: FilterSet[] = [];
	const connections = readTolerantly(text).get('connections', true);
	for (const connection of pairsOf(connections)) {
		for (const settings of pairsOf(connection.value)) {
			const key = textOf(settings.key);
			if (key !== 'filters' && key !== 'parameters') continue;
			for (const dataset of pairsOf(settings.value)) {
				const named = datasetOf(textOf(connection.key) ?? '', dataset, text);
				const lists =
					key === 'filters'
						? [{ value: dataset.value, parameter: undefined }]
						: pairsOf(dataset.value)
								.filter((pair) => filterParameters.includes(textOf(pair.key) ?? ''))
								.map((pair) => ({ value: pair.value, parameter: directiveOf(pair.key, text) }));
				const isFlow = [connections, connection.value, settings.value, dataset.value].some(isFlowNode);
				sets.push(...lists.flatMap((list) => setOf({ ...list, isFlow }, named, text, dialect)));
			}
		}
	}
	return { text, dialect, form: 'yaml', sets };
}

interface WrittenList {
	readonly value: unknown;
	readonly parameter: Directive | undefined;
	/** Whether it stands within braces or brackets, where commas mean something else. */
	readonly isFlow: boolean;
}

function setOf(
	list: WrittenList,
	dataset: Directive | undefined,
	text: string,
	dialect: Dialect,
): readonly FilterSet[] {
	const { value } = list;
	const isFlow = list.isFlow || isFlowNode(value);
	const scalars = isSeq(value) ? value.items : [value];
	const expressions = scalars
		.filter((item) => isScalar(item))
		.flatMap((scalar) => expressionOf(scalar, { ...list, isFlow }, text, dialect));
	const [first] = expressions;
	const last = expressions.at(-1);
	if (first === undefined || last === undefined) return [];
	return [{ start: first.start, end: last.end, name: undefined, dataset, expressions }];
}

function expressionOf(
	scalar: Scalar,
	{ parameter, isFlow }: WrittenList,
	text: string,
	dialect: Dialect,
): readonly PlacedExpression[] {
	const read = readScalar(scalar, text);
	if (read === undefined) return [];
	const { map, isExact, isQuoted, span, write, value } = read;
	const meaning = isFlow ? /: |:$| #|[,[\]{}]/ : /: |:$| #/;
	const accepts = (inserted: string): boolean => isQuoted || !meaning.test(inserted);
	// Blanks at the end of a line are none of the value until something follows them, which is about to be typed.
	const behind = isQuoted ? '' : (/^[ \t]+(?=\r?\n|$)/.exec(text.slice(span.end, span.end + 1_000))?.[0] ?? '');
	const region = { start: span.start, end: span.end + behind.length };
	const placed = { ...span, parsed: parse(value, dialect), map, region, write, accepts, parameter };
	return [{ ...placed, separator: itemSeparator(text, span.start, isQuoted), isReadOnly: !isExact }];
}

/** Ends the text of an item of a list and begins that of the next; what is no item of a list over lines has no next. */
function itemSeparator(text: string, start: number, isQuoted: boolean): string | undefined {
	const quote = isQuoted ? text.charAt(start - 1) : '';
	const before = text.slice(text.lastIndexOf('\n', start) + 1, start - quote.length);
	return /^\s*- +$/.test(before) ? `${quote}\n${before}${quote}` : undefined;
}

function datasetOf(connection: string, { key }: Pair, text: string): Directive | undefined {
	const named = directiveOf(key, text);
	return named === undefined ? undefined : { ...named, text: `${connection}/${named.text}` };
}

function directiveOf(key: unknown, text: string): Directive | undefined {
	const range = writtenRange(key, text);
	const name = textOf(key);
	return range === undefined || name === undefined ? undefined : { text: name, start: range[0], end: range[1] };
}

function isFlowNode(node: unknown): boolean {
	return (isMap(node) || isSeq(node)) && node.flow === true;
}

function pairsOf(value: unknown): readonly Pair[] {
	return isMap(value) ? value.items : [];
}
