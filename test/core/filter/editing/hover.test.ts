import { expect, test } from 'vitest';
import { hoverAt } from '../../../../src/core/filter/editing/hover.ts';
import { inlayHintsOf } from '../../../../src/core/filter/editing/inlayHints.ts';
import { distanceText } from '../../../../src/core/filter/editing/instants.ts';
import { semanticTokensOf } from '../../../../src/core/filter/editing/semanticTokens.ts';
import { signatureAt } from '../../../../src/core/filter/editing/signature.ts';
import type { FilterKnowledge } from '../../../../src/core/filter/editing/knowledge.ts';
import type { FieldFacts } from '../../../../src/core/filter/fieldIndex.ts';
import { knowledge, marked, readFile } from './cursor.ts';

function hover(text: string): string {
	const { document, offset } = marked(text);
	const found = hoverAt(document, offset, knowledge);
	if (found === undefined) return '';
	return `${document.text.slice(found.start, found.end)}: ${found.parts.join('\n\n')}`;
}

test.each([
	["metadata.ci|ty $eq 'x'", 'metadata.city: `city`: text\n\nIn 100 of 120 documents here (83 %).'],
	["metadata.CITY| $eq 'x'", 'The data calls it `city`.'],
	["metadata.citty| $eq 'x'", 'none of 120 documents here has it'],
	['metadata.budget| $gt 5', 'From `5` to `9000`.'],
	["metadata.city $i|n 'x','y'", '**$in** is one of'],
	["metadata.city $i|n 'x','y'", 'issues/10796'],
	["metadata.city $ne| 'x'", 'Not documented: whether $ne and $nin find documents that lack the field.'],
	['metadata.city =| 5', '**$eq** equals'],
	['metadata.city ~~| 5', 'There is no operator `~~`'],
	["metadata.city $eq 'Lon|don'", "'London': Text: `London`"],
	["metadata.city $eq 'Pí|sek'", 'letters beyond A to Z'],
	['metadata.budget $gt 5|0', '50: A number: `50`'],
	['metadata.active $eq tr|ue', 'The flag `true`'],
	['metadata.city $eq nu|ll', 'There is no null'],
	['metadata.city $eq Lon|don', 'text stands between apostrophes'],
	['metadata.when $eq 2026-11-2|9', 'A date without a time, in 3 days.'],
	['metadata.when $eq 2026-11-2|9', 'calls with dates alone are in real use (#5803)'],
	['metadata.when $lt 2026-11-26T23:30:0|0Z', '`Fri 2026-11-27 00:30` in Europe/Prague'],
	['metadata.when $lt 2026-11-26T23:30|', 'It lacks its zone.'],
])('%j tells %j', (text, said) => {
	expect(hover(text)).toContain(said);
});

test('of a date that a field of dates is asked for, nothing is uncertain', () => {
	expect(hover('metadata.born $eq 2026-11-2|9')).not.toContain('Not documented: ');
});

test('examples of a field are not shown where the index keeps none, and cannot break out of their marks', () => {
	expect(hover("metadata.ownerEmail| $eq 'x'")).not.toContain('Often');
	expect(hover("metadata.city $eq '`[x](command:y)`|'")).toContain('`` `[x](command:y)` ``');
});

test('a field that documents spell in several ways, or have not yet, says so', () => {
	const facts = (path: string, seen: number): [string, FieldFacts] => [
		path,
		{ path, seen, types: { string: seen }, itemTypes: {}, topValues: [] },
	];
	const own: FilterKnowledge = {
		now: 0,
		fieldsOf: () => ({
			documents: 9,
			isPartial: true,
			fields: new Map([facts('City', 2), facts('city', 7), facts('later', 0)]),
		}),
	};
	const told = (path: string): string =>
		hoverAt(readFile(`metadata.${path} $eq 'x'`), 12, own)!
			.parts.join(' ')
			.replaceAll(/\s+/g, ' ');
	expect(told('city')).toBe(
		'`city`: text In 7 of 9 documents that were looked at (78 %). Documents spell it in several ways: `city`, `City`.',
	);
	expect(told('later')).toContain('No document here has it yet.');
});

