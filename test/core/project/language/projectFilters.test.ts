import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse as parseYaml, stringify } from 'yaml';
import { reapitDialect as dialect } from '../../../../src/core/filter/dialect.ts';
import { completeFilter } from '../../../../src/core/filter/editing/completeFilter.ts';
import { diagnose } from '../../../../src/core/filter/editing/diagnose.ts';
import type { FilterDocument } from '../../../../src/core/filter/editing/filterDocument.ts';
import { fixAll } from '../../../../src/core/filter/editing/fixes.ts';
import { hoverAt } from '../../../../src/core/filter/editing/hover.ts';
import { semanticTokensOf } from '../../../../src/core/filter/editing/semanticTokens.ts';
import { readProjectFilters } from '../../../../src/core/project/language/projectFilters.ts';
import { expression, soup } from '../../filter/arbitraries.ts';
import { knowledge, nothing } from '../../filter/editing/cursor.ts';

const read = (text: string): FilterDocument => readProjectFilters(text, dialect);

interface Written {
	readonly connections: { readonly agency: { readonly filters: { readonly contacts: string } } };
}

const file = `version: 1
connections:
  agency:
    source: reapit
    filters:
      contacts: metadata.city $eq 'London' # plain
      properties:
        - 'metadata.city $eq ''London'''
        - "metadata.city $eq \\"x\\""
        - metadata.city $in
            'a','b'
        - |
          metadata.budget $gt 5
    parameters:
      landlords: { metadata: "metadata.city $eq 'x'", active: true }
  mls: { source: spark }
`;

test('filters and parameters that take filters are found, with their dataset', () => {
	expect(
		read(file).sets.map(({ dataset, expressions }) => [
			dataset!.text,
			...expressions.map(({ parsed, isReadOnly, start, end }) => [
				parsed.text.trim(),
				isReadOnly,
				file.slice(start, end).trim(),
			]),
		]),
	).toEqual([
		['agency/contacts', ["metadata.city $eq 'London'", false, "metadata.city $eq 'London'"]],
		[
			'agency/properties',
			["metadata.city $eq 'London'", false, "metadata.city $eq ''London''"],
			['metadata.city $eq "x"', false, 'metadata.city $eq \\"x\\"'],
			["metadata.city $in 'a','b'", false, "metadata.city $in\n            'a','b'"],
			['metadata.budget $gt 5', true, '|\n          metadata.budget $gt 5'],
		],
		['agency/landlords', ["metadata.city $eq 'x'", false, "metadata.city $eq 'x'"]],
	]);
});

test('findings stand where the file writes what is wrong, and fixes are written as its quotes want', () => {
	const found = diagnose(read(file), knowledge).map(({ code, start, end }) => `${code} ${file.slice(start, end)}`);
	expect(found).toContain('FH121 \\"x\\"');
	const fixed = fixAll(
		"connections:\n  agency:\n    filters:\n      contacts: ['metadata.city $eq \"it''s\"', metadata.city = 5]\n",
		read,
		nothing,
	);
	expect(parseYaml(fixed)).toEqual({
		connections: { agency: { filters: { contacts: ["metadata.city $eq 'it''s'", 'metadata.city $eq 5'] } } },
	});
});

test('an item of a list can be split into two', () => {
	const text = `connections:
  agency:
    filters:
      contacts:
        - 'metadata.a1 $eq ''x'' and metadata.b1 $eq 2'
        - metadata.c1 $eq 3 and metadata.d1 $eq 4
      properties: metadata.e1 $eq 5 and metadata.f1 $eq 6
`;
	expect(parseYaml(fixAll(text, read, nothing))).toEqual({
		connections: {
			agency: {
				filters: {
					contacts: ["metadata.a1 $eq 'x'", 'metadata.b1 $eq 2', 'metadata.c1 $eq 3', 'metadata.d1 $eq 4'],
					properties: 'metadata.e1 $eq 5 and metadata.f1 $eq 6',
				},
			},
		},
	});
});

test('a fix that the file cannot hold is not offered', () => {
	const text = 'connections: { agency: { filters: { contacts: metadata.a1 $eq 1 or metadata.a1 $eq 2 } } }';
	const [finding] = diagnose(read(text), nothing);
	expect(finding).toMatchObject({ code: 'FH170', fixes: [] });
});

