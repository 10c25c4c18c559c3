import { expect, test } from 'vitest';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import { completeFilter } from '../../../src/core/filter/editing/completeFilter.ts';
import { diagnose } from '../../../src/core/filter/editing/diagnose.ts';
import type { FilterDocument } from '../../../src/core/filter/editing/filterDocument.ts';
import { applyEdits, fixAll, preferredEdits } from '../../../src/core/filter/editing/fixes.ts';
import { formatRange } from '../../../src/core/filter/editing/format.ts';
import { readRequestFile } from '../../../src/core/requests/requestFilters.ts';
import { knowledge, marked } from '../filter/editing/cursor.ts';

const read = (text: string): FilterDocument => readRequestFile(text, dialect);

const file = [
	'@base = https://platform.reapit.cloud',
	'',
	'### flats',
	'# @name flats',
	'# @connection agency',
	'GET {{base}}/properties/',
	'  ?pageSize=100',
	'  # only those',
	"  &metadata=metadata.city $eq 'London'",
	'  &metadata=metadata.budget   $gt 5&embed=negotiator',
	'api-version: 2020-01-31',
	'',
	'{ "metadata": "&metadata=metadata.no $eq 1" }',
	'',
	'###',
	'POST https://platform.reapit.cloud/metadata/?filter=metadata.city%20%24eq%20%27King%27%27s%20Lynn%27',
	'',
	'### another service',
	'GET https://example.org/items?filter=name&metadata=',
].join('\n');

test('filters are found in the addresses of requests, with what is known of each', () => {
	const { sets } = read(file);
	expect(
		sets.map(({ name, dataset, expressions }) => [
			name?.text,
			dataset?.text,
			...expressions.map(({ parsed, parameter }) => `${parameter!.text}: ${parsed.text}`),
		]),
	).toEqual([
		['flats', 'agency/properties', "metadata: metadata.city $eq 'London'", 'metadata: metadata.budget   $gt 5'],
		[undefined, 'metadata', "filter: metadata.city $eq 'King''s Lynn'"],
		[undefined, 'items', 'metadata: '],
	]);
	const [first, second] = sets[0]!.expressions;
	expect(file.slice(first!.start, first!.end)).toBe(first!.parsed.text);
	expect(file.slice(second!.start, second!.end)).toBe(second!.parsed.text);
	expect(file.slice(sets[0]!.dataset!.start, sets[0]!.dataset!.end)).toBe('properties');
});

test('what is encoded keeps its places', () => {
	const [, { expressions }] = read(file).sets as [unknown, FilterDocument['sets'][number]];
	const { parsed, map } = expressions[0]!;
	const shown = (span: { start: number; end: number }): string => {
		const { start, end } = map.toFile(span);
		return file.slice(start, end);
	};
	expect([shown(parsed.filter.field), shown(parsed.filter.operator), shown(parsed.filter.values[0]!)]).toEqual([
		'metadata.city',
		'%24eq',
		'%27King%27%27s%20Lynn%27',
	]);
});

const found = (line: string): readonly string[] => {
	const text = `GET {{base}}/contacts/\n  ?${line}`;
	return diagnose(read(text), knowledge).map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);
};

test.each<[line: string, findings: readonly string[]]>([
	["metadata=metadata.city $eq 'B&B'", ['FH183 &']],
	["metadata=metadata.city $eq 'a+b #1 50%'", ['FH183 +', 'FH183 #', 'FH183 %']],
	["metadata=metadata.city $eq 'B%26B %2B 50%25'", []],
	["metadata=metadata.city+$eq+'x'", []],
	['metadata=metadata.when $gte 2026-11-05T10:00:00+01:00', ['FH158 metadata.when', 'FH183 +']],
	["metadata=metadata.city $eq 'x&metadata=metadata.budget $gt 5", ["FH123 'x"]],
	["metadata=metadata.city $eq 'P%C3%ADsek'", []],
	["metadata=metadata.city $eq '%E9'", ['FH183 %']],
	["metadata[]=metadata.city $eq 'x'", ['FH181 metadata[]']],
	["filter=metadata.city $eq 'x'", ['FH181 filter']],
	['metadata={{filter:flats}}', []],
	["metadata=metadata.city $eq '{{city}}'", []],
	['metadata=metadata.budget $gt {{least}}', []],
	["metadata=metadata.{{field}} $in {{list}}&metadata=metadata.city $eq 'x'", []],
	["metadata=metadata.city $eq '{{first}} & {{last}}", []],
	["filter=name eq 'x'", []],
])('%j: %j', (line, findings) => {
	expect(found(line)).toEqual(findings);
});