test('a hover leads to the pages of what is wrong there', () => {
	const { document, offset } = marked('metadata.city $eq Lon|don');
	expect(hoverAt(document, offset, knowledge)!.pages).toEqual(['diagnostics/FH122.md']);
});

test('nothing is told of blanks and comments', () => {
	expect(hover("metadata.city $eq  |  'x'")).toBe('');
	expect(hover('# metadata.ci|ty')).toBe('');
});

test.each<[text: string, label: string | undefined, active: number]>([
	['metadata.city $eq |', 'metadata.city $eq value: string | number | boolean | datetime', 0],
	["metadata.city $in 'a'|", 'metadata.city $in value: string | number | datetime, …', 0],
	["metadata.city $in 'a',|", 'metadata.city $in value: string | number | datetime, …', 1],
	["metadata.city $in 'a,b'|", 'metadata.city $in value: string | number | datetime, …', 0],
	["metadata.city $in 'a','b','c'|", 'metadata.city $in value: string | number | datetime, …', 1],
	['metadata.city $eq|', undefined, 0],
	['metadata.city ~~ |', undefined, 0],
])('at %j the signature is %j', (text, label, active) => {
	const { document, offset } = marked(text);
	const signature = signatureAt(document, offset);
	expect(signature?.label).toBe(label);
	expect(signature?.activeParameter ?? 0).toBe(active);
});

test('the signature says once what the operator means', () => {
	const { document, offset } = marked('metadata.budget $gte |');
	const signature = signatureAt(document, offset);
	const told = [signature?.documentation, ...(signature?.parameters ?? []).map(({ documentation }) => documentation)];
	expect(told.join('\n').match(/is at least/g)).toHaveLength(1);
});

test('dates say how far away they are and what they stand for, only where they are seen', () => {
	const document = readFile(
		'metadata.when $gte 2026-11-29\nmetadata.when $lt 2026-12-31T23:30:00Z\n\nmetadata.budget $gt 5',
	);
	const hints = inlayHintsOf(document, { start: 0, end: document.text.length }, knowledge);
	expect(hints.map(({ at, label }) => [document.text.slice(0, at).split('\n').at(-1), label])).toEqual([
		['metadata.when $gte 2026-11-29', 'whole UTC day, in 3 days'],
		['metadata.when $lt 2026-12-31T23:30:00Z', 'Fri 2027-01-01 00:30, in 5 weeks'],
	]);
	expect(inlayHintsOf(document, { start: 0, end: 10 }, knowledge)).toHaveLength(1);
});

test.each([
	['2026-11-26T10:30:00Z', false, 'now'],
	['2026-11-26T12:30:00Z', false, 'in 2 hours'],
	['2026-11-26T00:00:00Z', true, 'today'],
	['2026-11-27T00:00:00Z', true, 'in 1 day'],
	['2026-10-22T00:00:00Z', true, '5 weeks ago'],
	['2026-06-26T00:00:00Z', true, '5 months ago'],
	['2020-11-26T00:00:00Z', true, '6 years ago'],
])('%s is %s: %s', (text, isDay, said) => {
	expect(distanceText(Date.parse(text), knowledge.now, isDay)).toBe(said);
});

test('colours know the type of a field, and tell one that nobody has', () => {
	const document = readFile("metadata.budget $gt 5\nmetadata.citty $like 'x'\nmetadata.when $lt\n  2026-11-29");
	expect(
		semanticTokensOf(document, knowledge).map(({ start, end, type, modifiers }) =>
			[document.text.slice(start, end), type, ...modifiers].join(' '),
		),
	).toEqual([
		'metadata.budget property numeric',
		'$gt operator',
		'5 number',
		'metadata.citty property unknown',
		'$like operator deprecated',
		"'x' string",
		'metadata.when property date',
		'$lt operator',
		'2026-11-29 number date',
	]);
});