test('every character is found in the file, however it is quoted', () => {
	const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL');
	fc.assert(
		fc.property(fc.oneof(expression, soup), style, fc.constantFrom(20, 80), (filter, defaultStringType, lineWidth) => {
			const text = stringify(
				{ connections: { agency: { filters: { contacts: filter } } } },
				{ defaultStringType, lineWidth },
			);
			const placed = read(text).sets[0]?.expressions[0];
			if (placed === undefined) return;
			const written = (parseYaml(text) as Written).connections.agency.filters.contacts;
			expect(placed.parsed.text).toBe(written);
			if (placed.isReadOnly === true) return;
			for (let at = 0; at < written.length; at += 1) {
				const span = placed.map.toFile({ start: at, end: at + 1 });
				expect(span.start).toBeGreaterThanOrEqual(placed.start);
				expect(span.end).toBeGreaterThan(span.start);
				expect(span.end).toBeLessThanOrEqual(placed.end);
				if (/[\w$,.]/.test(written.charAt(at))) expect(text.slice(span.start, span.end)).toContain(written.charAt(at));
			}
		}),
		{ numRuns: 3_000 },
	);
});

test('whatever is mended is still the same file otherwise', () => {
	fc.assert(
		fc.property(expression, fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE'), (filter, defaultStringType) => {
			const project = { connections: { agency: { customer: 'SBOX', filters: { contacts: filter } } } };
			const fixed = fixAll(stringify(project, { defaultStringType }), read, nothing);
			const again = parseYaml(fixed) as typeof project;
			expect(again.connections.agency.customer).toBe('SBOX');
			expect(typeof again.connections.agency.filters.contacts).toBe('string');
		}),
		{ numRuns: 500 },
	);
});

test('whatever the file holds, nothing is thrown, and every place lies within it', () => {
	const part = fc.oneof(
		fc.constantFrom(
			'connections:',
			' ',
			'\n',
			'  ',
			'agency:',
			'filters:',
			'parameters:',
			'contacts:',
			'metadata:',
			'- ',
			'[',
			']',
		),
		fc.constantFrom('{', '}', '"', "'", '&a ', '*a', '|', '>', '\\', '\\u00', ',', '#', '<<: '),
		soup,
	);
	const written = fc.array(part, { maxLength: 14 }).map((parts) => parts.join(''));
	const nested = fc
		.array(part, { maxLength: 6 })
		.map((parts) => `connections:\n  agency:\n    filters:\n      contacts: ${parts.join('')}`);
	fc.assert(
		fc.property(fc.oneof(written, nested), fc.nat(120), (text, where) => {
			const document = read(text);
			const offset = Math.min(where, text.length);
			completeFilter(document, offset, knowledge);
			hoverAt(document, offset, knowledge);
			for (const span of [...diagnose(document, knowledge), ...semanticTokensOf(document, knowledge)]) {
				expect([span.start >= 0, span.end >= span.start, span.end <= text.length]).toEqual([true, true, true]);
			}
		}),
		{ numRuns: 3_000 },
	);
});

test('completion in a freehold.yaml writes values as its quotes want, and none that it cannot hold', () => {
	const chosen = (text: string): readonly string[] => {
		const offset = text.indexOf('|');
		const document = read(text.replace('|', ''));
		return completeFilter(document, offset, knowledge)?.items.map(({ insertText }) => insertText) ?? [];
	};
	const file = (filter: string): string => `connections:\n  agency:\n    filters:\n      contacts: ${filter}\n`;
	expect(chosen(file("'metadata.city $eq |'"))).toEqual(["''London''", "''King''''s Lynn''", "''B&B''"]);
	expect(chosen(file('"metadata.city $eq |"'))).toEqual(["'London'", "'King''s Lynn'", "'B&B'"]);
	expect(chosen(file('metadata.tags |'))).toEqual(['$con ']);
	expect(chosen(file('metadata.ci|')).slice(0, 2)).toEqual(['metadata.city ', 'metadata.budget ']);
});