test('an endpoint without a search is told at its name, also where the request names none that is known', () => {
	const text = "GET {{base}}/enquiries/?metadata=metadata.city $eq 'x'";
	const [finding] = diagnose(read(text), knowledge);
	expect([finding!.code, text.slice(finding!.start, finding!.end)]).toEqual(['FH180', 'enquiries']);
	const unknown = "GET {{base}}/x?metadata[0]=metadata.city $eq 'x'";
	expect(diagnose(read(unknown), knowledge).map(({ code }) => code)).toEqual(['FH181']);
});

test('fixes write what an address can hold', () => {
	const fixed = (text: string): string => fixAll(text, read, knowledge);
	expect(fixed('GET {{base}}/contacts/\n  ?metadata[]=metadata.city = “B&B”')).toBe(
		"GET {{base}}/contacts/\n  ?metadata=metadata.city $eq 'B%26B'",
	);
	expect(fixed('GET {{base}}/contacts/\n  ?metadata=metadata.a1 $eq 1 and metadata.b1 $eq 2')).toBe(
		'GET {{base}}/contacts/\n  ?metadata=metadata.a1 $eq 1\n  &metadata=metadata.b1 $eq 2',
	);
	expect(fixed('GET {{base}}/contacts/?metadata=metadata.a1 $eq 1 and metadata.b1 $eq 2')).toBe(
		'GET {{base}}/contacts/?metadata=metadata.a1 $eq 1&metadata=metadata.b1 $eq 2',
	);
	expect(fixed('GET {{base}}/contacts/?metadata=metadata.city%20%24eq%20%22a%22')).toBe(
		'GET {{base}}/contacts/?metadata=metadata.city%20%24eq%20%27a%27',
	);
	expect(preferredEdits(read("GET {{base}}/contacts/?metadata=metadata.city $eq 'a'"), knowledge)).toEqual([]);
});

test('a list is moved behind the other filters of the request', () => {
	const text = "GET {{base}}/contacts/\n  ?metadata=metadata.aa $in 'a%26b','c'\n  &metadata=metadata.bb $gt 5";
	const [fix] = diagnose(read(text), knowledge).find(({ code }) => code === 'FH160')!.fixes;
	expect(applyEdits(text, fix!.edits)).toBe(
		"GET {{base}}/contacts/\n  ?metadata=metadata.bb $gt 5\n  &metadata=metadata.aa $in 'a%26b','c'",
	);
});

test('completion and formatting work within an address', () => {
	const { document, offset } = marked('GET {{base}}/contacts/\n  &metadata=metadata.city $eq |', read);
	const { items, replace } = completeFilter(document, offset, knowledge)!;
	expect(replace).toEqual({ start: offset, end: offset });
	expect(items.map(({ insertText }) => insertText)).toEqual(["'London'", "'King''s Lynn'", "'B%26B'"]);
	for (const kept of ["metadata.city+$eq+'x'", 'metadata.city%20$eq%20%27x%27']) {
		const text = `GET {{base}}/contacts/?metadata=${kept}`;
		expect(formatRange(read(text), { start: 0, end: text.length })).toEqual([]);
	}
	expect(applyEdits(file, formatRange(read(file), { start: 0, end: file.length }))).toContain(
		'  &metadata=metadata.budget $gt 5&embed=negotiator\n',
	);
});
