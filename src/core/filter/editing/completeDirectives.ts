/** Offers what comments of a filter file can say: the name of a set, and the dataset that it is meant for. */
import type { Span } from '../syntax.ts';
import { completion } from './completion.ts';
import type { FilterCompletion, FilterCompletions } from './completion.ts';
import type { KnownDataset } from './knowledge.ts';

const directives = [
	{ name: '@name', says: 'Name of the set of filters below', value: '${1:name}' },
	{ name: '@dataset', says: 'Dataset that the filters are meant for: `connection/dataset`', value: '' },
] as const;

/** @param line  begins with `#` */
export function completeDirectives(
	text: string,
	line: Span,
	offset: number,
	datasets: readonly KnownDataset[],
): FilterCompletions | undefined {
	const before = text.slice(line.start, offset);
	const [, blanks] = /^#([ \t]*)@?\w*$/.exec(before) ?? [];
	if (blanks !== undefined) return directiveNames(text, line, line.start + 1 + blanks.length, offset);
	const [head] = /^#\s*@dataset\s+/.exec(before) ?? [];
	if (head === undefined) return undefined;
	const start = line.start + head.length;
	return {
		insert: { start, end: offset },
		replace: { start, end: Math.max(offset, line.end) },
		items: datasetItems(datasets),
	};
}

function directiveNames(text: string, line: Span, start: number, offset: number): FilterCompletions | undefined {
	const typed = /^@?\w*/.exec(text.slice(start, line.end))?.[0] ?? '';
	const isAlone = start + typed.length === line.end;
	const glue = text[start - 1] === '#' ? ' ' : '';
	const items = directives.map(({ name, says, value }, nth) =>
		completion(nth, {
			label: name,
			kind: 'directive',
			detail: says,
			documentation: () => says,
			insertText: isAlone ? `${glue}${name} ${value}` : `${glue}${name}`,
			isSnippet: true,
			filterText: typed.startsWith('@') || typed === '' ? name : name.slice(1),
			opensNext: isAlone && value === '',
		}),
	);
	return { insert: { start, end: offset }, replace: { start, end: start + typed.length }, items };
}

function datasetItems(datasets: readonly KnownDataset[]): readonly FilterCompletion[] {
	return datasets.map(({ name, title = '' }, nth) =>
		completion(nth, { label: name, kind: 'dataset', detail: title, insertText: name }),
	);
}
