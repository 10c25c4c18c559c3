import { expect, test } from 'vitest';
import { completeFilter } from '../../../../src/core/filter/editing/completeFilter.ts';
import type { FilterCompletion } from '../../../../src/core/filter/editing/completion.ts';
import type { FilterKnowledge } from '../../../../src/core/filter/editing/knowledge.ts';
import { knowledge, marked, nothing } from './cursor.ts';

const items = (text: string, known: FilterKnowledge = knowledge): readonly FilterCompletion[] => {
	const { document, offset } = marked(text);
	return completeFilter(document, offset, known)?.items ?? [];
};
const labels = (text: string): readonly string[] => items(text).map(({ label }) => label);
/** The text with the item of a label in place of what it replaces. */
function chosen(text: string, label: string): string {
	const { document, offset } = marked(text);
	const { replace, items: offered } = completeFilter(document, offset, knowledge)!;
	const item = offered.find((one) => one.label === label)!;
	return document.text.slice(0, replace.start) + item.insertText + document.text.slice(replace.end);
}

const fields = ['city', 'budget', 'active', 'when', 'born', 'tags', 'nested', 'nested.place', 'ownerEmail'];
const dates = [
	'today',
	'yesterday',
	'start of month',
	'start of year',
	'7 days ago',
	'30 days ago',
	'90 days ago',
	'last sync',
];
const ordered = ['$eq', '$ne', '$gt', '$lt', '$gte', '$lte', '$in', '$nin'];

test.each<[text: string, labels: readonly string[]]>([
	['|', fields],
	['# @name x\n|', fields],
	['metadata.budget $gt 5\n|', fields],
	['meta|', fields],
	['metadata.|', fields],
	['metadata.ci| $eq 5', fields],
	['metadata.nested.|', ['nested.place']],
	["| $eq 'x'", fields],
	['metadata.city |', ['$eq', '$ne', '$in', '$nin']],
	['metadata.city e|', ['$eq', '$ne', '$in', '$nin']],
	['metadata.city $|', ['$eq', '$ne', '$in', '$nin']],
	['metadata.budget $g|', ordered],
	['metadata.when |', ordered],
	['metadata.active |', ['$eq', '$ne']],
	['metadata.tags |', ['$con']],
	['metadata.citty |', [...ordered, '$con']],
	['metadata.city $eq |', ["'London'", "'King''s Lynn'", "'B&B'"]],
	["metadata.city $eq 'Lon|", ["'London'", "'King''s Lynn'", "'B&B'"]],
	["metadata.city $in 'London',|", ["'King''s Lynn'", "'B&B'"]],
	["metadata.city $in 'london', |,'B&B'", ["'King''s Lynn'"]],
	["metadata.city $in\n   'London',\n   |", ["'King''s Lynn'", "'B&B'"]],
	["metadata.tags $con 'ONE',|", ["'VIP'"]],
	['metadata.budget $gt |', ['100.5']],
	['metadata.active $eq |', ['true', 'false']],
	['metadata.when $gte |', dates],
	['metadata.ownerEmail $eq |', []],
	["metadata.city $eq 'London'|", []],
	["metadata.city $eq 'London' |", []],
	["|metadata.city $eq 'London'", fields],
	['# @|', ['@name', '@dataset']],
	['#|', ['@name', '@dataset']],
	['# da|', ['@name', '@dataset']],
	['# @dataset |', ['agency/properties', 'agency/contacts']],
	['# @dataset agency/p|', ['agency/properties', 'agency/contacts']],
	['# some words |', []],
])('%j offers', (text, expected) => {
	expect(labels(text)).toEqual(expected);
});

test.each([
	['|', 'city', 'metadata.city '],
	['metadata.ci|', 'city', 'metadata.city '],
	['metadata.ci|tty $eq 5', 'city', 'metadata.city $eq 5'],
	['nes|', 'nested', 'metadata.nested.'],
	['metadata.city |', '$in', 'metadata.city $in '],
	["metadata.city e|q 'x'", '$eq', "metadata.city $eq 'x'"],
	["metadata.city $eq 'Lon|don'", "'London'", "metadata.city $eq 'London'"],
	['metadata.city $eq "Lon|', "'London'", "metadata.city $eq 'London'"],
	["metadata.city $in 'B&B',|", "'King''s Lynn'", "metadata.city $in 'B&B','King''s Lynn'"],
	['metadata.when $gte |', 'today', 'metadata.when $gte 2026-11-26'],
	['metadata.when $gte |', 'last sync', 'metadata.when $gte 2026-11-25T08:00:00Z'],
	['metadata.when $gte |', 'start of month', 'metadata.when $gte 2026-11-01'],
	['#|', '@dataset', '# @dataset '],
	['# @dataset agency/|x', 'agency/contacts', '# @dataset agency/contacts'],
])('in %j the choice of %s gives %j', (text, label, expected) => {
	expect(chosen(text, label)).toBe(expected);
});

test('fields say what they hold and how often; operators what is known of the server', () => {
	const [city, budget] = items('|');
	expect(city).toMatchObject({ detail: 'text, in 83 %', kind: 'field', opensNext: true });
	expect(city!.documentation()).toContain('Often: `London` (60)');
	expect(budget!.detail).toBe('number (99 %), text (1 %), in 75 %');
	expect(budget!.documentation()).toContain('From `5` to `9000`.');
	expect(items('metadata.tags |')[0]!.documentation()).toContain('#7740');
	expect(
		items('|')
			.find(({ label }) => label === 'ownerEmail')!
			.documentation(),
	).not.toContain('Often');
});

test('where nothing is known, the prefix, every operator and what needs no data are offered', () => {
	const known = (text: string): readonly string[] => items(text, nothing).map(({ label }) => label);
	expect(known('|')).toEqual(['metadata.']);
	expect(known('metadata.x1 |')).toEqual([...ordered, '$con']);
	expect(known('metadata.x1 $eq |').slice(0, 3)).toEqual(['true', 'false', 'today']);
});

test('an editor that compares what is typed finds an operator by its other names, and a value behind any quote', () => {
	expect(items('metadata.budget >|').find(({ label }) => label === '$gt')!.filterText).toContain('>');
	expect(items('metadata.city $eq ‘Lon|').map(({ filterText }) => filterText)).toEqual([
		'‘London',
		"‘King's Lynn",
		'‘B&B',
	]);
});
